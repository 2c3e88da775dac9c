import { type Fields, fieldAt, isMap, itemsAt } from '../platform/fields';
import type { KubernetesObject } from './typed';

/** The pods that an object makes. */
export interface PodTemplate {
  /** Where its spec is in the object. */
  readonly path: string;
  readonly labels: Fields;
  readonly spec: Fields;
}

const templatePaths: Readonly<Record<string, string>> = {
  CronJob: 'spec.jobTemplate.spec.template',
  DaemonSet: 'spec.template',
  Deployment: 'spec.template',
  Job: 'spec.template',
  ReplicaSet: 'spec.template',
  StatefulSet: 'spec.template',
};

/** The pods of a workload, or the Pod that the object is; undefined for any other kind. */
export function podTemplateOf(object: KubernetesObject): PodTemplate | undefined {
  const path = templatePaths[object.kind];
  const template = object.kind === 'Pod' ? object : path === undefined ? undefined : fieldAt(object, path);
  if (!isMap(template) || !isMap(template.spec)) return undefined;
  const labels = fieldAt(template, 'metadata.labels');
  return {
    path: path === undefined ? 'spec' : `${path}.spec`,
    labels: isMap(labels) ? labels : {},
    spec: template.spec,
  };
}

/** Every container of a pod with its path inside the pod's spec, those that run before and beside it included. */
export const containersOf = (spec: Fields): readonly (readonly [string, Fields])[] =>
  ['initContainers', 'containers', 'ephemeralContainers'].flatMap((list) => itemsAt(spec, list));
