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
