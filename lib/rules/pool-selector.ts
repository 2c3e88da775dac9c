import type { Rule } from './types';

/** A pod's pool is said once: a selector of the same label would be replaced in silence (E39). */
export const poolSelector: Rule = {
  id: 'pool-selector',
  severity: 'error',
  protects: 'pods from running in another pool than their config says',
  source: 'E39',
  reads: ['services.*.scheduling.nodeSelector', 'services.*.placement'],
  wayOut: 'name the pool under placement, whose taint is then tolerated too',
  check: ({ services, cluster }) =>
    Object.values(services).flatMap(({ name, placement, scheduling: { nodeSelector } }) => {
      const pool = cluster?.nodePools[placement ?? ''];
      const asked = pool && nodeSelector[pool.label.key];
      if (pool === undefined || asked === undefined || asked === pool.label.value) return [];
      return [
        {
          path: `services.${name}.scheduling.nodeSelector`,
          message: `asks for ${pool.label.key}: ${asked}, and placement is ${pool.name}, which goes before it; name the pool under placement alone`,
          value: asked,
          limit: pool.label.value,
        },
      ];
    }),
};
