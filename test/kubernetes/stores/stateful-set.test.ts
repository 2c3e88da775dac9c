import { allObjects, container, field, find, namesOf } from '../platforms';
import { bareContainedPlatform, containedPlatform } from './platforms';

const platform = containedPlatform();
const clustered = containedPlatform({ redis: { provider: 'cluster' }, qdrant: { provider: 'cluster' } });
const sets = ['memorai-postgres', 'memorai-qdrant', 'memorai-redis'];
const set = (name: string, of = platform) => find(of, 'StatefulSet', name);
const hostTerms = (name: string, kind: 'required' | 'preferred', of = clustered) =>
  field<unknown[] | undefined>(
    set(name, of),
    `spec.template.spec.affinity.podAntiAffinity.${kind}DuringSchedulingIgnoredDuringExecution`,
  );

test('each store has its objects', () => {
  const identities = allObjects(platform)
    .filter(({ metadata }) => metadata.labels.app === 'memorai-qdrant')
    .map(({ kind, metadata }) => `${kind} ${metadata.name}`);
  expect(identities).toEqual([
    'ServiceAccount memorai-qdrant-sa',
    'ConfigMap memorai-qdrant-config',
    'SecretStore memorai-qdrant-secrets',
    'ExternalSecret memorai-qdrant-secrets',
    'NetworkPolicy memorai-qdrant',
    'Service memorai-qdrant',
    'Service memorai-qdrant-headless',
    'StatefulSet memorai-qdrant',
    'PodDisruptionBudget memorai-qdrant',
  ]);
});

describe.each(sets)('%s', (name) => {
  test.each([
    ['spec.podManagementPolicy', 'Parallel'],
    ['spec.serviceName', `${name}-headless`],
    ['spec.persistentVolumeClaimRetentionPolicy', { whenDeleted: 'Retain', whenScaled: 'Retain' }],
    ['spec.template.spec.automountServiceAccountToken', false],
    ['spec.template.spec.nodeSelector', { 'memorai.com/pool': 'database' }],
    ['spec.template.spec.serviceAccountName', `${name}-sa`],
    ['spec.template.spec.securityContext.runAsNonRoot', true],
  ])('%s is %j', (path, value) => {
    expect(field(set(name), path)).toEqual(value);
  });

  test('tolerates the taint of its pool', () => {
    expect(field(set(name), 'spec.template.spec.tolerations')).toEqual([
      { key: 'memorai.com/pool', operator: 'Equal', value: 'database', effect: 'NoSchedule' },
    ]);
  });

  test('has a read-only file system and bounds for everything', () => {
    expect(container(set(name), 'securityContext.readOnlyRootFilesystem')).toBe(true);
    for (const kind of ['requests', 'limits']) {
      expect(Object.keys(container(set(name), `resources.${kind}`)).sort()).toEqual([
        'cpu',
        'ephemeral-storage',
        'memory',
      ]);
    }
  });

  test('asks for volumes without labels, which could never change', () => {
    for (const { metadata } of field<{ metadata: object }[]>(set(name), 'spec.volumeClaimTemplates')) {
      expect(Object.keys(metadata)).toEqual(['name']);
    }
  });

  test('a single pod has nothing to keep apart', () => {
    expect(field(set(name), 'spec.template.spec.affinity')).toBeUndefined();
  });

  test('one pod at a time may be evicted', () => {
    expect(find(platform, 'PodDisruptionBudget', name).spec).toEqual({
      maxUnavailable: 1,
      selector: { matchLabels: { app: name } },
      unhealthyPodEvictionPolicy: 'AlwaysAllow',
    });
  });
});

test.each([
  ['memorai-postgres', 999, 999],
  ['memorai-qdrant', 1000, 1000],
  ['memorai-redis', 999, 1000],
])('%s runs as user %i and group %i', (name, user, group) => {
  expect(field(set(name), 'spec.template.spec.securityContext')).toMatchObject({
    runAsUser: user,
    runAsGroup: group,
    fsGroup: group,
  });
});

test('a Redis cluster is a set a shard', () => {
  expect(namesOf(clustered, 'StatefulSet').filter((name) => name.includes('redis'))).toEqual([
    'memorai-redis-shard-0',
    'memorai-redis-shard-1',
    'memorai-redis-shard-2',
  ]);
  expect(field(set('memorai-redis-shard-1', clustered), 'spec.replicas')).toBe(2);
  expect(field(set('memorai-redis-shard-1', clustered), 'spec.selector.matchLabels')).toEqual({
    app: 'memorai-redis',
    'memorai.com/shard': '1',
  });
});

