import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadPlatform, resolvePlatform } from '../../lib';
import type { PlatformConfig } from '../../lib/config/schema/index';
import type { Service } from '../../lib/platform/types';
import { issuesFrom } from '../support/issues';
import { scratchFolder } from '../support/scratch';

type Written = NonNullable<PlatformConfig['services']>[string];

const configOf = (serviceDefaults: object, api: object): PlatformConfig => ({
  environment: 'production',
  version: '3.2.0',
  domain: 'memorai.com',
  cluster: { provider: 'generic' },
  serviceDefaults,
  // A null is in no type: it is what a file says.
  services: { api: api as Written },
});

function apiOf(serviceDefaults: object, api: object): Service {
  const service = resolvePlatform(configOf(serviceDefaults, api)).services.api;
  if (service === undefined) throw new Error('there is no api');
  return service;
}

const issues = (serviceDefaults: object, api: object): string[] => issuesFrom(() => apiOf(serviceDefaults, api));

const claim = { kind: 'claim', mountPath: '/q', size: '1Gi' };
const far = { requiredDuringSchedulingIgnoredDuringExecution: [{ topologyKey: 'a', labelSelector: {} }] };

describe('a service takes back with null', () => {
  test.each<[string, object, object, (service: Service) => unknown, unknown]>([
    ['a volume', { volumes: { q: claim } }, { volumes: { q: null } }, ({ volumes }) => volumes, {}],
    ['all volumes', { volumes: { q: claim } }, { volumes: null }, ({ volumes }) => volumes, {}],
    [
      'one kind of affinity',
      { scheduling: { affinity: { podAntiAffinity: far, podAffinity: far } } },
      { scheduling: { affinity: { podAntiAffinity: null } } },
      ({ scheduling }) => Object.keys(scheduling.affinity ?? {}),
      ['podAffinity'],
    ],
    [
      'a label',
      { pod: { labels: { team: 'all', cost: 'platform' } } },
      { pod: { labels: { team: null } } },
      ({ pod }) => pod.labels,
      { cost: 'platform' },
    ],
    [
      'a field that has a default',
      { rollout: { maxSurge: 3 } },
      { rollout: { maxSurge: null } },
      ({ rollout }) => rollout.maxSurge,
      1,
    ],
    [
      'a field that has no place beside another',
      { rollout: { maxSurge: 3 } },
      { rollout: { strategy: 'Recreate', maxSurge: null } },
      ({ rollout }) => rollout.strategy,
      'Recreate',
    ],
    [
      'a variable of its own',
      { env: { FEATURE_X: '1', FEATURE_Y: '1' } },
      { env: { FEATURE_X: null } },
      ({ settings }) => settings.map(({ name }) => name).filter((name) => name.startsWith('FEATURE')),
      ['FEATURE_Y'],
    ],
  ])('%s', (_, defaults, api, seen, expected) => {
    expect(seen(apiOf(defaults, api))).toEqual(expected);
  });

  test.each([{}, { env: { ENABLE_ANALYTICS: false } }])(
    'and a setting of the registry, which then is in no ConfigMap that it reads: %j',
    (defaults) => {
      const platform = resolvePlatform(configOf(defaults, { env: { ENABLE_ANALYTICS: null } }));
      const { api, worker } = platform.services;
      expect(api?.settings.map(({ name }) => name)).not.toContain('ENABLE_ANALYTICS');
      expect(worker?.settings.map(({ name }) => name)).toContain('ENABLE_ANALYTICS');
      expect(Object.keys(platform.sharedSettings)).not.toContain('ENABLE_ANALYTICS');
    },
  );

  test.each([
    [
      'of what nobody says',
      {},
      { volumes: { q: null } },
      ['services.api.volumes.q: must be a map, got nothing; remove it or give it a value'],
    ],
    [
      'of a variable that nobody gives',
      { env: { FEATURE_Y: '1' } },
      { env: { FEATURE_X: null } },
      [
        'services.api.env.FEATURE_X: nothing to take back: FEATURE_X is no setting of the registry, nor of serviceDefaults',
      ],
    ],
  ])('but nothing %s', (_, defaults, api, expected) => {
    expect(issues(defaults, api)).toEqual(expected);
  });

  test('a key with nothing after it is none', () => {
    const file = join(scratchFolder('service-defaults'), 'production.yaml');
    const text = (value: string) =>
      `environment: production\nversion: 3.2.0\ndomain: memorai.com\nserviceDefaults: { rollout: { maxSurge: 3 } }\nservices:\n  api:\n    rollout:${value}\n`;
    writeFileSync(file, text(' null'));
    expect(loadPlatform(file).services.api?.rollout.maxSurge).toBe(1);
    writeFileSync(file, text(''));
    expect(() => loadPlatform(file)).toThrow(
      'services.api.rollout  must be a map, got nothing; remove it or give it a value',
    );
  });
});

