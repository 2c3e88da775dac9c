import { mapAt } from '../platform/fields';
import { namedImages } from '../platform/named-images';
import type { Platform } from '../platform/types';
import { componentOf, type PlacedObject } from './components';
import { declaredExternals, keyOf } from './declared-externals';
import { clusterOf } from './metadata';
import type { PodTemplate } from './pod-template-of';
import type { Definition, Facts, Reference } from './references';
import type { KubernetesObject } from './typed';

/** A problem of one object; `of` is the other object that it is about, which a patch may have changed. */
export interface Found {
  readonly at: string;
  readonly message: string;
  readonly of?: { readonly kind: string; readonly name: string };
}

export interface Checked {
  readonly placed: PlacedObject;
  readonly object: KubernetesObject;
  readonly facts: Facts;
  readonly pods: PodTemplate | undefined;
}

/** Kinds that the cluster has of its own, or that others keep for all namespaces: who refers to one declares it. */
const external = new Set([
  'ClusterRole',
  'ClusterSecretStore',
  'ClusterTriggerAuthentication',
  'PersistentVolumeClaim',
]);

/** Kinds of the whole cluster, which refer to no namespace. */
const clusterKinds = new Set(['ClusterIssuer', 'Gateway', 'GatewayClass', 'IngressClass', 'StorageClass']);

function add(map: Map<unknown, Checked[]>, key: unknown, one: Checked): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [one]);
  else list.push(one);
}

/** What there is, to look names up in. */
export class World {
  /** By the label `app` of the pods that they make; what has none is under undefined. */
  readonly called = new Map<unknown, Checked[]>();
  /** Network policies, by the label `app` of the pods that they are for. */
  readonly policies = new Map<unknown, Checked[]>();
  /** Whether any object was changed or added by a person. */
  readonly isPatched: boolean;
  /** Keys of what an autoscaler counts the pods of. */
  readonly scaled = new Set<string>();
  /** Images that the config names. */
  readonly named: ReadonlySet<string>;
  private readonly definitions = new Map<string, Definition & { readonly stage?: string }>();

  constructor(
    readonly platform: Platform,
    readonly all: readonly Checked[],
  ) {
    this.named = new Set(namedImages(platform).map(({ reference }) => reference));
    this.isPatched = all.some(({ placed }) => placed.sources !== undefined);
    for (const one of declaredExternals(platform)) this.definitions.set(keyOf(one), one);
    for (const one of all) {
      const { facts, placed, object, pods } = one;
      const { stage } = componentOf(placed.component);
      add(this.called, pods?.labels.app, one);
      // An operator gives the pods of a database that it keeps the labels of its own object.
      if (object.kind === 'Cluster') add(this.called, mapAt(object, 'metadata.labels').app, one);
      if (object.kind === 'NetworkPolicy') add(this.policies, mapAt(object, 'spec.podSelector.matchLabels').app, one);
      if (object.kind === 'HorizontalPodAutoscaler' || object.kind === 'ScaledObject') {
        for (const reference of facts.references) this.scaled.add(keyOf(reference));
      }
      for (const one of facts.definitions) this.definitions.set(keyOf(one), { ...one, stage });
    }
  }

  find(reference: Reference): (Definition & { readonly stage?: string }) | undefined {
    return this.definitions.get(keyOf(reference));
  }

  /** Names of one kind in a namespace, for a message. */
  names(kind: string): readonly string[] {
    return [...this.definitions.values()].filter((one) => one.kind === kind).map(({ name }) => name);
  }

  /** Whether somebody else may keep it: in another namespace, of a kind of the cluster, or for an object of a team's own. */
  isExternal(reference: Reference, { sources }: PlacedObject): boolean {
    const { kind, namespace, name } = reference;
    const isTeams = sources !== undefined;
    return (
      external.has(kind) ||
      (isTeams && (namespace === undefined || clusterKinds.has(kind))) ||
      (namespace !== undefined && namespace !== clusterOf(this.platform).namespace) ||
      (kind === 'ServiceAccount' && name === 'default') ||
      (kind === 'Secret' && isTeams && this.platform.secrets.provider === 'existing')
    );
  }

  /** The Pod Security Standard that a namespace enforces; undefined where we do not make it. */
  podSecurity(namespace: string | undefined): unknown {
    const found = this.all.find(({ object }) => object.kind === 'Namespace' && object.metadata.name === namespace);
    return mapAt(found?.object, 'metadata.labels')['pod-security.kubernetes.io/enforce'];
  }
}

export type Check = (one: Checked, world: World) => readonly Found[];
