import type { Image, Resources, StoreName } from './services';
import type { Setting } from './settings';

/** A volume that outlives the container. */
export interface Volume {
  readonly sizeMiB: number;
  /** Absent: the default class of the cluster. */
  readonly storageClass?: string;
  readonly accessMode: 'ReadWriteOnce' | 'ReadWriteOncePod';
  /** A claim that is already there; absent: the set makes one a node. */
  readonly existingClaim?: string;
}

/**
 * A store that runs in the platform's own containers: a StatefulSet in Kubernetes, a service in Compose. It is a
 * workload as services are: its image, its secrets and its place come in the same form.
 */
export interface StoreWorkload {
  readonly name: StoreName;
  /** `memorai-postgres`: StatefulSet, container, pod label `app`, host name. */
  readonly fullName: string;
  readonly image: Image;
  /** Of one node. */
  readonly resources: Resources;
  /** Pods, or containers. */
  readonly nodes: number;
  readonly placement?: string;
  /** What its containers read from their environment: passwords and keys. */
  readonly settings: readonly Setting[];
  readonly serviceAccountName: string;
  readonly secretName: string;
  /** `memorai-postgres-headless`: names of single nodes. */
  readonly headlessName: string;
  readonly volume: Volume;
  /** Whether all its claims stay when the set is deleted or gets fewer nodes: a set has one policy for them. */
  readonly retain: boolean;
  /** Only Qdrant's: the folder of the snapshots (E11). */
  readonly snapshots?: Volume;
}

/** The three that the guide makes (L281-283); each can be switched off. */
export type PostgresExtension = 'pg_stat_statements' | 'uuid-ossp' | 'vector';

interface PostgresCommon {
  readonly database: string;
  readonly username: string;
  /** Those that the bootstrap makes, sorted. */
  readonly extensions: readonly PostgresExtension[];
  /** Owned by the application's role, in the order of the config. */
  readonly schemas: readonly string[];
  /** Where names without a schema are looked up; tables are made in the first. */
  readonly searchPath: readonly string[];
  /** Tables that are kept in one partition a month, made ahead of time (E60). */
  readonly partitions: { readonly tables: readonly string[]; readonly monthsAhead: number };
  readonly port: number;
  readonly maxConnections: number;
  /** The role of the exporter, and how many connections it may hold: its part of the reserve. Absent without one. */
  readonly monitor?: { readonly username: string; readonly connections: number };
  readonly cpuMillis: number;
  readonly memoryMiB: number;
}

/** A place that somebody else runs. */
interface Outside {
  readonly provider: 'external';
  readonly host: string;
  /** Where the pods may connect to. */
  readonly cidr: string;
}

/** In our own containers, under a name that exists before they do. */
interface Contained {
  readonly provider: 'cluster';
  /** `memorai-redis`; of a PostgreSQL that an operator keeps, the Service that it makes: `memorai-postgres-rw`. */
  readonly host: string;
  readonly workload: StoreWorkload;
}

export type Postgres =
  | (PostgresCommon &
      Outside & {
        readonly tls: boolean;
        /** What whoever runs it has to provide; Aurora has neither (E38). */
        readonly storageGiB: number;
        readonly iops: number;
      })
  | (PostgresCommon &
      Contained & {
        readonly tls: false;
        /** Who makes and keeps the pods: a StatefulSet of ours, or the operator CloudNativePG. */
        readonly operator: 'none' | 'cloudnative-pg';
      })
  | (PostgresCommon & {
      readonly provider: 'aurora';
      readonly engineVersion: string;
      readonly capacity:
        | { readonly kind: 'serverless'; readonly minAcu: number; readonly maxAcu: number }
        | { readonly kind: 'provisioned'; readonly instanceType: string };
      readonly readers: number;
      readonly backupRetentionDays: number;
      /** UTC: `04:00-05:00`. */
      readonly backupWindow: string;
      /** UTC: `sun:06:00-sun:07:00`. */
      readonly maintenanceWindow: string;
      /** Whether a token of IAM may take the place of a password. */
      readonly iamAuthentication: boolean;
      /** Logs that go to CloudWatch, sorted. */
      readonly logExports: readonly AuroraLog[];
      /** Database Insights, which took the place of Performance Insights; `off` without either. */
      readonly insights: 'off' | 'standard' | 'advanced';
    });

