import type { Platform } from '../platform/types';
import { identityAnnotations } from './identity';
import { workloadMetadata } from './metadata';
import { type KubernetesObject, kubernetesObject } from './typed';
import type { Workload } from './workload';

const verbs = ['get', 'list', 'watch'];

/**
 * The guide's rules (L376-383), inside the namespace instead of the whole cluster (E66). EndpointSlices stand for
 * the Endpoints of the guide, which are deprecated since 1.33.
 */
const rules = [
  { apiGroups: [''], resources: ['pods', 'services'], verbs },
  { apiGroups: ['apps'], resources: ['deployments', 'replicasets'], verbs },
  { apiGroups: ['discovery.k8s.io'], resources: ['endpointslices'], verbs },
];

/**
 * One service account a workload, so that each can have its own identity in the cloud. A token, a Role and its
 * binding come together, and only with `apiAccess` (E67).
 */
export function access(platform: Platform, workload: Workload): readonly KubernetesObject[] {
  const accounts = workload.serviceAccount.create ? [serviceAccount(platform, workload)] : [];
  if (!workload.apiAccess) {
    return accounts;
  }
  const metadata = workloadMetadata(platform, workload, workload.fullName);
  return [
    ...accounts,
    kubernetesObject('Role', metadata, { rules }),
    kubernetesObject('RoleBinding', metadata, {
      roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name: metadata.name },
      subjects: [{ kind: 'ServiceAccount', name: workload.serviceAccountName, namespace: metadata.namespace }],
    }),
  ];
}

function serviceAccount(platform: Platform, workload: Workload): KubernetesObject {
  const { token } = workload.serviceAccount;
  const annotations = { ...identityAnnotations(platform, workload), ...workload.serviceAccount.annotations };
  const metadata = workloadMetadata(platform, workload, workload.serviceAccountName);
  return kubernetesObject(
    'ServiceAccount',
    Object.keys(annotations).length === 0 ? metadata : { ...metadata, annotations },
    { automountServiceAccountToken: workload.apiAccess || token },
  );
}
