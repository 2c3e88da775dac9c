import type { ServiceKnobs } from '../../config/schema/knobs/index';
import type { SetupStep } from '../setup-steps';
import type { Autoscaling } from './autoscaling';
import type { Setting } from './settings';

export interface Service extends ServiceKnobs {
  /** Short name: `api`. */
  readonly name: string;
  /** `memorai-api`: Deployment, container, pod label `app`, Lambda function prefix. */
  readonly fullName: string;
  readonly port: number;
  readonly image: Image;
  readonly replicas: { readonly min: number; readonly max: number };
  readonly resources: Resources;
  readonly rollout: Rollout;
  /** Absent where the number of pods is fixed. */
  readonly autoscaling?: Autoscaling;
  /** A probe that is switched off is absent. */
  readonly probes: { readonly startup?: Probe; readonly liveness?: Probe; readonly readiness?: Probe };
  /** `/metrics`, or `/api/metrics` for the dashboard (guide L762); absent where it tells Prometheus nothing. */
  readonly metricsPath?: string;
  /** Name of a node pool of the cluster; absent where the cluster names no pools. */
  readonly placement?: string;
  readonly termination: {
    readonly gracePeriodSeconds: number;
    readonly preStopSeconds: number;
    /** Runs within preStopSeconds; absent: the pod only waits. */
    readonly preStopCommand?: readonly string[];
  };
  readonly uses: readonly Edge[];
  /** Connections that one replica may open to Postgres; 0 without that edge. */
  readonly poolSize: number;
  readonly timeouts: Timeouts;
  /** Present where the service is reached from the internet. */
  readonly exposure?: Exposure;
  /** Whom its pods are to the cloud: ARN of a role, client id, or e-mail, as `cluster.identity` has it. */
  readonly identity?: string;
  /** Whether pods get a token and a Role to read their own namespace (E67). */
  readonly apiAccess: boolean;
  /** All that reaches its environment, sorted by name, and nothing that it does not read. */
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
  readonly requests: Amounts;
  readonly limits: Amounts;
}

export interface Amounts {
  readonly cpuMillis: number;
  readonly memoryMiB: number;
  /** Logs, the writable layer and folders on disk; absent: what the renderer keeps for logs. */
  readonly ephemeralStorageMiB?: number;
}

/** How pods of a new release take the place of the old ones. */
export interface Rollout {
  readonly strategy: 'RollingUpdate' | 'Recreate';
  /** Pods above and below the wanted number meanwhile; both 0 with Recreate, which takes all away first. */
  readonly maxSurge: number;
  readonly maxUnavailable: number;
  /** A pod counts as available when it stayed ready this long. */
  readonly minReadySeconds: number;
  /** After this long without progress a rollout has failed; absent: derived from the start-up probe. */
  readonly progressDeadlineSeconds?: number;
  readonly revisionHistory: number;
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
  /** All of them, that one first. */
  readonly hosts: readonly string[];
  /** What of its hosts leads to it, by prefix, sorted: `/` is everything. */
  readonly paths: readonly string[];
  /** On its Ingress or HTTPRoute, over our own. */
  readonly annotations: Readonly<Record<string, string>>;
  /** Per client address and, with ingress-nginx, per replica of the controller (E81); absent: no limit. */
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
  /** `memorai-serverless-api` */
  readonly functionName: string;
  readonly trigger: 'http' | 'queue';
  readonly timeoutSeconds: number;
  readonly memoryMiB: number;
  /** Upper bound of sandboxes at once: reserved concurrency (http) or the mapping's maximum concurrency (queue). */
  readonly concurrency: number;
  /** Whether X-Ray gets traces. */
  readonly tracing: boolean;
  /** What callers call, so that a new version can be tried on some of them: `live`. */
  readonly aliasName: string;
  /** How traffic moves to a new version, in CodeDeploy's words. */
  readonly deployment: LambdaDeployment;
  /** Folder or zip with the code; absent: the reference service that this library ships. */
  readonly code?: string;
  /** `file.export` inside the code. */
  readonly handler: string;
}

export type LambdaDeployment =
  | 'AllAtOnce'
  | `Canary10Percent${5 | 10 | 15 | 30}Minutes`
  | 'Linear10PercentEvery1Minute'
  | `Linear10PercentEvery${2 | 3 | 10}Minutes`;

/** A function that sets up database and collection before new versions of the others get traffic. */
export interface MigrationFunction {
  readonly kind: 'function';
  /** `memorai-serverless-migrate` */
  readonly functionName: string;
  /** Folder of the application's SQL as the config has it, from the working folder. */
  readonly sql: string;
  readonly timeoutSeconds: number;
  /** Of a release, in their order. */
  readonly steps: readonly SetupStep[];
  readonly settings: readonly Setting[];
  /** What it has to reach. */
  readonly uses: readonly Edge[];
  /** When it keeps partitions ahead between releases: five fields of cron, UTC; absent where it does not. */
  readonly schedule?: string;
}

/** `db:migrate`, `db:index`, `db:verify` of the guide (L306-315) and the collection of Qdrant, as one Job per release. */
export interface Migration
  extends Pick<ServiceKnobs, 'envFrom' | 'volumes' | 'pod' | 'serviceAccount' | 'security' | 'scheduling'> {
  readonly image: Image;
  readonly command: readonly string[];
  readonly settings: readonly Setting[];
  readonly resources: Resources;
  readonly placement?: string;
  readonly serviceAccountName: string;
  readonly secretName: string;
  readonly backoffLimit: number;
  readonly deadlineSeconds: number;
  /** What it has to reach. */
  readonly stores: readonly StoreName[];
  /** What keeps partitions ahead between releases; absent where no table is kept in months, or switched off. */
  readonly maintenance?: {
    readonly command: readonly string[];
    /** Five fields of cron, in UTC. */
    readonly schedule: string;
  };
}
