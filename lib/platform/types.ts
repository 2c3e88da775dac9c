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
  readonly deployment: 'kubernetes' | 'serverless';
  /** What is rendered for this environment, sorted. */
  readonly targets: readonly TargetName[];
  /** `memorai.com`; public hosts are subdomains of it. */
  readonly domain: string;
  readonly protection: Protection;
  /** By name, sorted: the guide's four (two when serverless) and any that a team adds. */
  readonly services: Readonly<Record<string, Service>>;
  /** The schema migration that runs once per release before the services; absent when switched off or serverless. */
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
  /** Config settings with one value for all services: the ConfigMap's data, sorted. */
  readonly sharedSettings: Readonly<Record<string, string>>;
  /** Every secret that has to exist in the secret store, sorted by name; empty with `secrets.provider: existing`. */
  readonly managedSecrets: readonly ManagedSecret[];
  readonly connections: ConnectionBudget;
  /** Where each value came from, by its path in the config: what `memorai explain` prints. */
  readonly origins: Readonly<Record<string, Traced>>;
}

export type TierName = 'minimum' | 'recommended';
export type TargetName = 'kubernetes' | 'aws';

/** Whether stateful resources refuse to be deleted. */
export type Protection =
  | { readonly level: 'full' }
  /** Why losing the data is acceptable: printed with the finding. */
  | { readonly level: 'none'; readonly reason: string };

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

// ---------------------------------------------------------------------------------------------- services

export interface Service {
  /** Short name: `api`. */
  readonly name: string;
  /** `memorai-api`: Deployment, container, pod label `app`, Lambda function prefix. */
  readonly fullName: string;
  readonly port: number;
  readonly image: Image;
  readonly replicas: { readonly min: number; readonly max: number };
  readonly resources: Resources;
  readonly rollout: { readonly maxSurge: number; readonly maxUnavailable: number };
  /** Utilisation of the request at which the autoscaler adds pods, percent; absent where min equals max. */
  readonly autoscaling?: { readonly cpuPercent: number; readonly memoryPercent: number };
  readonly probes: { readonly startup: Probe; readonly liveness: Probe; readonly readiness: Probe };
  /** `/metrics`, or `/api/metrics` for the dashboard (guide L762). */
  readonly metricsPath: string;
  /** Name of a node pool of the cluster; absent where the cluster names no pools. */
  readonly placement?: string;
  readonly termination: { readonly gracePeriodSeconds: number; readonly preStopSeconds: number };
  readonly uses: readonly Edge[];
  /** Connections that one replica may open to Postgres; 0 without that edge. */
  readonly poolSize: number;
  readonly timeouts: Timeouts;
  /** Present where the service is reached from the internet. */
  readonly exposure?: Exposure;
  /** Whether pods get a token and a Role to read their own namespace (E67). */
  readonly apiAccess: boolean;
  /** All that reaches the container's environment, sorted by name: shared settings and its own. */
  readonly settings: readonly Setting[];
  /** Kubernetes names. */
  readonly serviceAccountName: string;
  readonly secretName: string;
  readonly serviceObjectName: string;
  readonly hpaName: string;
  /** Present when `deployment` is `serverless`. */
  readonly lambda?: LambdaFunction;
}

export interface Image {
  readonly repository: string;
  readonly tag: string;
  /** `sha256:…` */
  readonly digest?: string;
  /** `repository:tag`, with `@digest` where there is one, and the registry in front. */
  readonly reference: string;
  readonly pullPolicy: 'Always' | 'IfNotPresent' | 'Never';
  /** Names of existing Secrets of type kubernetes.io/dockerconfigjson. */
  readonly pullSecrets: readonly string[];
}

export interface Resources {
  readonly requests: { readonly cpuMillis: number; readonly memoryMiB: number };
  readonly limits: { readonly cpuMillis: number; readonly memoryMiB: number };
}

export interface Probe {
  readonly path: string;
  readonly initialDelaySeconds: number;
  readonly periodSeconds: number;
  readonly timeoutSeconds: number;
  readonly failureThreshold: number;
}