test('a primary and its replica never share a host, where the pool has hosts enough', () => {
  expect(hostTerms('memorai-redis-shard-0', 'required')).toEqual([
    {
      labelSelector: { matchLabels: { app: 'memorai-redis', 'memorai.com/shard': '0' } },
      topologyKey: 'kubernetes.io/hostname',
    },
  ]);
  expect(hostTerms('memorai-qdrant', 'required')).toHaveLength(1);
});

test('where nobody says how many hosts there are, a shared host is better than none', () => {
  const bare = bareContainedPlatform({ redis: { provider: 'cluster' } });
  expect(hostTerms('memorai-redis-shard-0', 'required', bare)).toBeUndefined();
  expect(hostTerms('memorai-redis-shard-0', 'preferred', bare)).toHaveLength(1);
});

test('a set of more nodes than its pool has for certain prefers hosts of their own', () => {
  const wide = containedPlatform({ qdrant: { provider: 'cluster', nodes: 4, resources: { cpu: 1 } } });
  expect(hostTerms('memorai-qdrant', 'required', wide)).toBeUndefined();
});

describe('a volume', () => {
  const own = (volume: object) =>
    set(
      'memorai-redis',
      containedPlatform({ redis: { provider: 'cluster', topology: { mode: 'standalone' }, volume } }),
    );

  test('of a size, a class and a mode', () => {
    expect(
      field(own({ size: '20Gi', storageClass: 'fast', accessMode: 'ReadWriteOncePod' }), 'spec.volumeClaimTemplates'),
    ).toEqual([
      {
        apiVersion: 'v1',
        kind: 'PersistentVolumeClaim',
        metadata: { name: 'data' },
        spec: {
          accessModes: ['ReadWriteOncePod'],
          storageClassName: 'fast',
          volumeMode: 'Filesystem',
          resources: { requests: { storage: '20Gi' } },
        },
      },
    ]);
  });

  test('that is already there', () => {
    const object = own({ existingClaim: 'old-redis' });
    expect(field(object, 'spec.volumeClaimTemplates')).toEqual([]);
    expect(field<object[]>(object, 'spec.template.spec.volumes')).toContainEqual({
      name: 'data',
      persistentVolumeClaim: { claimName: 'old-redis' },
    });
  });

  test('that may go with its set', () => {
    expect(field(own({ retain: false }), 'spec.persistentVolumeClaimRetentionPolicy')).toEqual({
      whenDeleted: 'Delete',
      whenScaled: 'Delete',
    });
  });
});

test('the snapshots of Qdrant have a volume of their own (E11)', () => {
  expect(container<object[]>(set('memorai-qdrant'), 'volumeMounts')).toContainEqual({
    name: 'snapshots',
    mountPath: '/qdrant/snapshots',
  });
});

test('PostgreSQL has its password from a file, and its memory settings from its own memory', () => {
  const env = container<{ name: string }[]>(set('memorai-postgres'), 'env').map(({ name }) => name);
  expect(env).toEqual(['PGDATA', 'POSTGRES_INITDB_ARGS', 'POSTGRES_PASSWORD_FILE']);
  expect(container(set('memorai-postgres'), 'args')).toContain('shared_buffers=4096MB');
});

test('no password is in a command or an argument', () => {
  for (const name of namesOf(clustered, 'StatefulSet')) {
    const said = JSON.stringify([container(set(name, clustered), 'command'), container(set(name, clustered), 'args')]);
    expect(said).not.toMatch(/PASSWORD|API_KEY|--pass|requirepass|REDISCLI_AUTH/);
  }
});

test('more nodes restart nobody: only the list that is read again changes', () => {
  const more = containedPlatform({
    redis: { provider: 'cluster', topology: { mode: 'cluster', shards: 4 }, resources: { memory: '3642Mi' } },
    qdrant: { provider: 'cluster' },
  });
  const same = containedPlatform({
    redis: { provider: 'cluster', resources: { memory: '3642Mi' } },
    qdrant: { provider: 'cluster' },
  });
  const template = (of: typeof more) => field(set('memorai-redis-shard-0', of), 'spec.template');
  expect(template(more)).toEqual(template(same));
  expect(namesOf(more, 'Job').filter((name) => name.includes('redis'))).not.toEqual(
    namesOf(same, 'Job').filter((name) => name.includes('redis')),
  );
});

test('a changed server file restarts the servers', () => {
  const evicting = containedPlatform({
    redis: { provider: 'cluster', topology: { mode: 'standalone' }, eviction: 'noeviction' },
  });
  const hash = (of: typeof evicting) =>
    field<Record<string, string>>(set('memorai-redis', of), 'spec.template.metadata.annotations')[
      'memorai.com/config-hash'
    ];
  expect(hash(evicting)).not.toBe(hash(platform));
});
