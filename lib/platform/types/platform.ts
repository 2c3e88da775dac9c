import type { Alarms } from './alarms';
import type { Alerting } from './alerting';
import type { Backup } from './backup';
import type { Compose } from './compose';
import type { ConnectionBudget } from './connections';
import type { RuleException } from './exceptions';
import type { ExportedStore, StoreExporter } from './exporters';
import type { Gitops } from './gitops';
import type { Ingress } from './ingress';
import type { Dashboards, Scrape, SharedJob } from './monitoring';
import type { Parity } from './parity';
import type { Aws, Cluster, Secrets } from './places';
import type { Migration, Service } from './services';
import type { ManagedSecret } from './settings';
import type { Postgres, Qdrant, Queue, Redis } from './stores';
import type { ExtraObject, SourcedPatch } from './ways-out';

/**
 * The platform: a config with every default filled, every unit typed and every name derived, deeply frozen.
 * It is the only thing that a rule or a target reads, so no two outputs can disagree.
 *
 * Units are in the names: `memoryMiB` (mebibytes), `cpuMillis` (thousandths of a core), `…Seconds`, `…Ms`.
 */
export interface Platform {
  /** Name of the environment, such as `production`: a DNS label, part of every name. */
  readonly environment: string;
  /** Version of the application: image tag, label, MEMORAI_VERSION. */
  readonly version: string;
  readonly tier: TierName;
  readonly deployment: 'kubernetes' | 'serverless' | 'compose';
  /** What is rendered for this environment, sorted. */
  readonly targets: readonly TargetName[];
  /** `memorai.com`; public hosts are subdomains of it. */
  readonly domain: string;
  readonly protection: Protection;
  /** By name, sorted: the guide's four (two when serverless) and any that a team adds. */
  readonly services: Readonly<Record<string, Service>>;
  /** The schema migration that runs once per release before the services; absent when switched off, or serverless: `aws.migration`. */
  readonly migration?: Migration;
  readonly stores: { readonly postgres: Postgres; readonly redis: Redis; readonly qdrant: Qdrant };
  readonly queue: Queue;
  /** Present when `deployment` is `kubernetes`. */
  readonly cluster?: Cluster;
  readonly secrets: Secrets;
  /** Present when a service is public and `deployment` is `kubernetes`. */
  readonly ingress?: Ingress;
  /** Present when the config has an `aws` section. */
  readonly aws?: Aws;
  readonly backup: Backup;
  /** Present where AWS has something to watch. */
  readonly alarms?: Alarms;
  /** Who applies the Kubernetes files; `none` where there are none. */
  readonly gitops: Gitops;
  /** How a scraper in the cluster finds the services; `none` when serverless. */
  readonly scrape: Scrape;
  /** Names under which somebody else scrapes what the cluster has once. */
  readonly jobNames: Readonly<Partial<Record<SharedJob, string>>>;
  /** What Prometheus watches for; absent when serverless, where CloudWatch does. */
  readonly alerting?: Alerting;
  /** Present where Prometheus watches. */
  readonly dashboards?: Dashboards;
  /** Who tells Prometheus how the stores are; nobody when serverless. */
  readonly exporters: Readonly<Record<ExportedStore, StoreExporter>>;
  /** Changes of single Kubernetes objects, after all else, in this order. */
  readonly patches: readonly SourcedPatch[];
  /** Kubernetes objects beside ours. */
  readonly extraObjects: readonly ExtraObject[];
  /** Present when `deployment` is `compose`. */
  readonly compose?: Compose;
  /** Of which environment this is a likeness; only `memorai diff` reads it. */
  readonly parity?: Parity;
  /** Config settings with one value for all services: the ConfigMap's data, sorted. */
  readonly sharedSettings: Readonly<Record<string, string>>;
  /** Every secret that has to exist in the secret store, sorted by name; empty with `secrets.provider: existing`. */
  readonly managedSecrets: readonly ManagedSecret[];
  readonly connections: ConnectionBudget;
  /** Unsafe choices, by the path where each was made, with the reason that was given. */
  readonly optOuts: readonly OptOut[];
  /** What rules find and the config accepts, in the order in which it was written. */
  readonly exceptions: readonly RuleException[];
  /** The places of the values that a person wrote, each as its names, sorted: a target may have no word for what stands there. */
  readonly written: readonly (readonly string[])[];
  /** Where each value came from, by its path in the config: what `memorai explain` prints. */
  readonly origins: Readonly<Record<string, Traced>>;
}

export type TierName = 'minimum' | 'recommended';
export type TargetName = 'kubernetes' | 'aws' | 'compose' | 'monitoring' | 'operations';

/** Whether stateful resources refuse to be deleted. */
export type Protection =
  | { readonly level: 'full' }
  /** Why losing the data is acceptable: printed with the finding. */
  | { readonly level: 'none'; readonly reason: string };

/** An unsafe choice. */
export interface OptOut {
  readonly path: string;
  readonly reason: string;
}

/** A value and where it came from. */
export interface Traced {
  readonly value: unknown;
  readonly origin: Origin;
}

export type Origin =
  | { readonly kind: 'config'; readonly path: string }
  | { readonly kind: 'tier'; readonly tier: TierName; readonly source: string }
  | { readonly kind: 'default'; readonly source: string }
  | { readonly kind: 'derived'; readonly from: string };
