import type { Migration, Service } from '../platform/types';

/** What a Deployment's pods and the migration Job's pod have in common; a Service of the platform is one as it is. */
export type Workload = Pick<
  Service,
  | 'name'
  | 'fullName'
  | 'image'
  | 'settings'
  | 'resources'
  | 'placement'
  | 'serviceAccountName'
  | 'secretName'
  | 'apiAccess'
  | 'envFrom'
  | 'volumes'
  | 'pod'
  | 'serviceAccount'
  | 'security'
  | 'scheduling'
  | 'identity'
>;

/** The migration as a workload; its pods carry `app: memorai-migrate`. */
export function migrationWorkload(migration: Migration): Workload {
  return { ...migration, name: 'migrate', fullName: 'memorai-migrate', apiAccess: false };
}

/** What a program of others needs of the config; the rest is the same for all of them. */
type Program = Omit<
  Workload,
  'apiAccess' | 'envFrom' | 'volumes' | 'pod' | 'serviceAccount' | 'security' | 'scheduling'
>;

/** A store or an exporter as a workload like any other: it calls nobody at the Kubernetes API, and is its own user. */
export const programWorkload = (program: Program, user: number, group: number): Workload => ({
  ...program,
  apiAccess: false,
  envFrom: [],
  volumes: {},
  pod: { labels: {}, annotations: {} },
  serviceAccount: { create: true, annotations: {}, token: false },
  security: {
    user,
    group,
    fsGroup: group,
    supplementalGroups: [],
    readOnlyRootFilesystem: { enabled: true },
    addCapabilities: [],
  },
  scheduling: { nodeSelector: {}, tolerations: [], topologySpread: [] },
});
