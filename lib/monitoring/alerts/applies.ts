import type { ExportedStore, Platform } from '../../platform/types';

/** Whether anybody tells Prometheus of a store: an alert about one that nobody watches would be quiet for ever. */
export const watches = ({ exporters }: Platform, store: ExportedStore): boolean => exporters[store].kind !== 'none';
