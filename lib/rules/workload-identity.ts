import { usesQueue } from '../platform/uses';
import type { Rule } from './types';

/** Pods reach AWS by the role of their service account; keys in settings are the exception (E42). */
export const workloadIdentity: Rule = {
  id: 'workload-identity',
  severity: 'warning',
  protects: 'pods from starting without the rights that their edges need',
  source: 'E42',
  check: ({ cluster, queue, services, aws }) => {
    if (cluster === undefined || queue.provider === 'none' || aws?.staticCredentials !== undefined) return [];
    const users = Object.values(services).filter((service) => usesQueue(service.uses));
    if (users.length === 0) return [];
    return [
      {
        path: 'cluster',
        message: `${users.map((service) => service.serviceAccountName).join(' and ')} need an IAM role for the queue, which this version does not make: docs/first-deployment.md has its policies`,
      },
    ];
  },
};
