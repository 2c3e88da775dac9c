import { where } from './output';
import type { OutputRule } from './types';

export const oneAutoscaler: OutputRule = {
  id: 'one-autoscaler',
  severity: 'error',
  protects: 'a workload from two autoscalers, each of which takes back what the other did',
  source: 'E76; Kubernetes, "Horizontal Pod Autoscaling"; KEDA, "ScaledObject"',
  reads: ['services.*.autoscaling', 'patches', 'extraObjects'],
  wayOut: 'keep one: KEDA makes its own HorizontalPodAutoscaler',
  restates: 'second-autoscaler',
  check: ({ facts: { autoscalers } }) =>
    autoscalers.flatMap((one, index) => {
      const first = autoscalers.findIndex(({ target }) => target === one.target);
      const other = autoscalers[first];
      if (first === index || other === undefined) return [];
      const [, kind, name] = one.target.split('/');
      return [
        {
          path: one.source ?? other.source ?? 'services',
          message: `${where(one)} scales ${kind} ${name}, which ${other.name} scales already`,
        },
      ];
    }),
};
