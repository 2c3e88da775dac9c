import type { Problem } from '../types';
import { where } from './output';
import type { OutputRule } from './types';

/** The Pod Security Standards; each admits less than the one before. */
const levels = ['privileged', 'baseline', 'restricted'];

export const podSecurity: OutputRule = {
  id: 'pod-security',
  severity: 'error',
  protects: 'the nodes from pods that the namespace was to refuse: root, the host itself, every capability',
  source: 'E75; Kubernetes documentation, "Pod Security Admission"',
  reads: ['cluster.podSecurity', 'patches', 'extraObjects'],
  wayOut: 'keep the label of the namespace, or say cluster.podSecurity.level and why',
  check: ({ facts }, { cluster }) =>
    facts.podStandards.flatMap((standard): Problem[] => {
      const { namespace, level, source } = standard;
      if (namespace !== cluster?.namespace) return [];
      // Without a label the cluster's own standard holds, which is to admit everything.
      if (levels.indexOf(level ?? '') >= levels.indexOf(cluster.podSecurity)) return [];
      return [
        {
          path: source ?? 'cluster.podSecurity',
          value: level ?? 'none',
          limit: cluster.podSecurity,
          message: `${where(standard)} is ${level ?? 'none'}, and cluster.podSecurity is ${cluster.podSecurity}: namespace ${namespace} would admit pods that it was to refuse; keep the label, or change cluster.podSecurity.level`,
        },
      ];
    }),
};
