import type { PlatformConfig } from '../../lib/config/schema/index';
import { find, genericPlatform, namesOf } from './platforms';

const withRedis = (cluster: PlatformConfig['cluster'], volume: object = {}) => {
  const { postgres, qdrant } = genericPlatform().stores;
  return genericPlatform({
    cluster: { version: '1.35', ...cluster },
    stores: {
      postgres: { provider: 'external', host: postgres.provider === 'external' ? postgres.host : '' },
      redis: { provider: 'cluster', topology: { mode: 'standalone' }, volume },
      qdrant: { host: qdrant.provider === 'external' ? qdrant.host : '' },
    },
  });
};

test('gp3, encrypted, in the zone of its pod, growing, kept', () => {
  const { metadata, ...rest } = find(withRedis({ provider: 'eks' }), 'StorageClass', 'gp3');
  expect(rest).toEqual({
    apiVersion: 'storage.k8s.io/v1',
    kind: 'StorageClass',
    provisioner: 'ebs.csi.aws.com',
    parameters: { type: 'gp3', encrypted: 'true' },
    volumeBindingMode: 'WaitForFirstConsumer',
    reclaimPolicy: 'Retain',
    allowVolumeExpansion: true,
  });
  expect(metadata.namespace).toBeUndefined();
});

test.each<[string, PlatformConfig['cluster'], object]>([
  ['where the class is named', { provider: 'eks', storageClass: 'gp3' }, {}],
  ['where the volume has another class', { provider: 'eks' }, { storageClass: 'io2' }],
  ['where the volume is there', { provider: 'eks' }, { existingClaim: 'redis-data' }],
  ['on AKS', { provider: 'aks' }, {}],
  ['on a generic cluster', { provider: 'generic' }, {}],
])('is not ours to make %s', (_, cluster, volume) => {
  expect(namesOf(withRedis(cluster, volume), 'StorageClass')).toEqual([]);
});

test('nor where no volume is of it', () => {
  expect(namesOf(genericPlatform({ cluster: { provider: 'eks', version: '1.35' } }), 'StorageClass')).toEqual([]);
});

test('made for a volume of snapshots too, where the data is of another class', () => {
  const { postgres, redis } = genericPlatform().stores;
  const platform = genericPlatform({
    cluster: { version: '1.35', provider: 'eks' },
    stores: {
      postgres: { provider: 'external', host: postgres.provider === 'external' ? postgres.host : '' },
      redis: { host: redis.provider === 'external' ? redis.host : '' },
      qdrant: { provider: 'cluster', volume: { storageClass: 'fast' } },
    },
  });
  expect(namesOf(platform, 'StorageClass')).toEqual(['gp3']);
});
