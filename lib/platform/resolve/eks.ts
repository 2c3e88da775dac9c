import { controlPlaneLogs } from '../control-plane-logs';
import { podIdentities } from '../pod-identities';
import type { Cluster, Eks, Ingress, Queue, Secrets, Service } from '../types';
import type { AwsDraft } from './aws';
import { byDefault, type Context, derivedFrom } from './context';

const MIB_PER_GIB = 1024;

/** The EKS cluster; undefined where the cluster is none of EKS, or there is no aws section. */
export function resolveEks(
  context: Context,
  cluster: Cluster | undefined,
  aws: AwsDraft | undefined,
  facts: {
    readonly services: Readonly<Record<string, Service>>;
    readonly queue: Queue;
    readonly secrets: Secrets;
    readonly ingress: Ingress | undefined;
  },
): Eks | undefined {
  const written = context.config.aws?.eks;
  if (cluster?.provider !== 'eks' || aws === undefined) {
    if (written !== undefined) {
      context.fail('aws.eks', 'conflict', 'needs a cluster of provider eks; remove it, or set cluster.provider to eks');
    }
    return undefined;
  }
  const { environment } = context.config;
  const name = context.pick('aws.eks.name', written?.name, `memorai-${environment}`, derivedFrom('environment'));
  const identities = podIdentities({ ...facts, environment, clusterName: name, cluster, aws });
  if (context.pick('aws.eks.kind', written?.kind, 'create', byDefault('a cluster of its own')) === 'existing') {
    return { kind: 'existing', name, podIdentities: identities };
  }
  const own = written?.kind === 'create' ? written : undefined;
  return {
    kind: 'create',
    name,
    endpoint: context.pick('aws.eks.endpoint', own?.endpoint, { access: 'private' }, byDefault('nobody outside')),
    admins: context.pick('aws.eks.admins', own?.admins, [], byDefault('nobody: whoever deploys is no person')),
    logs: context.pick('aws.eks.logs', own?.logs, controlPlaneLogs, byDefault('all that EKS has')),
    addonVersions: context.pick('aws.eks.addonVersions', own?.addonVersions, {}, byDefault("EKS's own choice")),
    nodeDiskGiB: Math.ceil(
      context.pick(
        'aws.eks.nodeDisk',
        own?.nodeDisk,
        100 * MIB_PER_GIB,
        byDefault('guide L170; five nodes of the services have the 500 GB of L191'),
      ) / MIB_PER_GIB,
    ),
    podIdentities: identities,
  };
}
