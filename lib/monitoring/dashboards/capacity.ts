import { measuredServices } from '../../platform/scraped';
import type { Platform } from '../../platform/types';
import { asksForCertificate } from '../../platform/uses';
import { nodesIn, runsJobs } from '../alerts/cluster';
import { growing, hasVolumes } from '../alerts/places';
import { missingPods, volumeLeft } from '../alerts/store-places';
import { limits } from '../limits';
import { always, anyOf, divide, last, max, minus, now } from '../promql';
import { backupRows } from './backups';
import type { DashboardSource, Panel, Row } from './dashboard';
import { cpuShare, memoryShare, ofAll, replicaShare, scales, sixDigits } from './signals';

/** What is used of what the model allows: the sums that `memorai check` does, with the numbers of today. */
export const capacity: DashboardSource = {
  name: 'capacity',
  applies: () => true,
  render: (platform) => ({
    title: 'Capacity',
    description: 'Connections, pods, nodes, memory and disks against their limits',
    rows: [
      connections(platform),
      ...growth(platform),
      pods(platform),
      machines,
      ...volumes(platform),
      ...certificates(platform),
      ...backupRows(platform),
    ],
  }),
};

const graph = { kind: 'graph', width: 12 } as const;

function connections({ connections }: Platform): Row {
  const { consumers, reserve, total, usable } = connections;
  const kept = Object.values(reserve).reduce((sum, part) => sum + part, 0);
  return {
    title: 'Database connections',
    panels: [
      {
        ...graph,
        title: 'Connections against the budget',
        description: `The budget is ${total} of the ${usable} that the server admits to applications.`,
        unit: 'short',
        queries: [
          { expression: last('postgres_connections_active'), legend: 'taken on {{instance}}' },
          { expression: always(total), legend: 'budget of the model' },
        ],
        limits: [
          { value: total, alert: 'PostgresConnectionsOutsideBudget' },
          { value: sixDigits(limits.connections * usable), alert: 'DatabaseConnectionsExhausted' },
        ],
      },
      {
        ...graph,
        kind: 'bars',
        title: 'Who may take them',
        description:
          'Connections of each service at its maximum, pods of a rollout among them, and what is kept for people, migrations, backups and the exporter.',
        unit: 'short',
        queries: [
          ...consumers.map(({ service, maxReplicas, surge, poolSize }) => ({
            expression: always((maxReplicas + surge) * poolSize),
            legend: service,
          })),
          { expression: always(kept), legend: 'reserve' },
        ],
      },
    ],
  };
}

/** Autoscalers and node pools, where there is something that can grow. */
function growth(platform: Platform): readonly Row[] {
  const pools = growing(platform);
  const panels: readonly Panel[] = [
    ...(Object.values(platform.services).some((service) => scales(platform, service))
      ? [
          {
            ...graph,
            title: 'Pods against the most',
            description:
              'Share of its maxReplicas that an autoscaler uses. At all of them more load makes the service slower.',
            unit: 'percentunit',
            queries: [{ expression: replicaShare(), legend: '{{horizontalpodautoscaler}}' }],
            limits: [{ value: 1, alert: 'AutoscalerAtMaximum' }],
          } satisfies Panel,
        ]
      : []),
    ...(pools.length === 0
      ? []
      : [
          {
            ...graph,
            title: 'Nodes against the most',
            description: `Share of its maxNodes that a pool has: ${pools.map(({ name, maxNodes }) => `${name} ${maxNodes}`).join(', ')}. At all of them pods stay pending.`,
            unit: 'percentunit',
            queries: [
              {
                expression: anyOf(pools.map(({ name, maxNodes }) => divide(nodesIn(name), maxNodes))),
                legend: '{{label_memorai_com_pool}}',
              },
            ],
            limits: [{ value: 1, alert: 'NodePoolAtMaximum' }],
          } satisfies Panel,
        ]),
  ];
  return panels.length === 0 ? [] : [{ title: 'Growth', panels }];
}

