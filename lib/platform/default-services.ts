/** The rows behind the four services: what differs between them and nothing else. */
export interface ServiceDefaults {
  readonly port: number;
  readonly replicas: { readonly min: number; readonly max: number };
  readonly resources: {
    readonly requests: { readonly cpuMillis: number; readonly memoryMiB: number };
    readonly limits: { readonly cpuMillis: number; readonly memoryMiB: number };
  };
  readonly metricsPath: string;
  readonly placement: string;
  readonly uses: readonly string[];
  readonly keys: readonly string[];
  readonly expose?: { readonly requestsPerMinute?: number };
  readonly timeoutsMs: { readonly connect: number; readonly statement: number; readonly request: number };
  /** Seconds in which the pod may end its work after SIGTERM. */
  readonly gracePeriodSeconds: number;
  /** Whether it is one of the functions of the serverless model (guide L114-135). */
  readonly serverless: boolean;
  readonly lambda?: { readonly timeoutSeconds: number; readonly memoryMiB: number; readonly handler: string };
  readonly source: string;
}

/** Behind a gateway: connect 5 s, statement 20 s, request 25 s, then the function's 28 s and the gateway's 29 s (E44). */
const behindGateway = { connect: 5_000, statement: 20_000, request: 25_000 };
/** Jobs have their own chain, up to the function's 300 s (guide L130). */
const onQueue = { connect: 5_000, statement: 120_000, request: 270_000 };

/** What a service that mostly waits for others needs; memory is not overcommitted. */
const small = {
  requests: { cpuMillis: 250, memoryMiB: 512 },
  limits: { cpuMillis: 500, memoryMiB: 512 },
};

/** A service that has no row of its own: a team's. */
export const otherService: ServiceDefaults = {
  port: 8080,
  replicas: { min: 2, max: 4 },
  resources: small,
  metricsPath: '/metrics',
  placement: 'application',
  uses: [],
  keys: [],
  timeoutsMs: behindGateway,
  gracePeriodSeconds: 45,
  serverless: true,
  source: 'default of a service without a row',
};

export const defaultServices: Readonly<Record<string, ServiceDefaults>> = {
  api: {
    port: 3001,
    replicas: { min: 3, max: 10 },
    // The guide's request of 512Mi pins the autoscaler's memory metric to its maximum (E73).
    resources: {
      requests: { cpuMillis: 500, memoryMiB: 1024 },
      limits: { cpuMillis: 1000, memoryMiB: 1024 },
    },
    metricsPath: '/metrics',
    placement: 'application',
    uses: ['postgres', 'redis', 'qdrant', 'queue.produce', 'openai', 'sendgrid'],
    keys: ['JWT_SECRET', 'ENCRYPTION_KEY', 'SESSION_SECRET'],
    expose: { requestsPerMinute: 100 },
    timeoutsMs: behindGateway,
    gracePeriodSeconds: 45,
    serverless: true,
    lambda: { timeoutSeconds: 28, memoryMiB: 1024, handler: 'api-lambda.handler' },
    source: 'guide L40, L115-118, L472-477, E22, E73',
  },
  dashboard: {
    port: 3000,
    replicas: { min: 2, max: 4 },
    resources: small,
    metricsPath: '/api/metrics',
    placement: 'application',
    uses: ['api'],
    keys: ['JWT_SECRET', 'SESSION_SECRET'],
    expose: {},
    timeoutsMs: behindGateway,
    gracePeriodSeconds: 45,
    serverless: false,
    source: 'guide L41, L759-762',
  },
  mcp: {
    port: 3002,
    replicas: { min: 2, max: 4 },
    resources: small,
    metricsPath: '/metrics',
    placement: 'application',
    uses: ['postgres', 'redis', 'qdrant', 'openai'],
    keys: ['JWT_SECRET', 'ENCRYPTION_KEY'],
    timeoutsMs: behindGateway,
    gracePeriodSeconds: 45,
    serverless: false,
    source: 'guide L42; port chosen (E74)',
  },
  worker: {
    port: 3003,
    replicas: { min: 2, max: 8 },
    resources: {
      requests: { cpuMillis: 1000, memoryMiB: 2048 },
      limits: { cpuMillis: 2000, memoryMiB: 2048 },
    },
    metricsPath: '/metrics',
    placement: 'ml_workload',
    uses: ['postgres', 'redis', 'qdrant', 'queue.consume', 'openai', 'sendgrid'],
    keys: ['ENCRYPTION_KEY'],
    timeoutsMs: onQueue,
    gracePeriodSeconds: 300,
    serverless: true,
    lambda: { timeoutSeconds: 300, memoryMiB: 2048, handler: 'worker-lambda.handler' },
    source: 'guide L43, L128-131; port chosen (E74)',
  },
};

/** Settings of probes, from the guide (L478-493) with E68 and E71: live for liveness, and a start-up probe of 150 s. */
export const defaultProbes = {
  startup: { initialDelaySeconds: 0, periodSeconds: 5, timeoutSeconds: 3, failureThreshold: 30 },
  liveness: { initialDelaySeconds: 30, periodSeconds: 10, timeoutSeconds: 5, failureThreshold: 3 },
  readiness: { initialDelaySeconds: 5, periodSeconds: 5, timeoutSeconds: 3, failureThreshold: 3 },
} as const;
