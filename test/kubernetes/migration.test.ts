import type { PlatformConfig } from '../../lib/config/schema/index';
import { allObjects, container, field, find, genericPlatform, namesOf, platformWith } from './platforms';

const jobOf = (config: Partial<PlatformConfig> = {}) => {
  const platform = platformWith(config);
  const [name = 'none'] = namesOf(platform, 'Job');
  return find(platform, 'Job', name);
};
const job = jobOf();

test('is named by the hash of its content', () => {
  expect(job.metadata.name).toMatch(/^memorai-migrate-[0-9a-f]{8}$/);
});

test.each<[string, Partial<PlatformConfig>, boolean]>([
  ['another version', { version: '3.3.0' }, true],
  ['another command', { migration: { command: ['pnpm', 'db:migrate'] } }, true],
  ['another deadline', { migration: { deadline: '30m' } }, true],
  ['a setting that it does not need', { settings: { CACHE_TTL: 60 } }, false],
  ['a seed', { migration: { seed: true } }, true],
  ['another image', { services: { api: { image: { tag: '3.2.0-1' } } } }, true],
  ['more replicas, and so smaller pools', { services: { api: { replicas: { min: 3, max: 12 } } } }, false],
  ['another size of the pools', { services: { api: { poolSize: 5 } } }, false],
  ['more connections of the server', { stores: { postgres: { provider: 'aurora', maxConnections: 300 } } }, true],
  ['another collection', { stores: { qdrant: { host: 'qdrant.internal', collection: 'v2' } } }, true],
  ['nothing', {}, false],
  ['the replicas of a service', { services: { mcp: { replicas: { min: 3, max: 4 } } } }, false],
  ['a setting of another service', { services: { worker: { env: { LOG_LEVEL: 'debug' } } } }, false],
])('with %s it is a new Job: %#', (_, config, isNew) => {
  expect(jobOf(config).metadata.name !== job.metadata.name).toBe(isNew);
});

test('goes to the nodes of its service, and keeps away from none of its pods', () => {
  const onDisk = { matchExpressions: [{ key: 'disk', operator: 'In' as const, values: ['ssd'] }] };
  const nodeAffinity = { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: [onDisk] } };
  const podAntiAffinity = {
    requiredDuringSchedulingIgnoredDuringExecution: [
      { topologyKey: 'kubernetes.io/hostname', labelSelector: { matchLabels: { app: 'memorai-api' } } },
    ],
  };
  const affinityOf = (affinity: object) =>
    field(jobOf({ services: { api: { scheduling: { affinity } } } }), 'spec.template.spec.affinity');
  expect(affinityOf({ podAntiAffinity })).toBeUndefined();
  expect(affinityOf({ nodeAffinity, podAntiAffinity })).toEqual({ nodeAffinity });
});

test('seeds where the config asks for it, after the migrations', () => {
  expect(container(jobOf({ migration: { seed: true } }), 'command')).toEqual([
    '/bin/sh',
    '-c',
    'pnpm db:migrate && pnpm db:seed && pnpm db:index && pnpm db:verify && pnpm db:collection',
  ]);
});

test('bounds the heap by its own memory, not by that of its service', () => {
  const own = jobOf({ migration: { resources: { requests: { memory: '512Mi' }, limits: { memory: '512Mi' } } } });
  const heaps = [job, own].map(
    (one) =>
      container<{ name: string; value: string }[]>(one, 'env').find(({ name }) => name === 'NODE_OPTIONS')?.value,
  );
  expect(heaps).toEqual([
    expect.stringContaining('--max-old-space-size=768 '),
    expect.stringContaining('--max-old-space-size=384 '),
  ]);
});

test('runs the steps of the guide, without the seed, and the collection where Qdrant is used', () => {
  const steps = 'pnpm db:migrate && pnpm db:index && pnpm db:verify';
  expect(container(job, 'command')).toEqual(['/bin/sh', '-c', `${steps} && pnpm db:collection`]);
  const uses = { api: ['postgres'], dashboard: ['api'], mcp: ['api'], worker: ['postgres'] } as const;
  const without = jobOf({
    services: Object.fromEntries(Object.entries(uses).map(([name, of]) => [name, { uses: [...of] }])),
  });
  expect(container(without, 'command')).toEqual(['/bin/sh', '-c', steps]);
  expect(container<{ name: string }[]>(without, 'env').filter(({ name }) => name.startsWith('QDRANT'))).toEqual([]);
});

