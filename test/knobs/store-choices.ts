import type { KnobCase, Sight } from './table';

type Path = readonly [path: string, value: unknown];

const set = (name: string, ...paths: readonly Path[]): Sight[] =>
  paths.map(([path, value]) => [`StatefulSet/${name}`, `spec.${path}`, value]);

/** The claim that a set makes, as the API wants it. */
const claim = (accessMode: string, storageClassName: string, storage: string) => ({
  accessModes: [accessMode],
  storageClassName,
  volumeMode: 'Filesystem',
  resources: { requests: { storage } },
});
const retention = (policy: string) => ({ whenDeleted: policy, whenScaled: policy });
const container = (name: string, path: string) => `template.spec.containers.${name}.${path}`;
const volume = (name: string) => `template.spec.volumes.${name}.persistentVolumeClaim`;

/** A store's address, in the policy of a service that no other store's choice looks at. */
const egress = (cidr: string, port: number, name: string): Sight => [
  `NetworkPolicy/${name}`,
  'spec.egress',
  expect.arrayContaining([{ to: [{ ipBlock: { cidr } }], ports: [{ protocol: 'TCP', port }] }]),
];

/** Who runs a store, in how many servers, and on which volumes. Each store's choices are in the environment's `stores`. */
export const storeCases: Readonly<Record<string, KnobCase>> = {
  postgres: {
    unset: [
      ['StatefulSet/memorai-postgres', '', undefined],
      ['Cluster/memorai-postgres', '', undefined],
    ],
    options: {
      external: {
        environment: {
          stores: {
            postgres: { provider: 'external', host: 'postgres.internal.memorai.com', port: 6432, cidr: '10.50.0.0/24' },
          },
        },
        sees: [egress('10.50.0.0/24', 6432, 'memorai-reports')],
      },
      single: {
        environment: {
          stores: {
            postgres: {
              provider: 'cluster',
              resources: { cpu: '1500m', memory: '4Gi' },
              volume: { size: '30Gi', storageClass: 'fast', accessMode: 'ReadWriteOncePod', retain: false },
            },
          },
        },
        sees: set(
          'memorai-postgres',
          ['replicas', 1],
          ['volumeClaimTemplates.0.spec', claim('ReadWriteOncePod', 'fast', '30Gi')],
          ['persistentVolumeClaimRetentionPolicy', retention('Delete')],
          [container('memorai-postgres', 'resources.requests.cpu'), '1500m'],
          [container('memorai-postgres', 'resources.limits.memory'), '4Gi'],
        ),
      },
      there: {
        environment: {
          stores: {
            postgres: {
              provider: 'cluster',
              resources: { cpu: '1500m', memory: '4Gi' },
              volume: { existingClaim: 'team-postgres' },
            },
          },
        },
        sees: set(
          'memorai-postgres',
          ['volumeClaimTemplates', []],
          [volume('data'), { claimName: 'team-postgres' }],
          ['persistentVolumeClaimRetentionPolicy', retention('Retain')],
        ),
      },
      operator: {
        environment: {
          stores: {
            postgres: {
              provider: 'cluster',
              operator: 'cloudnative-pg',
              instances: 2,
              resources: { cpu: '1500m', memory: '4Gi' },
              volume: { size: '30Gi', storageClass: 'fast' },
            },
          },
        },
        sees: [
          ['Cluster/memorai-postgres', 'spec.instances', 2],
          ['Cluster/memorai-postgres', 'spec.storage', { size: '30Gi', storageClass: 'fast' }],
          ['Cluster/memorai-postgres', 'spec.resources.requests', { cpu: '1500m', memory: '4Gi' }],
          ['StatefulSet/memorai-postgres', '', undefined],
        ],
      },
    },
    wrong: {
      environment: { stores: { postgres: { provider: 'cluster', instances: 3 } } },
      says: 'stores.postgres.instances: must be 1 without an operator, got 3: nothing would replicate or fail over; use operator: cloudnative-pg',
    },
  },
  redis: {
    // Somebody else's, as in the base.
    unset: [['StatefulSet/memorai-redis', '', undefined], egress('10.50.1.0/24', 6380, 'memorai-api')],
    options: {
      elasticache: {
        environment: { stores: { redis: { provider: 'elasticache' } } },
        sees: [egress('10.0.0.0/16', 6379, 'memorai-api')],
      },
      standalone: {
        environment: {
          stores: {
            redis: {
              provider: 'cluster',
              topology: { mode: 'standalone' },
              eviction: 'volatile-ttl',
              resources: { cpu: '300m', memory: '1Gi' },
              volume: { size: '6Gi', storageClass: 'fast', accessMode: 'ReadWriteOncePod', retain: false },
            },
          },
        },
        sees: [
          ...set(
            'memorai-redis',
            ['volumeClaimTemplates.0.spec', claim('ReadWriteOncePod', 'fast', '6Gi')],
            ['persistentVolumeClaimRetentionPolicy', retention('Delete')],
            [container('memorai-redis', 'resources.requests.cpu'), '300m'],
            [container('memorai-redis', 'resources.limits.memory'), '1Gi'],
          ),
          [
            'ConfigMap/memorai-redis-config',
            'data',
            expect.objectContaining({
              'redis.conf': expect.stringMatching(/maxmemory 768mb\nmaxmemory-policy volatile-ttl\n/),
            }),
          ],
        ],
      },
      there: {
        environment: {
          stores: {
            redis: { provider: 'cluster', topology: { mode: 'standalone' }, volume: { existingClaim: 'team-redis' } },
          },
        },
        sees: set('memorai-redis', ['volumeClaimTemplates', []], [volume('data'), { claimName: 'team-redis' }]),
      },
      cluster: {
        environment: {
          stores: {
            redis: {
              provider: 'cluster',
              topology: { mode: 'cluster', shards: 4, replicasPerShard: 2 },
              volume: { size: '5Gi' },
            },
          },
        },
        sees: [
          ...set(
            'memorai-redis-shard-3',
            ['replicas', 3],
            ['volumeClaimTemplates.0.spec.resources.requests.storage', '5Gi'],
            ['persistentVolumeClaimRetentionPolicy', retention('Retain')],
          ),
          ['StatefulSet/memorai-redis-shard-4', '', undefined],
          ['StatefulSet/memorai-redis', '', undefined],
        ],
      },
    },
    wrong: {
      environment: {
        stores: {
          redis: { provider: 'cluster', topology: { mode: 'cluster' }, volume: { existingClaim: 'team-redis' } },
        },
      },
      says: 'stores.redis.volume.existingClaim: one claim cannot serve 6 nodes; leave it out, or use one node',
    },
  },
  qdrant: {
    unset: [['StatefulSet/memorai-qdrant', '', undefined], egress('10.50.2.0/24', 443, 'memorai-mcp')],
    options: {
      nodes: {
        environment: {
          stores: {
            qdrant: {
              provider: 'cluster',
              nodes: 3,
              resources: { cpu: '600m', memory: '2Gi' },
              volume: { size: '20Gi', storageClass: 'fast', accessMode: 'ReadWriteOncePod', retain: false },
              snapshots: { size: '40Gi', storageClass: 'slow' },
            },
          },
        },
        sees: set(
          'memorai-qdrant',
          ['replicas', 3],
          ['volumeClaimTemplates.0.spec', claim('ReadWriteOncePod', 'fast', '20Gi')],
          ['volumeClaimTemplates.1.spec', claim('ReadWriteOnce', 'slow', '40Gi')],
          ['persistentVolumeClaimRetentionPolicy', retention('Delete')],
          [container('memorai-qdrant', 'resources.requests.cpu'), '600m'],
          [container('memorai-qdrant', 'resources.limits.memory'), '2Gi'],
        ),
      },
      there: {
        environment: {
          stores: {
            qdrant: {
              provider: 'cluster',
              nodes: 1,
              replicationFactor: 1,
              resources: { cpu: 2, memory: '8Gi' },
              volume: { existingClaim: 'team-qdrant' },
              snapshots: { existingClaim: 'team-snapshots' },
            },
          },
        },
        sees: set(
          'memorai-qdrant',
          ['replicas', 1],
          ['volumeClaimTemplates', []],
          [volume('storage'), { claimName: 'team-qdrant' }],
          [volume('snapshots'), { claimName: 'team-snapshots' }],
        ),
      },
    },
    wrong: {
      environment: { stores: { qdrant: { provider: 'cluster', nodes: 3, volume: { existingClaim: 'team-qdrant' } } } },
      says: 'stores.qdrant.volume.existingClaim: one claim cannot serve 3 nodes; leave it out, or use one node',
    },
  },
};
