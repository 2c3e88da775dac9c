interface PostgresCommon {
  readonly database: string;
  readonly username: string;
  readonly port: number;
  readonly maxConnections: number;
  readonly cpuMillis: number;
  readonly memoryMiB: number;
}

export type Postgres =
  | (PostgresCommon & {
      readonly provider: 'external';
      readonly host: string;
      /** Where the pods may connect to. */
      readonly cidr: string;
      readonly tls: boolean;
      /** What whoever runs it has to provide; Aurora has neither (E38). */
      readonly storageGiB: number;
      readonly iops: number;
    })
  | (PostgresCommon & {
      readonly provider: 'aurora';
      readonly engineVersion: string;
      readonly capacity:
        | { readonly kind: 'serverless'; readonly minAcu: number; readonly maxAcu: number }
        | { readonly kind: 'provisioned'; readonly instanceType: string };
      readonly readers: number;
      readonly backupRetentionDays: number;
    });

export interface Redis {
  readonly provider: 'external';
  readonly host: string;
  readonly port: number;
  readonly cidr: string;
  readonly tls: boolean;
  readonly auth: boolean;
  readonly topology:
    | { readonly mode: 'standalone' }
    | { readonly mode: 'cluster'; readonly shards: number; readonly replicasPerShard: number };
  readonly memoryMiB: number;
  readonly persistence: boolean;
}

export interface Qdrant {
  readonly provider: 'external';
  readonly host: string;
  readonly port: number;
  readonly cidr: string;
  readonly tls: boolean;
  readonly auth: boolean;
  readonly nodes: number;
  readonly collection: string;
  readonly replicationFactor: number;
  readonly writeConsistencyFactor: number;
  readonly cpuMillis: number;
  readonly memoryMiB: number;
  readonly storageGiB: number;
}

/** The work queue between api and worker. */
export type Queue =
  | { readonly provider: 'none' }
  | {
      readonly provider: 'sqs';
      readonly queueName: string;
      readonly deadLetterQueueName: string;
      readonly visibilityTimeoutSeconds: number;
      readonly maxReceiveCount: number;
      readonly batchSize: number;
      readonly batchWindowSeconds: number;
      readonly retentionSeconds: number;
      readonly deadLetterRetentionSeconds: number;
    };
