import type { Platform } from '../../platform/types';
import { above, always, anyOf, below, count, either, equals, type Instant, last, max, min } from '../promql';
import type { Alert, Look } from './alert';
import { stateOf, storeLogs } from './commands';
import { inCluster } from './places';

/** Nodes of the vector database that answer the scraper; a pod that is pending has no address, and is no target. */
export const qdrantAnswers: Instant = either(count(equals(last('up', { job: 'qdrant' }), 1)), always(0));

const areThere = (found: string, wanted: number): string =>
  `${found} of the ${wanted} nodes of the vector database are there`;

const answering = (nodes: number): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Array.from({ length: nodes }, (_, index) => [`up{job="qdrant",instance="memorai-qdrant-${index}"}`, '1x20']),
  );

/** Of a cluster, what each node knows: it counts those that are away. */
const known = ({ stores: { qdrant } }: Platform): Readonly<Record<string, string>> =>
  qdrant.nodes > 1 ? { 'cluster_peers_total{job="qdrant",instance="memorai-qdrant-0"}': `${qdrant.nodes}x20` } : {};

const look = (platform: Platform): readonly Look[] => {
  const command = storeLogs(platform, 'qdrant', '30m');
  return [
    { what: 'its nodes', command: stateOf(platform, 'qdrant') },
    ...(command === undefined ? [] : [{ what: 'what they say', command }]),
  ];
};

/** What goes wrong in the vector database. */
export const qdrantAlerts: readonly Alert[] = [
  {
    name: 'QdrantNodesMissing',
    severity: 'critical',
    for: '5m',
    summary: 'Nodes of the vector database are missing',
    description: ({ stores: { qdrant } }) => areThere('{{ $value }}', qdrant.nodes),
    source: 'E35, E108',
    applies: ({ stores: { qdrant } }) => qdrant.provider === 'cluster',
    // Nodes know each other from the consensus, which keeps those that are away: only one that never joined is missing there.
    expression: ({ stores: { qdrant } }) =>
      qdrant.nodes > 1
        ? anyOf([below(qdrantAnswers, qdrant.nodes), below(min(last('cluster_peers_total')), qdrant.nodes)])
        : below(qdrantAnswers, qdrant.nodes),
    // The last one is pending, and the others still know it.
    fires: (platform) => ({
      series: { ...answering(platform.stores.qdrant.nodes - 1), ...known(platform) },
      at: '10m',
      says: areThere(String(platform.stores.qdrant.nodes - 1), platform.stores.qdrant.nodes),
    }),
    quiet: (platform) => ({
      series: { ...answering(platform.stores.qdrant.nodes), ...known(platform) },
      at: '10m',
    }),
    explains: { QdrantConsensusStuck: [] },
    runbook: {
      means:
        'Shards have fewer copies than they should; one more lost node and searches fail. Of a single node: they fail now.',
      look,
      act: [
        'Bring the node back: its volume has its shards.',
        { where: inCluster, step: 'Pending: it waits for its volume, or for room on a node.' },
        'Never remove a peer while it may come back.',
        'Nodes that run and are ready: the scraper cannot reach them; see TargetDown.',
      ],
    },
  },
  {
    name: 'QdrantConsensusStuck',
    severity: 'warning',
    for: '15m',
    summary: 'A node of the vector database does not do what was agreed on',
    description: '{{ $value }} operations that were agreed on wait on {{ $labels.instance }}',
    source: 'E108',
    applies: ({ stores: { qdrant } }) => qdrant.provider === 'cluster' && qdrant.nodes > 1,
    expression: () => above(max(last('cluster_pending_operations_total'), ['instance']), 0),
    fires: () => ({
      series: { 'cluster_pending_operations_total{job="qdrant",instance="a"}': '3x40' },
      at: '30m',
      labels: { instance: 'a' },
      says: '3 operations that were agreed on wait on a',
    }),
    quiet: () => ({ series: { 'cluster_pending_operations_total{job="qdrant",instance="a"}': '3x5 0x40' }, at: '30m' }),
    runbook: {
      means:
        'Collections that were made or changed are not so on this node; reading goes on. Without a majority nothing is agreed on, and nothing waits here: that is QdrantNodesMissing.',
      look,
      act: [
        'Look at its log for the operation that it cannot do: most often a full volume (VolumeFull).',
        'Restart that one node: it takes up the agreed operations where it stopped.',
      ],
    },
  },
];
