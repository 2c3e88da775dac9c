import { ConfigError } from '../../lib';
import type { PlatformConfig } from '../../lib/config/schema/index';
import { kubernetesDocuments, placedArtifacts } from '../../lib/kubernetes/artifacts';
import { kubernetesObjects } from '../../lib/kubernetes/objects';
import type { Platform } from '../../lib/platform/types';
import { allObjects, genericPlatform, platformWith } from './platforms';
import { containedPlatform } from './stores/platforms';

/** Environments that between them make an object of every kind that is called like something. */
const platforms: Readonly<Record<string, (config: Partial<PlatformConfig>) => Platform>> = {
  'ingress-nginx': platformWith,
  alb: (config) =>
    platformWith({
      ...config,
      ingress: { controller: 'alb', tls: { certificateArn: 'arn:aws:acm:us-east-1:123456789012:certificate/0a1b' } },
    }),
  gateway: (config) => genericPlatform({ ...config, ingress: { controller: 'gateway' } }),
  stores: (config) =>
    containedPlatform({ redis: { provider: 'cluster', topology: { mode: 'cluster', shards: 3 } } }, config),
  operator: (config) => containedPlatform({ postgres: { provider: 'cluster', operator: 'cloudnative-pg' } }, config),
};

/** Every name that a service could take to be called like an object of ours, or like what stands before a suffix of one. */
const namesLike = (platform: Platform): string[] => {
  const parts = allObjects(platform).flatMap(({ metadata: { name } }) => {
    const words = name.replace(/^memorai-/, '').split('-');
    return words.map((_, index) => words.slice(0, index + 1).join('-'));
  });
  return [...new Set(parts)].filter((name) => /^[a-z][a-z0-9-]{0,28}[a-z0-9]$/.test(name)).sort();
};

const claim = { kind: 'claim', mountPath: '/data', size: '1Gi' } as const;

/** What is wrong with an environment that has a service of this name; undefined where nothing is. */
function problem(platformOf: (config: Partial<PlatformConfig>) => Platform, name: string): string | undefined {
  try {
    kubernetesDocuments(platformOf({ services: { [name]: { uses: [], expose: {}, volumes: { data: claim } } } }));
    return undefined;
  } catch (error) {
    // A config that is refused with the place to change is what a person wants.
    if (error instanceof ConfigError && error.issues.some(({ path }) => path === `services.${name}`)) return undefined;
    return `${name}: ${error}`;
  }
}

test.each(Object.entries(platforms))(
  'with %s, no name of a service makes an object of ours a second time',
  (_, platformOf) => {
    const plain = platformOf({});
    const names = namesLike(plain).filter((name) => !(name in plain.services));
    expect(names.length).toBeGreaterThan(20);
    expect(names.map((name) => problem(platformOf, name)).filter((found) => found !== undefined)).toEqual([]);
  },
);

test.each(['gateway', 'redirect'])('%s is taken', (name) => {
  expect(() => platformWith({ services: { [name]: { uses: [] } } })).toThrow(
    `services.${name}  "${name}" already means something else here; choose another name`,
  );
});

test('two services make no claim together', () => {
  expect(() =>
    platformWith({
      services: { api: { volumes: { 'x-data': claim } }, 'api-x': { uses: [], volumes: { data: claim } } },
    }),
  ).toThrow(
    'services.api-x.volumes.data  its claim memorai-api-x-data is already made by services.api.volumes.x-data; use another name for one of them',
  );
});

test('what is one object to the server is no two files', () => {
  const [placed] = kubernetesObjects(platformWith());
  if (placed === undefined) throw new Error('there is no object');
  expect(() => placedArtifacts(platformWith(), [placed, { ...placed, component: '80-extra' }])).toThrow(
    `two objects are ${placed.object.kind} ${placed.object.metadata.name}, in ${placed.component} and in 80-extra`,
  );
});