function pods(platform: Platform): Row {
  const missing: readonly Panel[] =
    platform.cluster === undefined
      ? []
      : [
          {
            kind: 'graph',
            width: 8,
            title: 'Pods that are missing',
            description: 'Pods that a Deployment wants and does not have.',
            unit: 'short',
            queries: [
              {
                expression: minus(
                  max(last('kube_deployment_spec_replicas'), ['deployment']),
                  max(last('kube_deployment_status_replicas_available'), ['deployment']),
                ),
                legend: '{{deployment}}',
              },
            ],
            limits: [{ value: 1, alert: 'PodsNotAvailable' }],
            // Where no service is measured, no panel of memory leads there.
            alerts: [
              ...(measuredServices(platform).length === 0 ? (['PodRestarts'] as const) : []),
              ...(runsJobs(platform) ? (['JobFailed'] as const) : []),
            ],
          },
        ];
  const width = missing.length === 0 ? 12 : 8;
  return {
    title: 'Services',
    panels: [
      {
        kind: 'graph',
        width,
        title: 'Memory against the limit',
        description: 'The fullest pod of each service: share of the memory at which it is killed.',
        unit: 'percentunit',
        queries: [{ expression: ofAll(platform, memoryShare), legend: '{{job}}' }],
        limits: [{ value: 1 }],
        alerts: ['PodRestarts'],
      },
      {
        kind: 'graph',
        width,
        title: 'CPU against the limit',
        description: 'The busiest pod of each service: share of the CPU time at which it is slowed down.',
        unit: 'percentunit',
        queries: [{ expression: ofAll(platform, cpuShare), legend: '{{job}}' }],
        limits: [{ value: 1 }],
        alerts: ['AutoscalerAtMaximum'],
      },
      ...missing,
    ],
  };
}

const machines: Row = {
  title: 'Machines',
  panels: [
    {
      ...graph,
      title: 'CPU of the machines',
      description: 'Share of the CPU time that is not idle.',
      unit: 'percent',
      queries: [{ expression: last('node_cpu_usage_percent'), legend: '{{instance}}' }],
      limits: [{ value: 100 }],
    },
    {
      ...graph,
      title: 'Memory of the machines',
      description: 'Share of the memory that no program could have.',
      unit: 'percent',
      queries: [{ expression: last('node_memory_usage_percent'), legend: '{{instance}}' }],
      limits: [{ value: 100 }],
    },
    {
      ...graph,
      title: 'Disks',
      description: 'Share of each file system that is in use.',
      unit: 'percent',
      queries: [{ expression: last('node_disk_usage_percent'), legend: '{{instance}} {{mountpoint}}' }],
      limits: [{ value: 100 }, { value: 100 * sixDigits(1 - limits.spaceLeft.none), alert: 'DiskFull' }],
      alerts: ['DiskFills'],
    },
    {
      ...graph,
      title: 'Network',
      description: 'Bytes a second, in and out.',
      unit: 'Bps',
      queries: [{ expression: last('node_network_bytes'), legend: '{{instance}}' }],
    },
  ],
};

/** What the stores of ours keep. */
function volumes(platform: Platform): readonly Row[] {
  if (!hasVolumes(platform)) return [];
  return [
    {
      title: 'Stores',
      panels: [
        {
          ...graph,
          title: 'Volumes',
          description: 'Share of the volume of each claim that is in use.',
          unit: 'percentunit',
          queries: [{ expression: minus(1, volumeLeft), legend: '{{persistentvolumeclaim}}' }],
          limits: [{ value: sixDigits(1 - limits.spaceLeft.none), alert: 'VolumeFull' }],
          alerts: ['VolumeFills'],
        },
        {
          ...graph,
          title: 'Pods of stores that are missing',
          description: 'Pods that a store should have, and that are not ready.',
          unit: 'short',
          queries: [{ expression: missingPods(platform), legend: '{{statefulset}}' }],
          limits: [{ value: 1, alert: 'StorePodsNotReady' }],
        },
      ],
    },
  ];
}

/** Time is a limit too. */
function certificates(platform: Platform): readonly Row[] {
  if (!asksForCertificate(platform)) return [];
  return [
    {
      title: 'Certificates',
      panels: [
        {
          kind: 'graph',
          width: 24,
          title: 'Certificates expire in',
          description:
            'Time that is left of each certificate. It goes up again when cert-manager renews it, a month before the end.',
          unit: 's',
          queries: [
            {
              expression: minus(last('certmanager_certificate_expiration_timestamp_seconds'), now),
              legend: '{{name}}',
            },
          ],
          limits: [{ value: limits.certificateSeconds, alert: 'CertificateExpires' }],
          good: 'above',
        },
      ],
    },
  ];
}
