import type { Rule } from './types';

/** A claim of one node cannot be mounted by two pods on two nodes: the second waits for ever. */
export const volumeSharing: Rule = {
  id: 'volume-sharing',
  severity: 'error',
  protects: 'rollouts and scaling from waiting for a volume that another pod holds',
  source: 'Kubernetes documentation, Persistent Volumes, access modes',
  reads: [
    'services.*.volumes.*.accessMode',
    'services.*.volumes.*.kind',
    'services.*.replicas.max',
    'services.*.rollout',
  ],
  wayOut: 'use ReadWriteMany, or one pod that is replaced before the next one comes',
  check: ({ services }) =>
    Object.values(services).flatMap(({ name, volumes, replicas, rollout }) =>
      Object.entries(volumes).flatMap(([volume, { kind, ...rest }]) => {
        const pods = replicas.max + rollout.maxSurge;
        if (kind !== 'claim' || !('accessMode' in rest) || !rest.accessMode.startsWith('ReadWriteOnce') || pods === 1) {
          return [];
        }
        return [
          {
            path: `services.${name}.volumes.${volume}.accessMode`,
            message: `${rest.accessMode} serves one pod, and there may be ${replicas.max} + ${rollout.maxSurge} surge = ${pods}; use ReadWriteMany, or replicas.max: 1 with rollout.strategy: Recreate`,
            value: `${pods}`,
            limit: '1',
          },
        ];
      }),
    ),
};
