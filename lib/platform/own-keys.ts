import { labelsOf } from './labels';

/** Labels of everything that belongs to one workload: selectors, commands and rules go by them. */
export const ownLabels: readonly string[] = ['app', 'version', ...Object.keys(labelsOf('', '', '', ''))];

/** By which a changed value of the config rolls the pods. */
export const configHashAnnotation = 'memorai.com/config-hash';

/** Volumes of a pod that the cluster autoscaler may take away with their node. */
export const localVolumesAnnotation = 'cluster-autoscaler.kubernetes.io/safe-to-evict-local-volumes';

/** What a scraper that goes by annotations reads. */
export const scrapeAnnotation = {
  scrape: 'prometheus.io/scrape',
  port: 'prometheus.io/port',
  path: 'prometheus.io/path',
} as const;

/** Which Secrets Reloader looks at for a Deployment. */
export const reloaderAnnotation = 'secret.reloader.stakater.com/reload';

/** How a service account names the identity that its pods have in the cloud. */
export const identityAnnotation = {
  eks: 'eks.amazonaws.com/role-arn',
  aks: 'azure.workload.identity/client-id',
  gke: 'iam.gke.io/gcp-service-account',
} as const;

/** On the pod: Azure's webhook looks at no other. */
export const azureIdentityLabel = 'azure.workload.identity/use';
