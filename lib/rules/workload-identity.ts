import type { Cluster } from '../platform/types';
import { usesQueue } from '../platform/uses';
import type { Rule } from './types';

/** Pods reach AWS by the role of their service account; on EKS we make it. Keys in settings are the exception (E42). */
export const workloadIdentity: Rule = {
  id: 'workload-identity',
  severity: 'warning',
  protects: 'pods from starting without the rights that their edges need',
  source: 'E42',
  reads: [
    'cluster.identity',
    'services.*.identity',
    'services.*.uses',
    'queue.provider',
    'aws.eks',
    'aws.staticCredentials',
  ],
  wayOut: 'let the cluster give the role (podIdentity, or services.<name>.identity), or state why keys are used',
  check: ({ cluster, queue, services, aws }) => {
    if (cluster === undefined || queue.provider === 'none' || aws?.staticCredentials !== undefined) return [];
    if (aws?.eks !== undefined && cluster.identity === 'podIdentity') return [];
    const users = Object.values(services).filter(
      (service) => usesQueue(service.uses) && service.identity === undefined,
    );
    if (users.length === 0) return [];
    return [
      {
        path: 'cluster',
        message: `${users.map((service) => service.serviceAccountName).join(' and ')} ${users.length === 1 ? 'needs' : 'need'} an IAM role for the queue, ${wayOut[cluster.identity]}`,
      },
    ];
  },
};

const elsewhere = 'which this cluster cannot give: see aws.staticCredentials';
const wayOut: Readonly<Record<Cluster['identity'], string>> = {
  podIdentity: 'which an aws section makes: add one',
  irsa: 'which services.<name>.identity names: docs/first-deployment.md has its policies',
  workloadIdentity: elsewhere,
  none: elsewhere,
};
