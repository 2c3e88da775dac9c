import type { Edge, StoreName } from './types';

// Questions about the edges of a service: asked while resolving, and by rules.
export const usesStore = (edges: readonly Edge[], store: StoreName): boolean =>
  edges.some((edge) => edge.kind === 'store' && edge.store === store);

export const usesQueue = (edges: readonly Edge[]): boolean => edges.some((edge) => edge.kind === 'queue');

export const consumesQueue = (edges: readonly Edge[]): boolean =>
  edges.some((edge) => edge.kind === 'queue' && edge.role === 'consume');
