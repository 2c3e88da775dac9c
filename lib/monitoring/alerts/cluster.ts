import type { Platform } from '../../platform/types';
import {
  above,
  anyOf,
  atLeast,
  both,
  count,
  type Duration,
  type Instant,
  increase,
  last,
  max,
  minus,
  over,
} from '../promql';
import { place } from '../scope';
import type { Alert } from './alert';
import { events, everything, kubectl, lastWords, state } from './commands';
import { anyService, growing, inCluster } from './places';

const restarts = (window: Duration): Instant =>
  max(increase(over('kube_pod_container_status_restarts_total', window)), ['namespace', 'pod', 'container']);
const restartsOf =
  'kube_pod_container_status_restarts_total{pod="memorai-api-6d5c9f7b84-x2k7p",container="memorai-api"}';

/** How many nodes a pool has, however many count them. */
export const nodesIn = (pool: string): Instant =>
  count(max(last('kube_node_labels', { label_memorai_com_pool: pool }), ['label_memorai_com_pool', 'node']), [
    'label_memorai_com_pool',
  ]);

/** Whether anything runs to its end: a migration, and what keeps partitions ahead. */
export const runsJobs = ({ cluster, migration }: Platform): boolean => cluster !== undefined && migration !== undefined;

/** The first nodes of a pool, as two kube-state-metrics tell of them: each is one node. */
const nodesOf = (pool: string | undefined, nodes: number): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Array.from({ length: nodes }, (_, index) => ['a', 'b'].map((instance) => [index, instance] as const))
      .flat()
      .map(([index, instance]) => [
        `kube_node_labels{instance="${instance}",node="node-${index}",label_memorai_com_pool="${pool}"}`,
        '1x60',
      ]),
  );

