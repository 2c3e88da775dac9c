import { lookup } from '../config/lookup';
import { serviceKnobs } from '../config/schema/knobs/index';
import { sharedJobs } from '../platform/scraped';
import type { Platform, Service } from '../platform/types';

/** Places of a config that nothing reads under some condition. */
export interface PlacesWithoutEffect {
  /** With all below them; `*` stands for any one name. What is said of all services is said under `serviceDefaults` too. */
  readonly paths: readonly string[];
  /** What else the condition weighs. @default - the deployment alone, or what stands beside the places */
  readonly on?: readonly string[];
  /**
   * Why nothing reads it there, to follow "has no effect"; undefined where something does.
   *
   * @param names - of the place that was written
   */
  readonly why: (platform: Platform, names: readonly string[]) => string | undefined;
}

/** What one deployment has no word for. */
const when = (deployment: Platform['deployment'], because: string, paths: readonly string[]): PlacesWithoutEffect => ({
  paths,
  why: (platform) => (platform.deployment === deployment ? `when deployment is ${deployment}: ${because}` : undefined),
});

const ofServices = (fields: readonly string[]): readonly string[] => fields.map((field) => `services.*.${field}`);

/** Why nothing reads it of one service; of all services, where nothing reads it of any. */
const ofService =
  (why: (service: Service, platform: Platform) => string | undefined): PlacesWithoutEffect['why'] =>
  (platform, [first, name = '']) => {
    const one = lookup(platform.services, name);
    const services = first === 'serviceDefaults' ? Object.values(platform.services) : one === undefined ? [] : [one];
    const reasons = services.map((service) => why(service, platform));
    return reasons.includes(undefined) ? undefined : reasons[0];
  };

/** Whether a Job, or a function, makes what is inside stores. */
const isSetUp = ({ migration, aws }: Platform): boolean =>
  migration !== undefined || aws?.migration?.kind === 'function';

/** What `isSetUp` follows from. */
const ofMigration: readonly string[] = ['migration.enabled', 'migration.sql', ...ofServices(['uses'])];

const withoutMigration = 'as no migration runs, which would make it';

const probeKinds = ['startup', 'liveness', 'readiness'] as const;
const probeTimes = ['initialDelay', 'period', 'timeout', 'failureThreshold'];
const probeFields = ['path', ...probeTimes];
/** All of a probe, but for what it asks. */
const withoutPath = (kind: string): readonly string[] =>
  ['enabled', 'reason', ...probeTimes].map((field) => `probes.${kind}.${field}`);

const heldTo = (limit: string): string => `when deployment is compose: containers are held to ${limit} alone`;

const knobs = Object.keys(serviceKnobs);

/** What Compose reads of the knobs of a service. */
const inCompose: readonly string[] = ['command', 'args', 'security', 'team'];

