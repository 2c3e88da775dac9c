import { labelsOf, labelValue } from '../platform/labels';
import type { Cluster, Platform } from '../platform/types';
import type { Metadata } from './typed';
import type { Workload } from './workload';

type Labels = Readonly<Record<string, string>>;

/** The cluster of a platform that has one. Throws for a serverless platform: it has no Kubernetes objects. */
export function clusterOf(platform: Platform): Cluster {
  if (platform.cluster === undefined) {
    throw new Error(`environment ${platform.environment} is ${platform.deployment}: it has no Kubernetes objects`);
  }
  return platform.cluster;
}

/** Metadata of an object that belongs to no single service: namespace, shared settings, ingress. */
export function sharedMetadata(platform: Platform, component: string, name: string): Metadata {
  return {
    name,
    namespace: clusterOf(platform).namespace,
    labels: recommendedLabels(platform, 'memorai', component, platform.version),
  };
}

/**
 * Metadata of an object of the whole cluster. Two environments in one cluster share it, so that neither its labels nor
 * anything else of it may follow from one of them: each apply would take the other's back.
 */
export const clusterWideMetadata = (component: string, name: string): Metadata => ({
  name,
  labels: labelsOf('memorai', 'memorai', component, 'v1'),
});

/** Metadata of an object that belongs to one workload. */
export function workloadMetadata(platform: Platform, workload: Workload, name: string): Metadata {
  return { name, namespace: clusterOf(platform).namespace, labels: workloadLabels(platform, workload) };
}

/** Labels of a workload's objects and pods: the guide's `app` and `version: v3.2.0` (L441), and the recommended six. */
export function workloadLabels(platform: Platform, workload: Workload): Labels {
  const { tag } = workload.image;
  return {
    app: workload.fullName,
    version: labelValue(/^\d/.test(tag) ? `v${tag}` : tag),
    ...recommendedLabels(platform, workload.fullName, workload.name, tag),
  };
}

/** Selects a workload's pods (guide L453). Immutable once applied, so it never holds a version. */
export const podSelector = (fullName: string): Labels => ({ app: fullName });

/** The six labels of what belongs to one environment. */
const recommendedLabels = (platform: Platform, name: string, component: string, version: string): Labels =>
  labelsOf(`memorai-${platform.environment}`, name, component, version);