export type AuroraLog = 'postgresql' | 'instance' | 'iam-db-auth-error';

export type RedisTopology =
  | { readonly mode: 'standalone' }
  | { readonly mode: 'cluster'; readonly shards: number; readonly replicasPerShard: number };

export type Eviction = 'allkeys-lru' | 'allkeys-lfu' | 'volatile-lru' | 'volatile-lfu' | 'volatile-ttl' | 'noeviction';

interface RedisCommon {
  readonly port: number;
  readonly tls: boolean;
  readonly auth: boolean;
  readonly topology: RedisTopology;
  /** Over all shards, replicas not counted. */
  readonly memoryMiB: number;
  readonly persistence: boolean;
}

export type Redis =
  | (RedisCommon & Outside)
  | (RedisCommon &
      Contained & {
        readonly eviction: Eviction;
        /** Bound of the data in one node, below its memory: copies on write need the rest (E10). */
        readonly maxMemoryMiB: number;
        /** The exporter's user, with a password of its own; absent without an exporter. */
        readonly monitor?: { readonly username: string };
      })
  | (RedisCommon & {
      readonly provider: 'elasticache';
      readonly engine: 'valkey' | 'redis';
      readonly engineVersion: string;
      readonly nodeType: string;
      readonly eviction: Eviction;
      /** Of each primary, in other zones: of the shards of a cluster, or of the one node. */
      readonly replicas: number;
      /** 0: no snapshots. */
      readonly snapshotRetentionDays: number;
      /** UTC: `03:00-04:00`. */
      readonly snapshotWindow: string;
      /** UTC: `sun:06:00-sun:07:00`. */
      readonly maintenanceWindow: string;
    });

export type VectorDistance = 'Cosine' | 'Dot' | 'Euclid' | 'Manhattan';

interface QdrantCommon {
  readonly port: number;
  readonly tls: boolean;
  readonly auth: boolean;
  readonly nodes: number;
  readonly collection: string;
  /** Of the vectors in the collection; neither can be changed once it is there. */
  readonly vectors: { readonly size: number; readonly distance: VectorDistance; readonly onDisk: boolean };
  /** Sizes in kilobytes, as Qdrant counts them (E63). */
  readonly optimizers: {
    readonly defaultSegmentNumber: number;
    readonly maxSegmentSizeKb: number;
    readonly memmapThresholdKb: number;
  };
  readonly replicationFactor: number;
  readonly writeConsistencyFactor: number;
  readonly cpuMillis: number;
  readonly memoryMiB: number;
  readonly storageGiB: number;
}

export type Qdrant = (QdrantCommon & Outside) | (QdrantCommon & Contained);

interface QueueCommon {
  readonly queueName: string;
  readonly deadLetterQueueName: string;
  readonly visibilityTimeoutSeconds: number;
  readonly maxReceiveCount: number;
}

/** The work queue between api and worker. */
export type Queue =
  | { readonly provider: 'none' }
  | (QueueCommon & {
      readonly provider: 'sqs';
      readonly batchSize: number;
      readonly batchWindowSeconds: number;
      readonly retentionSeconds: number;
      readonly deadLetterRetentionSeconds: number;
    })
  /** A container with the interface of SQS, which keeps messages in memory. */
  | (QueueCommon & {
      readonly provider: 'elasticmq';
      /** `elasticmq`: container and host name. */
      readonly host: string;
      readonly port: number;
      readonly image: string;
    });
