import type { OutputRule } from './types';
import { unresolved } from './unresolved';

export const knownNodes: OutputRule = {
  id: 'known-nodes',
  severity: 'error',
  protects: 'pods from staying pending, because no pool has the nodes that they ask for',
  source: 'guide L355-387; E76',
  reads: ['cluster.nodePools', 'services.*.placement', 'services.*.scheduling'],
  wayOut: 'place the pods in a pool of the cluster',
  check: (output, { cluster, aws, services, migration, targets }) => {
    // Pools that are not made here have the labels that the config, or the provider, gives them.
    const isMade = targets.includes('aws') && aws?.eks?.kind === 'create';
    const pools = isMade ? [] : Object.values(cluster?.nodePools ?? {});
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