describe('what a service says of another kind replaces', () => {
  test.each<[string, object, object, (service: Service) => unknown, unknown]>([
    [
      'a budget by what stays',
      { disruptionBudget: { maxUnavailable: 2 } },
      { disruptionBudget: { minAvailable: 1 } },
      ({ disruptionBudget }) => [disruptionBudget.minAvailable, disruptionBudget.maxUnavailable],
      [1, undefined],
    ],
    [
      'a budget by what goes',
      { disruptionBudget: { minAvailable: 2 } },
      { disruptionBudget: { maxUnavailable: 1 } },
      ({ disruptionBudget }) => [disruptionBudget.minAvailable, disruptionBudget.maxUnavailable],
      [undefined, 1],
    ],
    [
      'no autoscaling',
      { autoscaling: { behavior: { scaleDown: { select: 'Disabled' } } } },
      { autoscaling: { kind: 'none' } },
      ({ autoscaling }) => autoscaling,
      undefined,
    ],
    [
      'a volume',
      { volumes: { q: claim } },
      { volumes: { q: { kind: 'emptyDir', mountPath: '/q', size: '2Gi' } } },
      ({ volumes }) => volumes.q,
      { kind: 'emptyDir', mountPath: '/q', size: 2048, medium: 'Disk' },
    ],
    [
      'a source of a variable',
      { env: { TOKEN: { configKey: { name: 'all', key: 'token' } } } },
      { env: { TOKEN: { secretKey: { name: 'own', key: 'token' } } } },
      ({ settings }) => settings.find(({ name }) => name === 'TOKEN')?.source,
      { from: 'secretKey', name: 'own', key: 'token' },
    ],
  ])('%s', (_, defaults, api, seen, expected) => {
    expect(seen(apiOf(defaults, api))).toEqual(expected);
  });

  test('of the same kind they merge', () => {
    const merged = apiOf({ autoscaling: { kind: 'hpa', cpu: 60 } }, { autoscaling: { kind: 'hpa', memory: 90 } });
    expect(merged.autoscaling).toMatchObject({ cpuPercent: 60, memoryPercent: 90 });
  });
});

test('containers that run before a service are said once for all', () => {
  expect(apiOf({ initContainers: [{ name: 'wait', command: ['wait'] }] }, {}).initContainers).toHaveLength(1);
});

test('what the two together make wrong is said of every service, with the way out', () => {
  const config = configOf({ scheduling: { tolerations: [{ operator: 'Equal' }] } }, {});
  expect(() => resolvePlatform(config)).toThrow('serviceDefaults.scheduling.tolerations[0].operator');
  const said = issues(
    { resources: {}, security: { readOnlyRootFilesystem: { enabled: false, reason: 'it writes beside itself' } } },
    { security: { readOnlyRootFilesystem: { reason: null } } },
  );
  expect(said).toEqual([
    'services.api.security.readOnlyRootFilesystem: together with serviceDefaults: enabled: false needs a reason beside it; null takes back what those say',
  ]);
});
