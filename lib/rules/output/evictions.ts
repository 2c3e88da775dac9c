import type { DisruptionBudget } from '../../platform/facts';
import { podsOf } from '../pods-of';
import type { Problem } from '../types';
import { type Output, where } from './output';
import { type OwnWorkload, ownWorkloads } from './own-workloads';
import type { OutputRule } from './types';

export const evictions: OutputRule = {
  id: 'evictions',
  severity: 'error',
  protects: 'upgrades of nodes from never coming to their end: a pod that may not be evicted holds its node',
  source: 'E75; Kubernetes documentation, "Specifying a Disruption Budget for your Application"',
  reads: ['patches', 'extraObjects', 'services.*.disruptionBudget'],
  wayOut: 'keep one budget for a pod, which lets one go at a time; change it under disruptionBudget of the service',
  check: (output, platform) => {
    const own = ownWorkloads(output, platform);
    const { budgets } = output.facts;
    return budgets.flatMap((budget, index) =>
      own(budget.covers).flatMap((workload) => [
        ...second(budget, budgets.slice(0, index), workload),
        ...blocking(budget, workload, output),
      ]),
    );
  },
};

/** The server refuses to evict a pod that has two budgets, whatever they say. */
function second(
  budget: DisruptionBudget,
  earlier: readonly DisruptionBudget[],
  { name, app, path }: OwnWorkload,
): readonly Problem[] {
  const first = earlier.find(({ covers }) => covers.includes(name));
  return first === undefined
    ? []
    : [
        {
          path: budget.source ?? first.source ?? path,
          message: `${where(budget)} selects pods ${app}, which ${first.name} is for already: a pod with two budgets is never evicted; keep one, and change ours under disruptionBudget of the service`,
        },
      ];
}

/** What the config says of its own budgets is weighed before anything is rendered: rule disruption-budget. */
function blocking(
  budget: DisruptionBudget,
  { name, app, path, workload }: OwnWorkload,
  { facts }: Output,
): readonly Problem[] {
  const scaler = facts.autoscalers.find(({ target }) => target === name);
  const source = budget.source ?? scaler?.source ?? workload?.source;
  if (source === undefined) return [];
  const least = scaler?.min ?? workload?.replicas ?? 1;
  const { minAvailable, maxUnavailable } = budget;
  const spared = minAvailable === undefined ? podsOf(maxUnavailable ?? 1, least) : least - podsOf(minAvailable, least);
  if (spared > 0) return [];
  const said = minAvailable === undefined ? `maxUnavailable ${maxUnavailable}` : `minAvailable ${minAvailable}`;
  return [
    {
      path: source ?? path,
      message: `${where(budget)} lets no pod of ${app} be evicted, ever: ${said} of ${least}; use maxUnavailable: 1, or more replicas`,
    },
  ];
}
