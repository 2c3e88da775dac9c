import { type Fields, mapAt } from '../platform/fields';
import { fits } from './label-selector';
import type { ObjectDocument } from './object-document';
import { podTemplateOf } from './pod-template-of';
import type { KubernetesObject } from './typed';

/** The name of a workload in the words of facts: `<namespace>/<kind>/<name>`. */
export const workloadName = ({ kind, metadata }: KubernetesObject): string =>
  `${metadata.namespace ?? ''}/${kind}/${metadata.name}`;

/** Labels of the pods that an object makes; an operator gives the pods of a database that it keeps those of its own object. */
const podLabels = (object: KubernetesObject): Fields | undefined =>
  object.kind === 'Cluster' ? mapAt(object, 'metadata.labels') : podTemplateOf(object)?.labels;

/** Names of the workloads whose pods a selector of the API fits, in the namespace of who selects. */
export type Selected = (selector: unknown, namespace: string | undefined) => readonly string[];

export function selectedIn(all: readonly ObjectDocument[]): Selected {
  const known = all.flatMap(({ object }) => {
    const labels = podLabels(object);
    return labels === undefined ? [] : [{ name: workloadName(object), namespace: object.metadata.namespace, labels }];
  });
  return (selector, namespace) =>
    known.flatMap((one) => (one.namespace === namespace && fits(selector, one.labels) ? [one.name] : []));
}