test('carries the facts of the stores, without any address or secret', () => {
  const [facts] = container<{ name: string; value: string }[]>(job, 'env').filter(
    ({ name }) => name === 'MEMORAI_STORES',
  );
  const { postgres, qdrant } = JSON.parse(facts?.value ?? '{}');
  expect(Object.keys(postgres).sort()).toEqual([
    'connections',
    'database',
    'extensions',
    'monitor',
    'partitions',
    'schemas',
    'searchPath',
    'settings',
    'username',
  ]);
  expect(qdrant).toMatchObject({ collection: 'memorai_embeddings', vectors: { size: 1536, distance: 'Cosine' } });
});

test('is tried three times, and ends', () => {
  expect(job.spec).toMatchObject({ backoffLimit: 2, activeDeadlineSeconds: 900 });
  expect(field(job, 'spec.template.spec.restartPolicy')).toBe('Never');
});

test('is never cleaned away, or it would run again', () => {
  expect(job.spec).not.toHaveProperty('ttlSecondsAfterFinished');
});

test('is not cut off by the cluster autoscaler', () => {
  expect(field(job, 'spec.template.metadata.annotations')).toEqual({
    'cluster-autoscaler.kubernetes.io/safe-to-evict': 'false',
  });
});

test('has the security and the pool of its service', () => {
  const deployment = find(platformWith(), 'Deployment', 'memorai-api');
  for (const path of ['securityContext', 'nodeSelector', 'volumes', 'automountServiceAccountToken']) {
    expect(field(job, `spec.template.spec.${path}`)).toEqual(field(deployment, `spec.template.spec.${path}`));
  }
  expect(container(job, 'securityContext')).toEqual(container(deployment, 'securityContext'));
});

test('has its own account, label and Secret', () => {
  expect(field(job, 'spec.template.spec.serviceAccountName')).toBe('memorai-migrate-sa');
  expect(field(job, 'spec.template.metadata.labels')).toMatchObject({ app: 'memorai-migrate' });
  expect(container<{ name: string }[]>(job, 'env')).toContainEqual({
    name: 'DATABASE_URL',
    valueFrom: { secretKeyRef: { name: 'memorai-migrate-secrets', key: 'DATABASE_URL' } },
  });
});

test('does not depend on the ConfigMap, which changes under it', () => {
  expect(container(job, 'envFrom')).toBeUndefined();
  expect(container(job, 'env')).toContainEqual({ name: 'MEMORAI_ENV', value: 'production' });
});

test('has no port and no probe', () => {
  for (const path of ['ports', 'livenessProbe', 'readinessProbe', 'startupProbe', 'lifecycle']) {
    expect(container(job, path)).toBeUndefined();
  }
});

test('switched off, nothing of it is left', () => {
  const names = allObjects(genericPlatform({ migration: { enabled: false } })).map(({ metadata }) => metadata.name);
  expect(names.filter((name) => /migrate|partitions/.test(name))).toEqual([]);
});

describe('between releases', () => {
  const cronJob = (config: Partial<PlatformConfig> = {}) => find(platformWith(config), 'CronJob', 'memorai-partitions');

  test('partitions of the months ahead are made every week, one run at a time', () => {
    expect(cronJob().spec).toMatchObject({
      schedule: '17 3 * * 1',
      timeZone: 'Etc/UTC',
      concurrencyPolicy: 'Forbid',
      startingDeadlineSeconds: 3600,
    });
  });

  test('by pods like those of the migration', () => {
    const pod = field<object>(cronJob(), 'spec.jobTemplate.spec.template');
    const migration = field<{ spec: { containers: [object] } }>(job, 'spec.template');
    expect(pod).toEqual({
      ...migration,
      spec: {
        ...migration.spec,
        containers: [{ ...migration.spec.containers[0], command: ['/bin/sh', '-c', 'pnpm db:index'] }],
      },
    });
  });

  test('when and how can be said', () => {
    const maintenance = { schedule: '0 4 1 * *', command: ['memorai-db', 'index'] };
    const made = cronJob({ migration: { maintenance } });
    expect(field(made, 'spec.schedule')).toBe('0 4 1 * *');
    expect(field(made, 'spec.jobTemplate.spec.template.spec.containers.0.command')).toEqual(['memorai-db', 'index']);
  });

  test.each<[string, Partial<PlatformConfig>]>([
    ['switched off', { migration: { maintenance: { enabled: false } } }],
    ['without a partitioned table', { stores: { postgres: { provider: 'aurora', partitions: { tables: [] } } } }],
  ])('%s there is none', (_, config) => {
    expect(namesOf(platformWith(config), 'CronJob')).toEqual([]);
  });
});
