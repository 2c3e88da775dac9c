import type { PlatformConfig } from '../../lib/config/schema/index';
import { issues } from '../support/issues';

type Stores = NonNullable<PlatformConfig['stores']>;

const issuesOf = (stores: Stores): string[] =>
  issues({
    environment: 'production',
    version: '3.2.0',
    domain: 'memorai.com',
    cluster: { provider: 'generic' },
    stores,
  });

const claim = { existingClaim: 'there' };
const one = { nodes: 1, replicationFactor: 1 };

test.each<[string, Stores, string[]]>([
  [
    'each its own',
    { qdrant: { provider: 'cluster', ...one, volume: claim, snapshots: { existingClaim: 'other' } } },
    [],
  ],
  [
    'three nodes on one claim of snapshots',
    { qdrant: { provider: 'cluster', nodes: 3, snapshots: claim } },
    ['stores.qdrant.snapshots.existingClaim: one claim cannot serve 3 nodes; leave it out, or use one node'],
  ],
  [
    'data and snapshots in one folder',
    { qdrant: { provider: 'cluster', ...one, volume: claim, snapshots: claim } },
    [
      'stores.qdrant.snapshots.existingClaim: there is already the claim of stores.qdrant.volume; name another, or leave it out',
    ],
  ],
  [
    'two stores on one claim',
    {
      postgres: { provider: 'cluster', volume: claim },
      redis: { provider: 'cluster', topology: { mode: 'standalone' }, volume: claim },
    },
    [
      'stores.redis.volume.existingClaim: there is already the claim of stores.postgres.volume; name another, or leave it out',
    ],
  ],
  [
    'an operator that makes its own',
    { postgres: { provider: 'cluster', operator: 'cloudnative-pg', instances: 1, volume: claim } },
    [
      'stores.postgres.volume.existingClaim: cloudnative-pg makes the claims of its instances itself; leave it out, or use operator: none',
    ],
  ],
])('%s', (_, stores, expected) => {
  expect(issuesOf(stores)).toEqual(expected);
});
