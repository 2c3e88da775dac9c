import type { Platform } from '../../platform/types';
import type { OutputRule } from './types';
import { unresolved } from './unresolved';

/** Namespaces of others that the config, or what it chose, has pods or routes in. */
function namespacesOfOthers({
  cluster,
  ingress,
  services,
  aws,
  gitops,
  stores,
}: Platform): readonly (string | undefined)[] {
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

export const knownNodes: OutputRule = {
  id: 'known-nodes',
  severity: 'error',
  protects: 'pods from staying pending, because no pool has the nodes that they ask for',
  source: 'guide L355-387; E76',
  reads: ['cluster.nodePools', 'services.*.placement', 'services.*.scheduling'],
  wayOut: 'place the pods in a pool of the cluster',
  check: (output, { cluster, aws, services, migration }) => {
    // Pools that are not ours to make have the labels that the config, or the provider, gives them.
    const pools = aws?.eks?.kind === 'create' ? [] : Object.values(cluster?.nodePools ?? {});
    const scheduled = [...Object.values(services), ...(migration === undefined ? [] : [migration])].map(
      ({ scheduling }) => scheduling,
    );
    const labels = [
      ...pools.map(({ label }) => `${label.key}=${label.value}`),
      ...scheduled.flatMap(({ nodeSelector }) => Object.entries(nodeSelector).map((pair) => pair.join('='))),
    ];
    const taints = [
      ...pools.map(({ taint }) => `${taint.key}=${taint.value}`),
      ...scheduled.flatMap(({ tolerations }) => tolerations.map(({ key, value }) => `${key}=${value}`)),
    ];
    const props = { missing: 'which no node pool has', path: 'cluster.nodePools' };
    return [
      ...unresolved(output, {
        kind: 'nodeLabel',
        word: 'nodes with label',
        ...props,
        isElsewhere: ({ name, source }) => source !== undefined || labels.includes(name),
      }),
      ...unresolved(output, {
        kind: 'nodeTaint',
        word: 'nodes with taint',
        ...props,
        isElsewhere: ({ name, source }) => source !== undefined || taints.includes(name),
      }),
    ];
  },
};
