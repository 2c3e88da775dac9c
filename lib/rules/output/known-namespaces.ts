import { settingAddresses } from '../../platform/setting-addresses';
import type { Platform } from '../../platform/types';
import type { OutputRule } from './types';
import { unresolved } from './unresolved';

/** Namespaces of others that the config, or what it chose, has pods or routes in. */
function namespacesOfOthers(platform: Platform): readonly (string | undefined)[] {
  const { cluster, ingress, services, aws, gitops, stores } = platform;
  const proxies = ingress?.proxies;
  return [
    'kube-system',
    // Where the manifest of CloudNativePG puts its operator.
    stores.postgres.provider === 'cluster' && stores.postgres.operator === 'cloudnative-pg' ? 'cnpg-system' : undefined,
    cluster?.monitoringNamespace,
    gitops.tool === 'none' ? undefined : gitops.tool === 'flux' ? gitops.namespace : gitops.application?.namespace,
    ...(proxies === undefined || proxies.kind === 'network' ? [] : [proxies.namespace]),
    ...(proxies?.kind === 'gatewayPods' ? [proxies.controlPlane?.namespace] : []),
    ...(ingress?.controller === 'gateway' ? [ingress.gateway.namespace] : []),
    ...Object.values(services).flatMap(({ network }) =>
      [...network.ingress, ...network.egress].map(({ namespace }) => namespace),
    ),
    ...Object.values(services)
      .flatMap((service) => settingAddresses(platform, service))
      .map(({ place }) => (place.kind === 'namespace' ? place.namespace : undefined)),
    ...(aws?.eks?.podIdentities ?? []).flatMap(({ namespace }) =>
      namespace === cluster?.namespace ? [] : [namespace],
    ),
  ];
}

export const knownNamespaces: OutputRule = {
  id: 'known-namespaces',
  severity: 'error',
  protects:
    'objects from a namespace that is not there, and policies and queries from letting nobody through in silence',
  source: 'Kubernetes, "Namespaces"',
  reads: ['cluster.namespace', 'cluster.monitoringNamespace', 'ingress.namespace'],
  wayOut: 'name the namespace of the environment, or one that the config says is there',
  check: (output, platform) => {
    if (!platform.targets.includes('kubernetes')) return [];
    const others = new Set(namespacesOfOthers(platform));
    return unresolved(output, {
      kind: 'namespace',
      word: 'namespace',
      missing: 'which nothing makes and the config does not name',
      path: 'cluster.namespace',
      // Whoever writes an object of their own may have it anywhere.
      isElsewhere: ({ name, source }) => source !== undefined || others.has(name),
    });
  },
};
