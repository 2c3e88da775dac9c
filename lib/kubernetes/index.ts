/** The public surface of `memorai-infra/kubernetes`. */
export type { Artifact } from '../platform/artifact';
export type { Platform } from '../platform/types';
export { kubernetesArtifacts, kubernetesOutput } from './artifacts';
export type { PlacedObject } from './components';
export { chartArtifacts, MemoraiChart, type MemoraiChartProps, type ServiceParts } from './memorai-chart';
export { kubernetesObjects } from './objects';
export { jsonPatch, type ObjectChange, patch } from './patch';
export { customObject, type KubernetesObject, kubernetesObject, type Metadata, type Plain } from './typed';
