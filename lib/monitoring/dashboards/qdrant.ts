import type { Platform } from '../../platform/types';
import { objectivesOf, percentage } from '../alerts/objectives';
import { qdrantAnswers } from '../alerts/qdrant';
import { divide, histogram, last, max, min, over, panelWindow, quantile, rate, sum } from '../promql';
import type { DashboardSource, Panel, Row } from './dashboard';

const MEBIBYTE = 1024 ** 2;

/** Searches, memory, and whether the nodes agree. */
export const qdrant: DashboardSource = {
  name: 'qdrant',
  applies: () => true,
  render: (platform) => ({
    title: 'Qdrant',
    description: 'Requests, memory and nodes of the vector database',
    rows: [now(platform), requests(platform), ...inside(platform)],
  }),
};

const stat = { kind: 'stat', width: 8 } as const;
const graph = { kind: 'graph', width: 12 } as const;

/** Whether its nodes have to agree: one alone exports nothing of a cluster. */
const isCluster = ({ stores: { qdrant } }: Platform): boolean => qdrant.nodes > 1;

const now = (platform: Platform): Row => ({
  title: 'Now',
  panels: [
    {
      ...stat,
      title: 'Vector database answers',
      description: 'Whether every node answers the scraper.',
      unit: 'bool_yes_no',
      queries: [{ expression: min(last('up', { job: 'qdrant' })), legend: 'answers' }],
      limits: [{ value: 1 }],
      good: 'above',
      alerts: ['QdrantNodesMissing'],
    },
    {
      ...stat,
      title: 'Collections',
      description: 'Collections that a node knows.',
      unit: 'short',
      queries: [{ expression: max(last('collections_total')), legend: 'collections' }],
    },
    isCluster(platform)
      ? {
          ...stat,
          title: 'Nodes',
          description: `Nodes that answer the scraper, of ${platform.stores.qdrant.nodes}; of somebody else's those that a node knows.`,
          unit: 'short',
          queries: [
            {
              expression:
                platform.stores.qdrant.provider === 'cluster' ? qdrantAnswers : min(last('cluster_peers_total')),
              legend: 'nodes',
            },
          ],
          limits: [{ value: platform.stores.qdrant.nodes, alert: 'QdrantNodesMissing' }],
          good: 'above',
        }
      : {
          ...stat,
          title: 'Memory',
          description: 'Of the process; pages that the kernel keeps of files are not in it.',
          unit: 'bytes',
          queries: [{ expression: max(last('memory_resident_bytes')), legend: 'memory' }],
        },
  ],
});

const requests = (platform: Platform): Row => {
  const { latencyShare } = objectivesOf(platform);
  return {
    title: 'Requests',
    panels: [
      {
        ...graph,
        title: 'Answers over REST',
        description: 'Answers a second, by status.',
        unit: 'reqps',
        queries: [
          { expression: sum(rate(over('rest_responses_total', panelWindow)), ['status']), legend: '{{status}}' },
        ],
        stacked: true,
      },
      {
        ...graph,
        title: 'Latency by kind of request',
        description: `Time within which ${percentage(latencyShare)} of the answers come.`,
        unit: 's',
        queries: [
          {
            expression: quantile(
              latencyShare,
              sum(rate(histogram('rest_responses_duration_seconds', 'bucket', panelWindow)), ['endpoint', 'le']),
            ),
            legend: '{{endpoint}}',
          },
        ],
        alerts: ['HighResponseTime'],
      },
    ],
  };
};

/** Against the limit where the nodes are ours; what somebody else gives theirs we do not know. */
const inside = (platform: Platform): readonly Row[] => {
  const { qdrant } = platform.stores;
  const memory: readonly Panel[] =
    qdrant.provider === 'cluster'
      ? [
          {
            ...graph,
            title: 'Memory against the limit',
            description: `Share of the ${qdrant.workload.resources.limits.memoryMiB} MiB at which a node is killed.`,
            unit: 'percentunit',
            queries: [
              {
                expression: divide(
                  last('memory_resident_bytes'),
                  qdrant.workload.resources.limits.memoryMiB * MEBIBYTE,
                ),
                legend: '{{instance}}',
              },
            ],
            limits: [{ value: 1 }],
          },
        ]
      : [];
  const consensus: readonly Panel[] = isCluster(platform)
    ? [
        {
          ...graph,
          title: 'Operations that wait',
          description: 'Agreed on, and not done yet. More than a moment above zero: this node lags behind.',
          unit: 'short',
          queries: [
            { expression: max(last('cluster_pending_operations_total'), ['instance']), legend: '{{instance}}' },
          ],
          limits: [{ value: 1, alert: 'QdrantConsensusStuck' }],
        },
      ]
    : [];
  const panels = [...memory, ...consensus];
  return panels.length === 0 ? [] : [{ title: 'Nodes', panels }];
};
