import type { Problem } from '../types';
import { where } from './output';
import type { OutputRule } from './types';

export const measuredRequests: OutputRule = {
  id: 'measured-requests',
  severity: 'error',
  protects: 'a workload from never being scaled: a share of a request that a container does not have is no number',
  source: 'E73; guide L515-540; Kubernetes documentation, "Horizontal Pod Autoscaling", Algorithm details',
  reads: ['patches', 'extraObjects', 'services.*.autoscaling'],
  wayOut: 'give every container of the pod a request of what is measured, or measure something else',
  check: ({ facts: { autoscalers, workloads } }) => {
    const known = new Map(workloads.map((one) => [one.name, one]));
    return autoscalers.flatMap((scaler) => {
      const workload = known.get(scaler.target);
      return scaler.measures.flatMap((amount) =>
        (workload?.containers ?? [])
          .filter(({ requests }) => requests[amount] === undefined)
          .map(
            ({ name, at }): Problem => ({
              path: workload?.source ?? scaler.source ?? 'services',
              message: `${where({ file: workload?.file ?? '', at })}.resources.requests has no ${amount}, of which ${scaler.name} measures a share: with container ${name} in it the pod has none, and nothing is scaled; give it a request`,
            }),
          ),
      );
    });
  },
};
