import type { Image, Resources } from './services';
import type { Setting } from './settings';

/** Stores that say nothing to Prometheus themselves; Qdrant does. */
export type ExportedStore = 'postgres' | 'redis';

/** Who tells Prometheus how a store is. */
export type StoreExporter =
  | Exporter
  /** Somebody else's program, under `host:port`. */
  | { readonly kind: 'elsewhere'; readonly address: string }
  | { readonly kind: 'none' };

/** A program of ours that asks a store how it is, with rights of its own (E107). One of it: a second counts nothing new. */
export interface Exporter {
  readonly kind: 'own';
  readonly store: ExportedStore;
  /** `postgres-exporter`: container and host in Compose. */
  readonly name: string;
  /** `memorai-postgres-exporter`: Deployment, Service, pod label `app`. */
  readonly fullName: string;
  /** `host:port`, as Prometheus reaches it. */
  readonly address: string;
  readonly port: number;
  /** Says that the program runs; asks no store. */
  readonly healthPath: string;
  readonly image: Image;
  /** User and group that its image is made for. */
  readonly user: number;
  readonly arguments: readonly string[];
  /** All that its environment is made of, sorted by name. */
  readonly settings: readonly Setting[];
  /** Which of them is the password, and the name under which the program reads it; absent for a store without one. */
  readonly password?: { readonly setting: string; readonly variable: string };
  /**
   * Whether it is asked for one node after the other, which it finds itself: each node of a Redis cluster knows its own
   * numbers only.
   */
  readonly byNode: boolean;
  readonly resources: Resources;
  readonly placement?: string;
  /** Kubernetes names. */
  readonly serviceAccountName: string;
  readonly secretName: string;
}