/** What may wait inside what; each is longer than the one before it (E44). Milliseconds. */
export interface Timeouts {
  readonly probeMs: number;
  readonly connectMs: number;
  readonly statementMs: number;
  readonly requestMs: number;
  /** The function's own limit, when serverless. */
  readonly functionMs?: number;
  /** What stands in front; absent for a service that nobody outside reaches (worker). */
  readonly gatewayMs?: number;
}

export interface Exposure {
  /** `api.memorai.com` */
  readonly host: string;
  /** Per client address and per controller replica (E81); absent: no limit. */
  readonly requestsPerMinute?: number;
  /** Paths that must never be reachable from outside (E79): /metrics, /live, /ready … */
  readonly hiddenPaths: readonly string[];
}

/** One service uses one thing. The only source of who needs what. */
export type Edge =
  | { readonly kind: 'store'; readonly store: StoreName }
  | { readonly kind: 'queue'; readonly role: 'produce' | 'consume' }
  | { readonly kind: 'service'; readonly service: string }
  /** Something outside, reached over HTTPS: openai, sendgrid. */
  | { readonly kind: 'outside'; readonly name: string; readonly host: string };

export type StoreName = 'postgres' | 'redis' | 'qdrant';

export interface LambdaFunction {
  readonly trigger: 'http' | 'queue';
  readonly timeoutSeconds: number;
  readonly memoryMiB: number;
  /** Upper bound of sandboxes at once: reserved concurrency (http) or the mapping's maximum concurrency (queue). */
  readonly concurrency: number;
  /** Folder or zip with the code; absent: the reference service that this library ships. */
  readonly code?: string;
  /** `file.export` inside the code. */
  readonly handler: string;
}

/** `db:migrate`, `db:index`, `db:verify` of the guide (L306-315), as one Job per release. */
export interface Migration {
  readonly image: Image;
  readonly command: readonly string[];
  readonly settings: readonly Setting[];
  readonly resources: Resources;
  readonly placement?: string;
  readonly serviceAccountName: string;
  readonly secretName: string;
  readonly backoffLimit: number;
  readonly deadlineSeconds: number;
}

// ---------------------------------------------------------------------------------------------- settings

/** One environment variable of one service. */
export interface Setting {
  readonly name: string;
  /** What it is by contract: a secret never appears in an output, whatever its source. */
  readonly kind: 'config' | 'secret';
  /** `shared`: the same value for every service, from the ConfigMap. */
  readonly scope: 'shared' | 'service';
  readonly source: SettingSource;
}

export type SettingSource =
  | { readonly from: 'literal'; readonly value: string }
  /** A secret in the secret store; `property` where that secret is a JSON object. */
  | { readonly from: 'secret'; readonly secretName: string; readonly property?: string }
  /** A fact that exists only after deployment, published as an SSM parameter. */
  | { readonly from: 'parameter'; readonly parameterName: string }
  /** Put together from other settings of the same service, each percent-encoded. */
  | { readonly from: 'composed'; readonly parts: readonly ComposedPart[] };

export type ComposedPart = { readonly text: string } | { readonly setting: string };

/** A secret that the secret store must hold. */
export interface ManagedSecret {
  /** `memorai/production/JWT_SECRET` */
  readonly name: string;
  readonly description: string;
  readonly content: /** 64 hexadecimal characters (256 bits), made once at creation. */
    | { readonly kind: 'signingKey' }
    /** Created without a value: someone else issues it, and an unfilled one must be seen. */
    | { readonly kind: 'thirdParty' }
    /** JSON with username and a generated password. */
    | { readonly kind: 'databaseUser'; readonly username: string };
}

// ---------------------------------------------------------------------------------------------- stores

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

// ---------------------------------------------------------------------------------------------- places

export interface Cluster {
  readonly provider: 'eks' | 'aks' | 'gke' | 'generic';
  /** `1.35` */
  readonly version: string;
  readonly namespace: string;
  readonly nodePools: Readonly<Record<string, NodePool>>;
  /** Where the ingress controller's pods run: the only namespace that may open connections to public services. */
  readonly ingressNamespace: string;
  /** Where the scraper's and collector's pods run. */
  readonly monitoringNamespace: string;
}

