import type { Rule } from './types';

/** A segment is never larger than its limit, so a threshold above it is never reached (E63). */
export const qdrantSegments: Rule = {
  id: 'qdrant-segments',
  severity: 'error',
  protects: 'memory from vectors that were to be mapped from disk and never are',
  source: 'E63; guide L340-341',
  reads: ['stores.qdrant.optimizers.memmapThresholdKb', 'stores.qdrant.optimizers.maxSegmentSizeKb'],
  wayOut: 'lower memmapThresholdKb, raise maxSegmentSizeKb, or use vectors.onDisk',
  check: ({
    stores: {
      qdrant: { optimizers },
    },
  }) => {
    const { maxSegmentSizeKb, memmapThresholdKb } = optimizers;
    return memmapThresholdKb <= maxSegmentSizeKb
      ? []
      : [
          {
            path: 'stores.qdrant.optimizers.memmapThresholdKb',
            message: `must be at most maxSegmentSizeKb (${maxSegmentSizeKb}), got ${memmapThresholdKb}: no segment would ever reach it; or use vectors.onDisk`,
            value: `${memmapThresholdKb}`,
            limit: `${maxSegmentSizeKb}`,
          },
        ];
  },
};
