import { startSeconds } from '../platform/start-seconds';
import type { Rule } from './types';

/** A rollout is called failed no sooner than its first pod may be ready; the API server refuses less than minReady. */
export const progressDeadline: Rule = {
  id: 'progress-deadline',
  severity: 'error',
  protects: 'good releases from being called failed, and rolled back, while their pods still start',
  source: 'E71, E93; Kubernetes documentation, Deployments, Progress Deadline Seconds',
  reads: ['services.*.rollout.progressDeadline', 'services.*.rollout.minReady', 'services.*.probes.startup.*'],
  wayOut: 'raise rollout.progressDeadline, or leave it out: the default follows from the start-up probe',
  check: ({ services, deployment }) =>
    deployment === 'kubernetes'
      ? Object.values(services).flatMap((service) => {
          const { progressDeadlineSeconds: deadline, minReadySeconds } = service.rollout;
          const start = startSeconds(service.probes.startup);
          const least = start + minReadySeconds;
          if (deadline === undefined || deadline > least) return [];
          return [
            {
              path: `services.${service.name}.rollout.progressDeadline`,
              message: `must be longer than ${start}s of the start-up probe + ${minReadySeconds}s minReady = ${least}s, got ${deadline}s: a rollout would count as failed while its pods may still start`,
              value: `${deadline}s`,
              limit: `${least}s`,
            },
          ];
        })
      : [],
};
