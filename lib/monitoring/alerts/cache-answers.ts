import type { Platform } from '../../platform/types';
import { anyOf, below, equals, last, max } from '../promql';
import { place } from '../scope';
import type { Alert } from './alert';

/** Of every Redis cluster (Redis documentation, 'Redis cluster specification', key distribution model). */
const SLOTS = 16_384;

const isCluster = ({ exporters: { redis } }: Platform): boolean => redis.kind === 'own' && redis.byNode;

const server = (labels: string, values: string) => ({ [`redis_up{job="redis",instance="${labels}"}`]: values });
const slots = (labels: string, values: string) => ({
  [`redis_cluster_slots_ok{job="redis",instance="${labels}"}`]: values,
});

/**
 * Whether the cache answers. A cluster goes on without a node that has a replica: of it the question is whether any node
 * knows who serves each slot, as one that is cut off knows only its own.
 */
export const cacheAnswers: Pick<Alert, 'description' | 'expression' | 'fires' | 'quiet'> = {
  description: (platform) =>
    isCluster(platform) ? served('{{ $value }}') : 'the exporter cannot connect to {{ $labels.instance }}',
  expression: (platform) => {
    if (!isCluster(platform)) return equals(last('redis_up'), 0);
    const by = ['namespace', 'job'];
    return anyOf([equals(max(last('redis_up'), by), 0), below(max(last('redis_cluster_slots_ok'), by), SLOTS)]);
  },
  fires: (platform) => {
    const labels = { ...place(platform), job: 'redis' };
    return isCluster(platform)
      ? {
          series: { ...server('a', '1x2 0x10'), ...server('b', '1x12'), ...slots('b', '16384x2 10922x10') },
          at: '8m',
          labels,
          says: served('10922'),
        }
      : {
          series: server('cache', '1x2 0x10'),
          at: '8m',
          labels: { ...labels, instance: 'cache' },
          says: 'the exporter cannot connect to cache',
        };
  },
  quiet: (platform) =>
    isCluster(platform)
      ? {
          series: {
            ...server('a', '1x2 0x10'),
            ...server('b', '1x12'),
            ...slots('b', '16384x12'),
            ...server('c', '1x12'),
            ...slots('c', '5461x12'),
          },
          at: '8m',
        }
      : { series: server('cache', '1x5 0 1x10'), at: '8m' },
};

const served = (found: string): string => `${found} of the ${SLOTS} slots of the cache are served`;
