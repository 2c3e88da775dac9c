import type { PlatformConfig } from '../../lib/config/schema/index';
import { resolvePlatform } from '../../lib/platform/index';
import { volumeChanges } from '../../lib/rules/volume-changes';
import { synthesize } from '../../lib/synthesize';

type Stores = NonNullable<PlatformConfig['stores']>;

const platform = (qdrant: object, stores: Stores = {}) =>
  resolvePlatform({
    environment: 'staging',
    version: '3.2.0',
    domain: 'memorai.com',
    stores: { qdrant: { provider: 'cluster', nodes: 1, replicationFactor: 1, ...qdrant }, ...stores },
  });

/** What a step from one config to another says, as the command line would print it. */
const step = (before: ReturnType<typeof platform>, after: ReturnType<typeof platform>): string[] =>
  volumeChanges(after, synthesize(before), synthesize(after)).map(
    ({ severity, path, message }) => `${severity} ${path}: ${message}`,
  );

const tenGi = platform({ volume: { size: '10Gi', storageClass: 'fast' } });
const wayOut =
  'which the server refuses; put the old value back, or copy the data to a new volume and name it as existingClaim';
const bySteps =
  'and the server changes no template of a StatefulSet; before the apply: docs/first-deployment.md, "A volume of another size"';

test.each<[string, object, string[]]>([
  ['nothing', { volume: { size: '10Gi', storageClass: 'fast' } }, []],
  ['the size in other words', { volume: { size: '10240Mi', storageClass: 'fast' } }, []],
  [
    'a size one mebibyte smaller',
    { volume: { size: '10239Mi', storageClass: 'fast' } },
    [
      `error stores.qdrant.volume.size: StatefulSet memorai-qdrant: volume storage would shrink from 10Gi to 10239Mi, ${wayOut}`,
    ],
  ],
  [
    'a larger size',
    { volume: { size: '11Gi', storageClass: 'fast' } },
    [`warning stores.qdrant.volume: StatefulSet memorai-qdrant: volume storage grows from 10Gi to 11Gi, ${bySteps}`],
  ],
  [
    'another class',
    { volume: { size: '10Gi', storageClass: 'slow' } },
    [
      `error stores.qdrant.volume.storageClass: StatefulSet memorai-qdrant: volume storage would move from class fast to class slow, ${wayOut}`,
    ],
  ],
  [
    'no class any more',
    { volume: { size: '10Gi' } },
    [
      `error stores.qdrant.volume.storageClass: StatefulSet memorai-qdrant: volume storage would move from class fast to the cluster's default class, ${wayOut}`,
    ],
  ],
  [
    'another mode, and a smaller volume of the snapshots',
    {
      volume: { size: '10Gi', storageClass: 'fast', accessMode: 'ReadWriteOncePod' },
      snapshots: { size: '1Gi' },
    },
    [
      `error stores.qdrant.volume.accessMode: StatefulSet memorai-qdrant: volume storage would change from ReadWriteOnce to ReadWriteOncePod, ${wayOut}`,
      `error stores.qdrant.snapshots.size: StatefulSet memorai-qdrant: volume snapshots would shrink from 200Gi to 1Gi, ${wayOut}`,
    ],
  ],
  [
    'a claim that is there instead',
    { volume: { existingClaim: 'old-qdrant' } },
    [`warning stores.qdrant.volume: StatefulSet memorai-qdrant: volume storage goes, ${bySteps}`],
  ],
])('%s', (_, after, finds) => {
  expect(step(tenGi, platform(after))).toEqual(finds);
});

test('a claim that the set shall make itself again', () => {
  expect(step(platform({ volume: { existingClaim: 'old-qdrant' } }), tenGi)).toEqual([
    `warning stores.qdrant.volume: StatefulSet memorai-qdrant: volume storage is new, ${bySteps}`,
  ]);
});

test('a store that is no longer in the cluster says nothing: its volumes stay', () => {
  const elsewhere = platform({}, { qdrant: { host: 'qdrant.internal' } });
  expect(step(tenGi, elsewhere)).toEqual([]);
  expect(step(elsewhere, tenGi)).toEqual([]);
});

test("the volume of an operator's PostgreSQL may grow, and not shrink", () => {
  const operated = (size: string) =>
    platform({}, { postgres: { provider: 'cluster', operator: 'cloudnative-pg', volume: { size } } });
  expect(step(operated('10Gi'), operated('20Gi'))).toEqual([]);
  expect(step(operated('20Gi'), operated('10Gi'))).toEqual([
    `error stores.postgres.volume.size: Cluster memorai-postgres: volume data would shrink from 20Gi to 10Gi, ${wayOut}`,
  ]);
});

test("the claim of a service's own volume may grow, and not shrink", () => {
  const service = (size: string) =>
    resolvePlatform({
      environment: 'staging',
      version: '3.2.0',
      domain: 'memorai.com',
      services: {
        worker: { replicas: { min: 1, max: 1 }, volumes: { models: { kind: 'claim', mountPath: '/models', size } } },
      },
    });
  expect(step(service('10Gi'), service('20Gi'))).toEqual([]);
  expect(step(service('20Gi'), service('10Gi'))).toEqual([
    `error services.worker.volumes.models.size: PersistentVolumeClaim memorai-worker-models: volume models would shrink from 20Gi to 10Gi, ${wayOut}`,
  ]);
});

test("a set of a team's own is told where it stands", () => {
  const own = (storage: string) => {
    const labels = { app: 'search' };
    const claim = {
      metadata: { name: 'data' },
      spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage } } },
    };
    const template = { metadata: { labels }, spec: { containers: [{ name: 'search', image: 'team/search:1.0.0' }] } };
    return resolvePlatform({
      environment: 'staging',
      version: '3.2.0',
      domain: 'memorai.com',
      extraObjects: [
        {
          apiVersion: 'apps/v1',
          kind: 'StatefulSet',
          metadata: { name: 'search' },
          spec: { serviceName: 'search', selector: { matchLabels: labels }, template, volumeClaimTemplates: [claim] },
        },
      ],
    });
  };
  expect(step(own('2Gi'), own('1Gi'))).toEqual([
    `error extraObjects[0]: StatefulSet search: volume data would shrink from 2Gi to 1Gi, ${wayOut}`,
  ]);
});