/** Where each is written, in the order in which it is looked for: the first that holds says why. */
export const placesWithoutEffect: readonly PlacesWithoutEffect[] = [
  when('compose', 'Compose has nothing of the kind', [
    ...ofServices(knobs.filter((name) => !inCompose.includes(name))),
    ...ofServices(['apiAccess', 'security.fsGroup', 'security.seccompProfile']),
  ]),
  when('compose', 'there is one machine', [...ofServices(['placement']), 'stores.*.placement']),
  when('compose', 'as many containers run as replicas.min says', ofServices(['autoscaling'])),
  when(
    'compose',
    'a container is replaced in place',
    ofServices(
      ['strategy', 'maxUnavailable', 'minReady', 'progressDeadline', 'revisionHistory'].map(
        (field) => `rollout.${field}`,
      ),
    ),
  ),
  when('compose', 'one check asks /health, in times of the guide and of probes.startup', [
    ...ofServices([...withoutPath('liveness'), ...withoutPath('readiness'), 'probes.startup.timeout']),
  ]),
  when(
    'compose',
    'a container gets SIGTERM at once',
    ofServices(['termination.preStop', 'termination.preStopCommand']),
  ),
  when('compose', 'the machine signs in to registries itself', [
    ...ofServices(['image.pullSecrets']),
    'images.pullSecrets',
  ]),
  when('compose', 'Docker counts no ephemeral storage', [
    ...ofServices(['resources.requests.ephemeralStorage', 'resources.limits.ephemeralStorage']),
    'migration.resources.requests.ephemeralStorage',
    'migration.resources.limits.ephemeralStorage',
  ]),
  {
    // A request without a limit raises the limit that follows.
    paths: ['cpu', 'memory'].flatMap((field) => [
      `services.*.resources.requests.${field}`,
      `migration.resources.requests.${field}`,
    ]),
    why: ({ deployment, written }, names) => {
      const limit = names.map((name) => (name === 'requests' ? 'limits' : name)).join('.');
      return deployment === 'compose' && written.some((one) => one.join('.') === limit) ? heldTo(limit) : undefined;
    },
  },
  {
    // Of CPU nothing else follows from a request.
    paths: ofServices(['resources.requests.cpu']),
    on: ofServices(['resources.limits.cpu']),
    why: ofService(({ resources: { requests, limits } }, { deployment }) =>
      deployment === 'compose' && requests.cpuMillis < limits.cpuMillis ? heldTo('resources.limits.cpu') : undefined,
    ),
  },
  {
    paths: ['migration.resources.requests.cpu'],
    on: ['migration.resources.limits.cpu'],
    why: ({ deployment, migration }) =>
      deployment === 'compose' &&
      migration !== undefined &&
      migration.resources.requests.cpuMillis < migration.resources.limits.cpuMillis
        ? heldTo('migration.resources.limits.cpu')
        : undefined,
  },
  when('compose', 'Docker makes volumes of its own', ['stores.*.volume', 'stores.qdrant.snapshots']),
  when('compose', 'nothing bounds where containers connect to', ['stores.*.cidr']),
  when('compose', 'it runs once, before the services start', [
    'migration.backoffLimit',
    'migration.deadline',
    'migration.maintenance',
  ]),
  when('compose', 'its Prometheus knows what there is', [
    'monitoring.scrape',
    'monitoring.interval',
    'monitoring.labels',
  ]),
  {
    paths: ['monitoring.jobs.*'],
    on: ['deployment', 'ingress', 'queue', 'stores.*.provider'],
    why: (platform, names) => {
      const isNeeded = lookup(sharedJobs, names[2] ?? '');
      return isNeeded?.(platform) === false ? 'as nothing of this environment is told by that job' : undefined;
    },
  },
  when('kubernetes', 'services ask the queue themselves, and only functions are given batches', ['queue.batchSize']),
  when('kubernetes', 'pods have settings.CORS_ALLOWED_ORIGINS', ['aws.corsOrigins']),
  when('kubernetes', 'alarms on requests are those of functions, and monitoring.objectives has the limits of pods', [
    'alarms.errorPercent',
    'alarms.latency',
  ]),
  when('serverless', 'alarms of CloudWatch tell one topic, whichever service they are about', ofServices(['team'])),
  when('serverless', 'functions have no pods', [
    ...ofServices(knobs),
    ...ofServices([
      'apiAccess',
      'autoscaling',
      'placement',
      ...probeKinds.flatMap(withoutPath),
      'replicas',
      'resources',
      'rollout',
      'termination',
    ]),
  ]),
  when('serverless', 'functions listen on no port', ofServices(['port'])),
  when('serverless', 'functions run code, and no image', [...ofServices(['image']), 'images']),
  {
    paths: ['alarms.databaseCpu'],
    on: ['stores.postgres.provider'],
    why: ({ stores }) => (stores.postgres.provider === 'aurora' ? undefined : 'as the database is not Aurora'),
  },
  {
    paths: ['alarms.cacheMemory'],
    on: ['stores.redis.provider'],
    why: ({ stores }) => (stores.redis.provider === 'elasticache' ? undefined : 'as the cache is not ElastiCache'),
  },
  {
    paths: ['aws.network.interfaceEndpoints'],
    on: ['aws.network.kind'],
    why: ({ deployment, aws }) =>
      deployment === 'serverless' && aws?.network.kind === 'existing'
        ? 'when deployment is serverless: functions reach every address over HTTPS'
        : undefined,
  },
  {
    paths: ['stores.postgres.partitions', 'stores.qdrant.vectors'],
    on: ofMigration,
    why: (platform) => (isSetUp(platform) ? undefined : withoutMigration),
  },
  {
    paths: [
      ...['extensions', 'schemas', 'searchPath'].map((field) => `stores.postgres.${field}`),
      'stores.qdrant.optimizers',
    ],
    on: [...ofMigration, 'stores.*.provider'],
    why: (platform, [, name]) =>
      (name === 'qdrant' ? platform.stores.qdrant : platform.stores.postgres).provider === 'external' &&
      !isSetUp(platform)
        ? withoutMigration
        : undefined,
  },
  {
    paths: ['nodes', 'replicationFactor', 'writeConsistencyFactor'].map((field) => `stores.qdrant.${field}`),
    on: ofMigration,
    // Elsewhere alerts count the nodes.
    why: (platform) => (platform.deployment === 'serverless' && !isSetUp(platform) ? withoutMigration : undefined),
  },
  {
    paths: ofServices(['autoscaling']),
    on: ofServices(['replicas']),
    why: ofService(({ name, autoscaling, replicas }, { origins }) =>
      // Of kind `none` it says itself that there is none.
      autoscaling === undefined && lookup(origins, `services.${name}.autoscaling.kind`) === undefined
        ? `as replicas.min and replicas.max are both ${replicas.max}`
        : undefined,
    ),
  },
  {
    // Of a public service it is hidden.
    paths: ofServices(probeKinds.map((kind) => `probes.${kind}.path`)),
    on: ofServices(['expose']),
    why: ofService(({ exposure }, { deployment }) =>
      deployment === 'kubernetes' || exposure !== undefined
        ? undefined
        : `when deployment is ${deployment}: nobody asks it, and the service is not public`,
    ),
  },
  ...probeKinds.map(
    (kind): PlacesWithoutEffect => ({
      paths: ofServices(probeFields.map((field) => `probes.${kind}.${field}`)),
      why: ofService(({ probes }) => (probes[kind] === undefined ? 'as the probe is switched off' : undefined)),
    }),
  ),
  {
    paths: ['size', 'storageClass', 'accessMode'].flatMap((field) => [
      `stores.*.volume.${field}`,
      `stores.qdrant.snapshots.${field}`,
    ]),
    why: ({ stores }, [, name, volume]) => {
      const store = Object.values(stores).find((one) => one.provider === 'cluster' && one.workload.name === name);
      if (store?.provider !== 'cluster') return undefined;
      const claim = (volume === 'volume' ? store.workload.volume : store.workload.snapshots)?.existingClaim;
      return claim === undefined ? undefined : `as the claim ${claim} is there already`;
    },
  },
  {
    paths: ['stores.postgres.memory'],
    on: ['stores.postgres.resources.memory', 'stores.postgres.capacity'],
    why: ({ stores: { postgres }, written }) => {
      const isWritten = (field: string) => written.some((names) => names.join('.') === `stores.postgres.${field}`);
      if (isWritten('resources.memory')) return 'as stores.postgres.resources.memory says it';
      if (postgres.provider !== 'aurora') return undefined;
      if (postgres.capacity.kind === 'provisioned') {
        return `as instances of ${postgres.capacity.instanceType} have their own`;
      }
      return isWritten('capacity.minAcu') && isWritten('capacity.maxAcu')
        ? 'as stores.postgres.capacity says it'
        : undefined;
    },
  },
  {
    paths: ['stores.postgres.memory', 'stores.redis.memory'],
    on: ['stores.*.provider'],
    why: ({ stores }, [, name]) =>
      (name === 'redis' ? stores.redis : stores.postgres).provider === 'external'
        ? 'as somebody else runs the store'
        : undefined,
  },
  {
    paths: ['ingress'],
    on: ofServices(['expose']),
    why: ({ deployment, ingress }) =>
      deployment === 'kubernetes' && ingress === undefined ? 'as no service is public' : undefined,
  },
];
