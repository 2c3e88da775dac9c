import type { Gitops } from '../platform/types';
import { componentOf, type PlacedObject } from './components';

type Annotations = Readonly<Record<string, string>>;

/** A namespace takes with it what no file lists: volumes of stores, Secrets that operators made. */
const keptNamespace: Readonly<Record<Gitops['tool'], Annotations>> = {
  none: {},
  argocd: { 'argocd.argoproj.io/sync-options': 'Delete=false,Prune=false' },
  flux: { 'kustomize.toolkit.fluxcd.io/prune': 'disabled' },
};

/**
 * The objects with what their GitOps tool reads from them: for Argo CD the wave of their component, in which it applies
 * them in ascending order, each when the one before is healthy; for both tools that the namespace is never pruned. What
 * an object says itself stays.
 */
export function deliveredBy({ tool }: Gitops, placed: readonly PlacedObject[]): readonly PlacedObject[] {
  if (tool === 'none') return placed;
  return placed.map((one) => {
    const { object, component } = one;
    const annotations = {
      ...(tool === 'argocd' ? { 'argocd.argoproj.io/sync-wave': String(componentOf(component).wave) } : {}),
      ...(object.kind === 'Namespace' ? keptNamespace[tool] : {}),
      ...object.metadata.annotations,
    };
    return Object.keys(annotations).length === 0
      ? one
      : { ...one, object: { ...object, metadata: { ...object.metadata, annotations } } };
  });
}
