import type { Platform } from '../platform/types';
import { clusterOf } from './metadata';
import type { Workload } from './workload';

type Texts = Readonly<Record<string, string>>;

/** How a service account names the identity that its pods have in the cloud. */
const accountAnnotation = {
  eks: 'eks.amazonaws.com/role-arn',
  aks: 'azure.workload.identity/client-id',
  gke: 'iam.gke.io/gcp-service-account',
} as const;

/**
 * On the ServiceAccount. The projected token is put into the pod by the webhook of AWS or Azure, and by nobody on GKE,
 * whose metadata server knows the pod; `automountServiceAccountToken: false` is about another token.
 */
export function identityAnnotations(platform: Platform, { identity }: Workload): Texts {
  const { provider } = clusterOf(platform);
  return identity === undefined || provider === 'generic' ? {} : { [accountAnnotation[provider]]: identity };
}

/** On the pod: Azure's webhook looks at no other. */
export const identityLabels = (platform: Platform, { identity }: Workload): Texts =>
  identity !== undefined && clusterOf(platform).provider === 'aks' ? { 'azure.workload.identity/use': 'true' } : {};
