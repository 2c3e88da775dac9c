import { resolvePlatform } from '../../lib';
import type { PlatformConfig } from '../../lib/config/schema/index';
import { extraResources } from '../../lib/platform/pod-requests';
import { issuesFrom } from '../support/issues';

const configOf = (config: Partial<PlatformConfig>): PlatformConfig => ({
  environment: 'production',
  version: '3.2.0',
  domain: 'memorai.com',
  ...config,
});

const issues = (config: Partial<PlatformConfig>): string[] => issuesFrom(() => resolvePlatform(configOf(config)));

describe('the namespace is for one environment alone', () => {
  const said = (namespace: string, owner: string, level = 'restricted') => [
    `cluster.namespace: ${namespace} is that of ${owner}: default-deny and ${level} would stop what runs there; use one for this environment alone`,
  ];

  test.each<[string, Partial<PlatformConfig>, string[]]>([
    ['of the system', { cluster: { namespace: 'kube-system' } }, said('kube-system', 'Kubernetes')],
    ['that every cluster has', { cluster: { namespace: 'default' } }, said('default', 'Kubernetes')],
    ['of the scraper', { cluster: { namespace: 'monitoring' } }, said('monitoring', 'cluster.monitoringNamespace')],
    [
      'of the scraper, where it is written',
      { cluster: { namespace: 'observability', monitoringNamespace: 'observability' } },
      said('observability', 'cluster.monitoringNamespace'),
    ],
    [
      'of the way in',
      { cluster: { namespace: 'edge' }, ingress: { controller: 'ingress-nginx', namespace: 'edge' } },
      said('edge', 'ingress.namespace'),
    ],
    [
      'of the tool that applies it',
      { cluster: { namespace: 'flux' }, gitops: { tool: 'flux', source: { name: 'deployments' }, namespace: 'flux' } },
      said('flux', 'gitops.namespace'),
    ],
    ['of a controller', { cluster: { namespace: 'cert-manager' } }, said('cert-manager', 'cert-manager')],
    ['of a class of gateways', { cluster: { namespace: 'istio-system' } }, said('istio-system', 'the class istio')],
    ['of its own', { cluster: { namespace: 'monitoring-memorai', monitoringNamespace: 'default' } }, []],
  ])('not that %s', (_, config, expected) => {
    expect(issues(config)).toEqual(expected);
  });
});

describe('what a pod may write to the disk of its node', () => {
  const cache = { kind: 'emptyDir', mountPath: '/cache', size: '10Gi' } as const;
  const limitOf = (api: NonNullable<PlatformConfig['services']>[string]) =>
    resolvePlatform(configOf({ services: { api } })).services.api?.resources.limits.ephemeralStorageMiB;

  test('has room for the folders of its volumes', () => {
    expect(limitOf({ volumes: { cache } })).toBe((limitOf({}) ?? 0) + 10_240);
  });

  test('does not count folders in memory', () => {
    expect(limitOf({ volumes: { cache: { ...cache, medium: 'Memory' } } })).toBe(limitOf({}));
  });

  test('cannot be less than what they may hold', () => {
    const api = (ephemeralStorage: string) => ({
      services: { api: { volumes: { cache }, resources: { limits: { ephemeralStorage } } } },
    });
    expect(issues(api('10Gi'))).toEqual([]);
    expect(issues(api('1Gi'))).toEqual([
      'services.api.resources.limits.ephemeralStorage: must hold what the volumes of kind emptyDir may (10240Mi), got 1024Mi: the pod would be evicted before they are full',
    ]);
  });

  test.each([
    [undefined, 64, 128],
    [{ requests: { ephemeralStorage: 512 } }, 512, 512],
    [{ limits: { ephemeralStorage: 32 } }, 32, 32],
  ])('of a container beside the service with %j is %i to %i Mi', (resources, request, limit) => {
    const { requests, limits } = extraResources({ resources });
    expect([requests.ephemeralStorageMiB, limits.ephemeralStorageMiB]).toEqual([request, limit]);
  });
});

test.each(['/', '/cache/', '/a/../b', '//a', '/a/./b'])('a volume at %s is refused', (mountPath) => {
  expect(issues({ services: { api: { volumes: { cache: { kind: 'emptyDir', mountPath, size: '1Gi' } } } } })).toEqual([
    `services.api.volumes.cache.mountPath: must be an absolute path below "/" of letters, digits, ".", "_" and "-", without "." and ".." as parts; got "${mountPath}"`,
  ]);
});
