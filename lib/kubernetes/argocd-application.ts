import type { ArgocdApplication, Platform } from '../platform/types';
import { clusterOf, sharedMetadata } from './metadata';
import { customObject, type KubernetesObject } from './typed';

interface ApplicationSpec {
  readonly project: string;
  readonly source: { readonly repoURL: string; readonly path: string; readonly targetRevision: string };
  readonly destination: { readonly server: string; readonly namespace: string };
  readonly revisionHistoryLimit: number;
  readonly syncPolicy: {
    readonly automated?: { readonly prune: boolean; readonly selfHeal: boolean } | undefined;
    readonly retry: {
      readonly limit: number;
      readonly backoff: { readonly duration: string; readonly factor: number; readonly maxDuration: string };
    };
    readonly syncOptions: readonly string[];
  };
}

/**
 * What tells Argo CD to apply the output. No finalizer: whoever deletes the Application keeps the objects. Nothing is
 * ignored in comparisons: we write no field that a controller sets.
 */
export function argocdApplication(platform: Platform, application: ArgocdApplication): KubernetesObject {
  const name = `memorai-${platform.environment}`;
  const metadata = { ...sharedMetadata(platform, 'delivery', name), namespace: application.namespace };
  return customObject<ApplicationSpec>('argoproj.io/v1alpha1', 'Application', metadata, {
    project: application.project,
    source: { repoURL: application.repository, path: application.path, targetRevision: application.revision },
    destination: { server: application.server, namespace: clusterOf(platform).namespace },
    revisionHistoryLimit: 10,
    syncPolicy: {
      automated: application.sync === 'automated' ? { prune: true, selfHeal: true } : undefined,
      retry: { limit: 5, backoff: { duration: '10s', factor: 2, maxDuration: '5m' } },
      // Last, so that an old object serves until the new ones are healthy.
      syncOptions: ['ServerSideApply=true', 'PruneLast=true'],
    },
  });
}
