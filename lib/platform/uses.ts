import type { Edge, Platform, Service, Setting, StoreName, StoreWorkload } from './types';

// Questions about the edges of a service: asked while resolving, and by rules.
export const usesStore = (edges: readonly Edge[], store: StoreName): boolean =>
  edges.some((edge) => edge.kind === 'store' && edge.store === store);

export const usesQueue = (edges: readonly Edge[]): boolean => edges.some((edge) => edge.kind === 'queue');

export const consumesQueue = (edges: readonly Edge[]): boolean =>
  edges.some((edge) => edge.kind === 'queue' && edge.role === 'consume');

/**
 * Whether its pods may reach the internet over HTTPS: for an edge, or as they say who they are to AWS (STS) or to Azure
 * (login.microsoftonline.com).
 */
export const reachesInternet = ({ cluster }: Pick<Platform, 'cluster'>, service: Service): boolean =>
  service.uses.some(({ kind }) => kind === 'queue' || kind === 'outside') ||
  (service.identity !== undefined && cluster?.provider !== 'gke');

/** Settings whose value is a key of the workload's own Secret. */
export const keptSettings = (settings: readonly Setting[]): readonly Setting[] =>
  settings.filter(({ source: { from } }) => from === 'secret' || from === 'parameter' || from === 'composed');

/** Whether cert-manager asks for the certificate of the public hosts. */
export const asksForCertificate = ({ ingress }: Pick<Platform, 'ingress'>): boolean =>
  ingress !== undefined && ingress.controller !== 'alb' && ingress.tls?.issuer !== undefined;

/** The stores that run in our own containers. */
export const storeWorkloads = (stores: Platform['stores']): readonly StoreWorkload[] =>
  Object.values(stores).flatMap((store) => (store.provider === 'cluster' ? [store.workload] : []));
