import { azureIdentityLabel, identityAnnotation } from '../platform/own-keys';
import type { Platform } from '../platform/types';
import { clusterOf } from './metadata';
import type { Workload } from './workload';

type Texts = Readonly<Record<string, string>>;

/**
 * On the ServiceAccount. The projected token is put into the pod by the webhook of AWS or Azure, and by nobody on GKE,
 * whose metadata server knows the pod; `automountServiceAccountToken: false` is about another token.
 */
export function identityAnnotations(platform: Platform, { identity }: Workload): Texts {
  const { provider } = clusterOf(platform);
  return identity === undefined || provider === 'generic' ? {} : { [identityAnnotation[provider]]: identity };
}

/** On the pod: Azure's webhook looks at no other. */
export const identityLabels = (platform: Platform, { identity }: Workload): Texts =>
  identity !== undefined && clusterOf(platform).provider === 'aks' ? { [azureIdentityLabel]: 'true' } : {};
