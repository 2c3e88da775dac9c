import type { Service } from '../platform/types';
import { podsOf } from './pods-of';
import type { Problem, Rule } from './types';

/** A budget that lets no pod go makes every drain wait for ever. */
export const disruptionBudget: Rule = {
  id: 'disruption-budget',
  severity: 'error',
  protects: 'upgrades of nodes from never coming to their end',
  source: 'E75; Kubernetes documentation, Specifying a Disruption Budget',
  reads: [
    'services.*.disruptionBudget.minAvailable',
    'services.*.disruptionBudget.maxUnavailable',
    'services.*.replicas.min',
  ],
  wayOut: 'let one pod go at a time (maxUnavailable: 1), or run one more',
  check: ({ services }) =>
    Object.values(services)
      .filter(({ disruptionBudget: { enabled }, lambda }) => enabled && lambda === undefined)
      .flatMap(blocking),
};

function blocking({ name, replicas, disruptionBudget: { maxUnavailable, minAvailable } }: Service): Problem[] {
  const at = (field: string) => `services.${name}.disruptionBudget.${field}`;
  if (minAvailable !== undefined) {
    const kept = podsOf(minAvailable, replicas.min);
    if (kept < replicas.min) return [];
    return [
      {
        path: at('minAvailable'),
        message: `keeps ${kept} of ${replicas.min} pods at the least, so that none may ever be evicted: must keep at most ${replicas.min - 1}; use maxUnavailable: 1, or more replicas`,
        value: `${kept}`,
        limit: `${replicas.min - 1}`,
      },
    ];
  }
  const spared = maxUnavailable ?? 1;
  if (podsOf(spared, replicas.min) > 0) return [];
  return [
    {
      path: at('maxUnavailable'),
      message: `lets no pod be evicted, ever; must be at least 1, got ${spared}`,
      value: `${spared}`,
      limit: '1',
    },
  ];
}
