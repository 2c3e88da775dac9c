import type { Platform } from '../platform/types';

/** The six labels that kubernetes.io recommends for every object, of what belongs to the whole environment. */
export const objectLabels = ({ environment, version }: Platform): Readonly<Record<string, string>> => ({
  'app.kubernetes.io/name': 'memorai',
  'app.kubernetes.io/instance': `memorai-${environment}`,
  'app.kubernetes.io/version': version,
  'app.kubernetes.io/component': 'monitoring',
  'app.kubernetes.io/part-of': 'memorai',
  'app.kubernetes.io/managed-by': 'memorai-infra',
});
