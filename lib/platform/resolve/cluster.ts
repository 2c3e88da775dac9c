import { lookup } from '../../config/lookup';
import { nearest } from '../../config/nearest';
import { defaultNodePools, machineForms, machineTypes } from '../machine-types';
import { poolKey, poolNames } from '../node-pool-names';
import { defaultKubernetes } from '../support';
import type { Cluster, NodePool } from '../types';
import { byDefault, type Context, derivedFrom } from './context';
import { resolveIdentity } from './identity';
import { checkNamespace } from './namespace';
import { resolveStorageClass } from './storage-class';

/** Cluster and node pools; undefined when serverless or in Compose. */
export function resolveCluster(context: Context): Cluster | undefined {
  const { config } = context;
  const written = config.cluster;
  if (config.deployment === 'serverless' || config.deployment === 'compose') {
    if (written !== undefined) {
      context.fail('cluster', 'conflict', `has no meaning when deployment is ${config.deployment}; remove it`);
    }
    return undefined;
  }
  const provider = context.pick(
    'cluster.provider',
    written?.provider,
    config.aws === undefined ? 'generic' : 'eks',
    derivedFrom(config.aws === undefined ? 'no aws section' : 'the aws section'),
  );
  const namespace = context.pick(
    'cluster.namespace',
    written?.namespace,
    `memorai-${config.environment}`,
    derivedFrom('environment (guide L357)'),
  );
  const monitoringNamespace = context.pick(
    'cluster.monitoringNamespace',
    written?.monitoringNamespace,
    'monitoring',
    byDefault('convention of kube-prometheus'),
  );
  checkNamespace(context, namespace, monitoringNamespace);
  return {
    provider,
    version: context.pick('cluster.version', written?.version, defaultKubernetes, byDefault('lib/platform/support.ts')),
    namespace,
    nodePools: resolveNodePools(context, provider),
    podSecurity: context.keep('cluster.podSecurity', written?.podSecurity.level ?? 'restricted'),
    networkPolicies: context.keep('cluster.networkPolicies.enabled', written?.networkPolicies.enabled ?? true),
    identity: resolveIdentity(context, provider),
    ...resolveStorageClass(context, provider),
    monitoringNamespace,
  };
}

function resolveNodePools(context: Context, provider: Cluster['provider']): Record<string, NodePool> {
  const written = context.config.cluster?.nodePools ?? {};
  const defaults = provider === 'generic' ? {} : defaultNodePools;
  const known = machineTypes(provider);
  const pools: Record<string, NodePool> = {};
  for (const name of [...new Set([...Object.keys(defaults), ...Object.keys(written)])].sort()) {
    const row = lookup(written, name);
    if (row?.enabled === false) continue;
    const base = lookup(defaults, name);
    const path = `cluster.nodePools.${name}`;
    const origin = byDefault(base?.source ?? 'default of a pool without a row');
    const instanceType = row?.instanceType ?? (provider === 'generic' ? undefined : base?.instanceType[provider]);
    const capacity = row?.capacity
      ? { cpuMillis: row.capacity.cpu, memoryMiB: row.capacity.memory }
      : lookup(known, instanceType ?? '');
    if (instanceType === undefined && provider !== 'generic') {
      context.fail(`${path}.instanceType`, 'missing', `is required: a machine type of ${provider}`);
      continue;
    }
    if (instanceType !== undefined && provider !== 'generic' && !machineForms[provider].form.test(instanceType)) {
      context.fail(
        `${path}.instanceType`,
        'value',
        `must be a machine type of ${provider}, such as ${machineForms[provider].example}, got "${instanceType}"`,
      );
      continue;
    }
    if (capacity === undefined) {
      const hint = nearest(instanceType ?? '', Object.keys(known));
      context.fail(
        row?.instanceType === undefined ? path : `${path}.instanceType`,
        'value',
        `${instanceType === undefined ? 'the size of a node' : `"${instanceType}"`} is not known for ${provider}; give its capacity: { cpu, memory }${hint}`,
      );
      continue;
    }
    const minNodes = context.pick(`${path}.minNodes`, row?.minNodes, base?.minNodes ?? 1, origin);
    const maxNodes = context.pick(`${path}.maxNodes`, row?.maxNodes, base?.maxNodes ?? Math.max(3, minNodes), origin);
    if (minNodes > maxNodes) {
      context.fail(`${path}.minNodes`, 'conflict', `must be at most maxNodes (${maxNodes}), got ${minNodes}`);
    }
    pools[name] = {
      name,
      instanceType: context.pick(`${path}.instanceType`, row?.instanceType, instanceType ?? 'custom', origin),
      minNodes,
      maxNodes,
      autoScaling: context.pick(
        `${path}.autoScaling`,
        row?.autoScaling,
        base?.autoScaling ?? minNodes !== maxNodes,
        origin,
      ),
      capacity,
      label: { key: poolNames[provider].label, value: resolvePoolName(context, provider, name, pools) },
      taint: { key: poolKey, value: name },
      tainted: context.pick(`${path}.tainted`, row?.tainted, base?.tainted ?? false, origin),
    };
  }
  return pools;
}

/** The name that a pool has with the provider: bound in length, and different from that of every other pool. */
function resolvePoolName(
  context: Context,
  provider: Cluster['provider'],
  name: string,
  others: Readonly<Record<string, NodePool>>,
): string {
  const { nameOf, longest } = poolNames[provider];
  const path = `cluster.nodePools.${name}`;
  const value = nameOf(name);
  if (value.length > longest) {
    context.fail(
      path,
      'value',
      `is "${value}" on ${provider}, which has ${value.length} characters, at most ${longest} are allowed; give the pool a shorter name`,
    );
  }
  const twin = Object.values(others).find(({ label }) => label.value === value);
  if (twin !== undefined) {
    context.fail(path, 'conflict', `is "${value}" on ${provider}, as ${twin.name} is; give one of them another name`);
  }
  return value;
}