/** Pods, what counts them, and nodes. */
export const clusterAlerts: readonly Alert[] = [
  {
    name: 'PodsNotAvailable',
    severity: 'warning',
    for: '15m',
    summary: 'A service has fewer pods than it should',
    description: '{{ $labels.deployment }} lacks {{ $value }} pods',
    source: 'E108',
    applies: inCluster,
    expression: () =>
      above(
        minus(
          max(last('kube_deployment_spec_replicas'), ['namespace', 'deployment']),
          max(last('kube_deployment_status_replicas_available'), ['namespace', 'deployment']),
        ),
        0,
      ),
    fires: (platform) => ({
      series: {
        'kube_deployment_spec_replicas{deployment="memorai-api"}': '3x40',
        'kube_deployment_status_replicas_available{deployment="memorai-api"}': '1x40',
      },
      at: '30m',
      labels: { ...place(platform), deployment: 'memorai-api' },
      says: 'memorai-api lacks 2 pods',
    }),
    // A release takes a pod away and brings it back.
    quiet: () => ({
      series: {
        'kube_deployment_spec_replicas{deployment="memorai-api"}': '3x40',
        'kube_deployment_status_replicas_available{deployment="memorai-api"}': '3x5 2x10 3x40',
      },
      at: '30m',
    }),
    about: 'deployment',
    runbook: {
      means: 'The rest carries the load; one more loss may be an outage.',
      look: (platform) => [
        { what: 'which pods, and why', command: everything(platform) },
        { what: 'the events', command: events(platform) },
      ],
      act: [
        'Pending for want of CPU or memory: see NodePoolAtMaximum.',
        'A release that does not come up: `kubectl rollout undo`.',
      ],
    },
  },
  {
    name: 'PodRestarts',
    severity: 'warning',
    for: '5m',
    summary: 'A container ends again and again',
    description: '{{ $labels.container }} of {{ $labels.pod }} restarted {{ $value | humanize }} times within an hour',
    source: 'E108; kubernetes-mixin, KubePodCrashLooping',
    applies: inCluster,
    // The kubelet soon waits five minutes between two tries: a quarter of an hour has no more than three of them.
    expression: () => both(above(restarts('1h'), 3), above(restarts('15m'), 0)),
    fires: (platform) => ({
      series: { [restartsOf]: '0x5 1x5 2x5 3x5 4x5 5x5 6x5 7x5 8x5 9x5 10x5' },
      at: '60m',
      labels: { ...place(platform), pod: 'memorai-api-6d5c9f7b84-x2k7p', container: 'memorai-api' },
      says: 'memorai-api of memorai-api-6d5c9f7b84-x2k7p restarted 10 times within an hour',
    }),
    // It has come up at last.
    quiet: () => ({ series: { [restartsOf]: '0 1 2 3 4 5 6x60' }, at: '40m' }),
    about: 'pod',
    runbook: {
      means: 'The container crashes, or is killed for memory or by its liveness probe.',
      look: (platform) => [
        { what: 'its last words', command: lastWords(platform, anyService(platform)) },
        { what: 'the reason', command: state(platform, anyService(platform)) },
      ],
      act: [
        'OOMKilled: raise `services.<name>.resources`; memory request and limit are one.',
        'A heap snapshot before the next crash: `kubectl exec <pod> -- kill -USR2 1`, then copy it from /tmp.',
      ],
    },
  },
  {
    name: 'JobFailed',
    severity: 'warning',
    for: '15m',
    summary: 'A Job has failed for good',
    description: '{{ $labels.job_name }} has failed, and is not tried again',
    source: 'E60, E108; kubernetes-mixin, KubeJobFailed',
    applies: runsJobs,
    expression: () => above(max(last('kube_job_failed', { condition: 'true' }), ['namespace', 'job_name']), 0),
    fires: (platform) => ({
      series: { 'kube_job_failed{job_name="memorai-partitions-29382",condition="true"}': '1x40' },
      at: '30m',
      labels: { ...place(platform), job_name: 'memorai-partitions-29382' },
      says: 'memorai-partitions-29382 has failed, and is not tried again',
    }),
    quiet: () => ({
      series: { 'kube_job_failed{job_name="memorai-partitions-29382",condition="false"}': '1x40' },
      at: '30m',
    }),
    runbook: {
      means:
        'What it does is not done: a release waits for its migration, or the partitions of the months ahead are missing, and writes fail when the last one ends.',
      look: (platform) => [
        { what: 'which, and when', command: kubectl(platform, 'get', 'jobs', '--sort-by=.status.startTime') },
        {
          what: 'why',
          command: kubectl(
            platform,
            'logs --selector job-name --prefix --ignore-errors --max-log-requests=50 --tail=100',
          ),
        },
      ],
      act: [
        'Mend what its log names. A migration runs again with the next release, or when its Job is deleted and applied again.',
        {
          where: ({ migration }) => migration?.maintenance !== undefined,
          step: 'Partitions: `kubectl create job --from=cronjob/memorai-partitions memorai-partitions-now`, and wait until it has succeeded.',
        },
        'Delete the Job that failed: the alert ends with it.',
      ],
    },
  },
  {
    name: 'AutoscalerAtMaximum',
    severity: 'warning',
    for: '15m',
    summary: 'A service cannot grow any more',
    description: '{{ $labels.horizontalpodautoscaler }} is at its most, {{ $value }} pods',
    source: 'E73, E108',
    applies: ({ cluster, services }) =>
      cluster !== undefined && Object.values(services).some(({ autoscaling }) => autoscaling !== undefined),
    expression: () => {
      const by = ['namespace', 'horizontalpodautoscaler'];
      return atLeast(
        max(last('kube_horizontalpodautoscaler_status_current_replicas'), by),
        max(last('kube_horizontalpodautoscaler_spec_max_replicas'), by),
      );
    },
    fires: (platform) => ({
      series: {
        'kube_horizontalpodautoscaler_status_current_replicas{horizontalpodautoscaler="memorai-api-hpa"}': '10x40',
        'kube_horizontalpodautoscaler_spec_max_replicas{horizontalpodautoscaler="memorai-api-hpa"}': '10x40',
      },
      at: '30m',
      labels: { ...place(platform), horizontalpodautoscaler: 'memorai-api-hpa' },
      says: 'memorai-api-hpa is at its most, 10 pods',
    }),
    quiet: () => ({
      series: {
        'kube_horizontalpodautoscaler_status_current_replicas{horizontalpodautoscaler="memorai-api-hpa"}': '9x40',
        'kube_horizontalpodautoscaler_spec_max_replicas{horizontalpodautoscaler="memorai-api-hpa"}': '10x40',
      },
      at: '30m',
    }),
    about: 'horizontalpodautoscaler',
    runbook: {
      means: 'More load makes the service slower from here on.',
      look: (platform) => [
        { what: 'what it measures', command: kubectl(platform, 'describe', 'hpa') },
        {
          what: 'what the model allows',
          command: `memorai explain services --env ${platform.environment} | grep replicas`,
        },
      ],
      act: [
        'Raise `services.<name>.replicas.max`, and run `memorai check`: connections and nodes are counted there.',
        'Memory at its target without load: the cache fills it (E73).',
      ],
    },
  },
  {
    name: 'NodePoolAtMaximum',
    severity: 'warning',
    for: '30m',
    summary: 'A pool of nodes cannot grow any more',
    description: 'pool {{ $labels.label_memorai_com_pool }} has {{ $value }} nodes, the most that it may have',
    source: 'E33, E108',
    applies: (platform) => growing(platform).length > 0,
    expression: (platform) => anyOf(growing(platform).map(({ name, maxNodes }) => atLeast(nodesIn(name), maxNodes))),
    fires: (platform) => {
      const [pool] = growing(platform);
      return {
        series: nodesOf(pool?.name, pool?.maxNodes ?? 0),
        at: '45m',
        labels: { label_memorai_com_pool: pool?.name ?? '' },
        says: `pool ${pool?.name} has ${pool?.maxNodes} nodes, the most that it may have`,
      };
    },
    quiet: (platform) => {
      const [pool] = growing(platform);
      return {
        series: nodesOf(pool?.name, (pool?.maxNodes ?? 1) - 1),
        at: '45m',
      };
    },
    runbook: {
      means: 'Pods that need a new node stay pending.',
      look: (platform) => [
        { what: 'the nodes', command: 'kubectl get nodes --label-columns=memorai.com/pool' },
        { what: 'what waits', command: kubectl(platform, 'get', 'pods', '--field-selector=status.phase=Pending') },
      ],
      act: [
        'Raise `cluster.nodePools.<name>.maxNodes`.',
        'Something else may fill the pool: only placed pods belong into a tainted one.',
      ],
    },
  },
];
