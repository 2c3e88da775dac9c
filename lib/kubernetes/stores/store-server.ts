import type { k8s } from 'cdk8s-plus-27';
import type { StoreWorkload, Volume } from '../../platform/types';
import type { KubernetesObject, Plain } from '../typed';
import { programWorkload, type Workload } from '../workload';

type Container = Plain<k8s.Container>;

/** A volume and where a container sees it. */
export interface Mount {
  readonly volume: Plain<k8s.Volume>;
  readonly mountPath: string;
  /** One file of the volume instead of its folder. */
  readonly subPath?: string;
}

/** A volume that outlives the pod. */
export interface Claim {
  /** Of the template: a claim is named `<name>-<pod>`. */
  readonly name: string;
  readonly volume: Volume;
  readonly mountPath: string;
}

/** A StatefulSet of a store: most stores have one, a Redis cluster one a shard. */
export interface NodeSet {
  readonly name: string;
  readonly nodes: number;
  /** What its pods carry and it selects by, beyond `app`; empty where the store has one set. */
  readonly labels: Readonly<Record<string, string>>;
}

/** Numbers of the user that an image is made for: `restricted` forbids root, and a volume needs a number. */
export interface User {
  readonly id: number;
  readonly group: number;
}

/** What one store's server is, for the renderers that all stores share. */
export interface StoreServer {
  readonly workload: StoreWorkload;
  readonly user: User;
  readonly sets: readonly NodeSet[];
  /** Files of its ConfigMap; a changed one restarts the servers. */
  readonly files: Readonly<Record<string, string>>;
  /** Further files, which are read again while the server runs. */
  readonly liveFiles?: Readonly<Record<string, string>>;
  readonly ports: {
    /** What services connect to, under the host's name. */
    readonly client: { readonly name: string; readonly port: number };
    /** What nodes of the store connect to, besides the client's port. */
    readonly peers: readonly { readonly name: string; readonly port: number }[];
  };
  readonly container: Pick<
    Container,
    'command' | 'args' | 'env' | 'startupProbe' | 'livenessProbe' | 'readinessProbe' | 'lifecycle'
  >;
  readonly claims: readonly Claim[];
  readonly mounts: readonly Mount[];
  /** For it to write what it has in memory, and to hand over. */
  readonly gracePeriodSeconds: number;
}

/** A store as a workload like any other. */
export const workloadOf = ({ workload, user }: Pick<StoreServer, 'workload' | 'user'>): Workload =>
  programWorkload(workload, user.id, user.group);

/** Objects of a store, by the component that they are applied with. */
export type StoreObjects = Readonly<
  Record<'access' | 'config' | 'secrets' | 'network' | 'stores', readonly KubernetesObject[]>
>;

/** Name of the ConfigMap with a store's files. */
export const configName = ({ fullName }: StoreWorkload): string => `${fullName}-config`;

/** The files of a store in its containers. */
export const configMount = (workload: StoreWorkload, mountPath: string): Mount => ({
  volume: { name: 'config', configMap: { name: configName(workload) } },
  mountPath,
});

/** An empty folder for what need not outlive the pod. */
export const scratch = (name: string, mountPath: string, sizeMiB: number, inMemory = false): Mount => ({
  volume: { name, emptyDir: { sizeLimit: `${sizeMiB}Mi`, medium: inMemory ? 'Memory' : undefined } },
  mountPath,
});