export interface NodePool {
  readonly name: string;
  readonly instanceType: string;
  readonly minNodes: number;
  readonly maxNodes: number;
  readonly autoScaling: boolean;
  /** One node, before reservations of the provider. */
  readonly capacity: { readonly cpuMillis: number; readonly memoryMiB: number };
  /** Label that the pool's nodes carry and pods select: `memorai.com/pool: application`. */
  readonly label: { readonly key: string; readonly value: string };
  /** Whether the nodes carry the same key as a taint (NoSchedule), so that only placed pods land there. */
  readonly tainted: boolean;
}

export type Secrets =
  /** Secrets that somebody else keeps in the namespace: one a service, or one named for all. */
  | { readonly provider: 'existing' }
  | { readonly provider: 'externalSecrets'; readonly refreshSeconds: number }
  /** Functions read Secrets Manager and Parameter Store themselves at start: serverless. */
  | { readonly provider: 'secretsManager' };

export interface Ingress {
  readonly controller: 'ingress-nginx';
  readonly className: string;
  readonly name: string;
  readonly tls: {
    readonly secretName: string;
    readonly hosts: readonly string[];
    readonly issuer: /** A ClusterIssuer that is already there. */
      | { readonly kind: 'existing'; readonly name: string }
      /** A ClusterIssuer that we emit, for Let's Encrypt. */
      | { readonly kind: 'letsEncrypt'; readonly name: string; readonly email: string; readonly staging: boolean };
  };
}

export interface Aws {
  readonly region: string;
  /** Twelve digits; absent: whatever account the credentials of the deployment belong to. */
  readonly account?: string;
  readonly network:
    | {
        readonly kind: 'create';
        readonly cidr: string;
        readonly availabilityZones: readonly string[];
        readonly natGateways: number;
      }
    | {
        readonly kind: 'existing';
        readonly vpcId: string;
        readonly cidr: string;
        readonly availabilityZones: readonly string[];
        readonly privateSubnetIds: readonly string[];
      };
  /** Stack names by life cycle: `memorai-production-data`. Only those that this environment has. */
  readonly stacks: Readonly<Partial<Record<StackName, string>>>;
  /** Names of SSM parameters by fact: `postgresHost` → `/memorai/production/postgres/host`. */
  readonly parameters: Readonly<Record<ParameterFact, string>>;
  /** Names of the database's secrets. */
  readonly databaseSecrets: { readonly admin: string; readonly application: string };
  /** RDS Proxy in front of the database: true when serverless (E26). */
  readonly proxy: boolean;
  readonly logRetentionDays: number;
  /** Long-lived keys as settings, and why (E42). */
  readonly staticCredentials?: { readonly reason: string };
  /** Present when serverless. */
  readonly api?: {
    readonly corsOrigins: readonly string[];
    readonly stageName: string;
    readonly integrationTimeoutMs: number;
  };
  readonly tags: Readonly<Record<string, string>>;
}

export type StackName = 'network' | 'data' | 'queue' | 'serverless';
export type ParameterFact =
  | 'postgresHost'
  | 'postgresPort'
  | 'postgresReaderHost'
  | 'postgresProxyHost'
  | 'postgresClientSecurityGroup'
  | 'queueUrl'
  | 'queueArn'
  | 'deadLetterQueueUrl'
  | 'deadLetterQueueArn';

// ---------------------------------------------------------------------------------------------- connections

/** Who may open how many connections to Postgres (E32). */
export interface ConnectionBudget {
  readonly maxConnections: number;
  /** Kept by the server for superusers: 3. */
  readonly superuserReserved: number;
  /** Kept for people, migrations, exporters and backups: 10 (2 + 2 + 1 + 5). */
  readonly reserve: {
    readonly migration: number;
    readonly exporter: number;
    readonly backup: number;
    readonly people: number;
  };
  readonly consumers: readonly ConnectionConsumer[];
  /** All consumers at their maximum, and the reserve. */
  readonly total: number;
  /** What the server admits: maxConnections − superuserReserved. */
  readonly usable: number;
}

export interface ConnectionConsumer {
  readonly service: string;
  /** Replicas at maximum and surge pods, or concurrent sandboxes. */
  readonly maxReplicas: number;
  readonly surge: number;
  readonly poolSize: number;
}
