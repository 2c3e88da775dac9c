import type { PlatformConfig } from '../../lib/config/schema/index';
import { auroraMemoryMiB } from '../../lib/platform/aurora-instance-types';
import { machineForms, machineTypes } from '../../lib/platform/machine-types';
import { issues } from '../support/issues';

const providers = ['eks', 'aks', 'gke'] as const;
const base = { environment: 'production', version: '3.2.0', domain: 'memorai.com' };

const ofType = (provider: 'eks' | 'aks' | 'gke' | 'generic', instanceType: string, isKnown: boolean) =>
  issues({
    ...base,
    cluster: {
      provider,
      nodePools: { application: { instanceType, ...(isKnown ? {} : { capacity: { cpu: 4, memory: '16Gi' } }) } },
    },
  });

describe('a machine type', () => {
  test.each(providers)('that is known of %s has the form of its provider, and of no other', (provider) => {
    for (const name of Object.keys(machineTypes(provider))) {
      expect(providers.filter((one) => machineForms[one].form.test(name))).toEqual([provider]);
    }
  });

  test.each([
    ['eks', 'u-6tb1.metal'],
    ['eks', 'x2iedn.32xlarge'],
    ['aks', 'Standard_NC24ads_A100_v4'],
    ['gke', 'n2-custom-8-32768'],
    ['gke', 'a2-highgpu-1g'],
    ['generic', 'whatever'],
  ] as const)('that %s has and the library does not know: %s with its capacity', (provider, name) => {
    expect(ofType(provider, name, false)).toEqual([]);
  });

  test.each([
    ['aks', 'm5.xlarge', 'Standard_D4s_v5'],
    ['gke', 'Standard_D4s_v5', 'n2-standard-4'],
    ['eks', 'n2-standard-4', 'm5.xlarge'],
  ] as const)('of another provider is none of %s: %s, with its capacity or without', (provider, name, example) => {
    for (const isKnown of [true, false]) {
      expect(ofType(provider, name, isKnown)).toEqual([
        `cluster.nodePools.application.instanceType: must be a machine type of ${provider}, such as ${example}, got "${name}"`,
      ]);
    }
  });
});

const proxy = { name: 'proxy', image: 'team/proxy:1.0.0', ports: [9901] };

test.each<[string, NonNullable<PlatformConfig['services']>[string], string[]]>([
  ['each its own', { sidecars: [proxy, { ...proxy, name: 'logs', ports: [9902, 9903] }] }, []],
  [
    'that of the service',
    { port: 3100, sidecars: [{ ...proxy, ports: [9901, 3100] }] },
    [
      'services.api.sidecars[0].ports[1]: 3100 is already the port of the service itself: containers of a pod share its ports; choose another',
    ],
  ],
  [
    'that of another sidecar',
    { sidecars: [proxy, { ...proxy, name: 'logs' }] },
    [
      'services.api.sidecars[1].ports[0]: 9901 is already the port of sidecar proxy: containers of a pod share its ports; choose another',
    ],
  ],
])('ports of sidecars: %s', (_, api, expected) => {
  expect(issues({ ...base, cluster: { provider: 'generic' }, services: { api } })).toEqual(expected);
});

/** AWS, 'Hardware specifications for DB instance classes'. */
test.each([
  ['t4g.medium', 4],
  ['t3.large', 8],
  ['r8g.large', 16],
  ['r7g.xlarge', 32],
  ['r8g.48xlarge', 1536],
  ['x2g.16xlarge', 1024],
  ['m5.large', undefined],
])('%s has %s GiB for Aurora', (instanceType, gib) => {
  expect(auroraMemoryMiB(instanceType)).toBe(gib === undefined ? undefined : gib * 1024);
});
