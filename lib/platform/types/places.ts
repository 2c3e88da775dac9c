import type { Dns, Eks, Registry } from './eks';
import type { MigrationFunction } from './services';

export interface Cluster {
  readonly provider: 'eks' | 'aks' | 'gke' | 'generic';
  /** `1.35` */
  readonly version: string;
  readonly namespace: string;
  readonly nodePools: Readonly<Record<string, NodePool>>;
  /** Pod Security Standard that the namespace enforces. */
  readonly podSecurity: 'restricted' | 'baseline' | 'privileged';
  /** Whether traffic is refused that no edge allows. */
  readonly networkPolicies: boolean;
  /** How pods get an identity of the cloud. */
  readonly identity: 'podIdentity' | 'irsa' | 'workloadIdentity' | 'none';
  /** Of volumes that name none; absent: what the cluster calls its default. */
  readonly storageClass?: string;
  /** Whether that class is ours to make: a new EKS cluster has no `gp3`. */
  readonly makesStorageClass: boolean;
  /** Where the scraper's and collector's pods run. */
  readonly monitoringNamespace: string;
}

export interface NodePool {
  readonly name: string;
  readonly instanceType: string;
  readonly minNodes: number;
  readonly maxNodes: number;
  readonly autoScaling: boolean;
  /** One node, before what the provider keeps of it: `allocatable` in lib/platform says what is left. */
  readonly capacity: { readonly cpuMillis: number; readonly memoryMiB: number };
  /** Label by which the provider knows the pool's nodes, and pods select them: `kubernetes.azure.com/agentpool: application`. */
  readonly label: { readonly key: string; readonly value: string };
  /** The taint (NoSchedule) of the nodes where `tainted`: `memorai.com/pool=database`, whatever the provider. */
  readonly taint: { readonly key: string; readonly value: string };
  /** Whether the nodes carry that taint, so that only placed pods land there. */
  readonly tainted: boolean;
}

export type Secrets =
  /** Secrets that somebody else keeps in the namespace: one a service, or one named for all. */
  | { readonly provider: 'existing'; readonly reloader: boolean }
  | { readonly provider: 'externalSecrets'; readonly refreshSeconds: number; readonly reloader: boolean }
  /** Files beside the compose file, made by `memorai secrets init`. */
  | { readonly provider: 'envFile' }
  /** Functions read Secrets Manager and Parameter Store themselves at start: serverless. */
  | { readonly provider: 'secretsManager' };

export interface Aws {
  readonly region: string;
  /** Twelve digits; absent: whatever account the credentials of the deployment belong to. */
  readonly account?: string;
  /** `interfaceEndpoints`: AWS services with an interface in the network, such as `sqs`: ours, or those that are there. */
  readonly network:
    | {
        readonly kind: 'create';
        readonly cidr: string;
        readonly availabilityZones: readonly string[];
        readonly natGateways: number;
        readonly interfaceEndpoints: readonly string[];
      }
    | {
        readonly kind: 'existing';
        readonly vpcId: string;
        readonly cidr: string;
        readonly availabilityZones: readonly string[];
        readonly privateSubnetIds: readonly string[];
        readonly interfaceEndpoints: readonly string[];
      };
  /** Present when the cluster's provider is eks. */
  readonly eks?: Eks;
  /** Present when we make the repositories of the images. */
  readonly registry?: Registry;
  /** Present when something of it is made. */
  readonly dns?: Dns;
  /** Stack names by life cycle: `memorai-production-data`. Only those that this environment has. */
  readonly stacks: Readonly<Partial<Record<StackName, string>>>;
  /** Names of SSM parameters by fact: `postgresHost` → `/memorai/production/postgres/host`. */
  readonly parameters: Readonly<Record<ParameterFact, string>>;
  /** Names of the database's secrets. */
  readonly databaseSecrets: { readonly admin: string; readonly application: string; readonly monitor: string };
  /** Name of the secret with the cache's password: a setting's, so that each service has it as its own. */
  readonly cacheSecret: string;
  /** RDS Proxy in front of the database: true when serverless (E26). */
  readonly proxy: boolean;
  readonly logRetentionDays: number;
  /** The second region, where there is one. */
  readonly recovery?: Recovery;
  /** Long-lived keys as settings, and why (E42). */
  readonly staticCredentials?: { readonly reason: string };
  /** ARN of a key in KMS that encrypts log groups; absent: a key of CloudWatch itself. */
  readonly logKeyArn?: string;
  /** Route 53's zone of the public hosts: whoever makes records in CloudFormation needs it. */
  readonly hostedZone?: { readonly id: string; readonly name: string };
  /** Present when a function is exposed. */
  readonly api?: RestApi;
  /** Who migrates the database when serverless: a function of ours, or nobody here; absent where nobody has said. */
  readonly migration?: MigrationFunction | { readonly kind: 'none' };
  readonly tags: Readonly<Record<string, string>>;
}

export type Recovery =
  /** Copies of backups and secrets: the database is restored there. */
  | { readonly kind: 'backupOnly'; readonly region: string }
  /** The database follows as well, and is promoted. */
  | {
      readonly kind: 'globalCluster';
      readonly region: string;
      readonly globalClusterName: string;
      readonly readers: number;
      readonly network: Extract<Aws['network'], { kind: 'create' }>;
    };

/** What all REST APIs of the environment have in common. */
export interface RestApi {
  readonly corsOrigins: readonly string[];
  readonly stageName: string;
  readonly integrationTimeoutMs: number;
  /** Of the public hosts; absent: each API is reached under the host that AWS gives it. */
  readonly certificate?:
    | { readonly kind: 'existing'; readonly arn: string }
    /** By ACM, which proves the ownership by a record in the hosted zone. */
    | { readonly kind: 'issued'; readonly hostedZoneId: string };
  /** By service: the SSM parameter with the URL of its API. */
  readonly urlParameters: Readonly<Record<string, string>>;
  /** Rule groups of AWS WAF, in the order in which they are asked. */
  readonly managedRules: readonly ManagedRules[];
}
export type ManagedRules = 'common' | 'knownBadInputs' | 'ipReputation' | 'anonymousIp' | 'sqlInjection';

export type StackName =
  | 'network'
  | 'registry'
  | 'data'
  | 'queue'
  | 'observability'
  | 'cluster'
  | 'serverless'
  | 'dns'
  | 'recovery'
  | 'backup'
  | 'standby';
export type ParameterFact =
  | 'networkVpcId'
  /** All of them: private, isolated, public, of each kind one a zone. */
  | 'networkSubnetIds'
  | 'networkPrivateSubnetIds'
  | 'networkIsolatedSubnetIds'
  | 'networkPublicSubnetIds'
  | 'clusterName'
  | 'clusterEndpoint'
  | 'clusterSecurityGroup'
  | 'postgresHost'
  | 'postgresPort'
  | 'postgresReaderHost'
  | 'postgresProxyHost'
  | 'postgresClientSecurityGroup'
  | 'redisHost'
  | 'redisPort'
  | 'redisClientSecurityGroup'
  | 'backupBucket'
  | 'backupKeyArn'
  | 'queueUrl'
  | 'queueArn'
  | 'deadLetterQueueUrl'
  | 'deadLetterQueueArn'
  | 'alarmTopicArn'
  /** URIs of the repositories of our images, without a tag. */
  | 'registryRepositories';
