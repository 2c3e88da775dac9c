import type { Platform } from '../../platform/types';
import { consumesQueue } from '../../platform/uses';
import { limits } from '../limits';
import {
  above,
  always,
  anyOf,
  atLeast,
  below,
  both,
  count,
  divide,
  equals,
  increase,
  last,
  max,
  minus,
  now,
  over,
  predictLinear,
  sum,
} from '../promql';
import { realDisks } from '../recordings';
import type { Alert } from './alert';
import { kubectl } from './commands';

const DAY = 86_400;
const inCluster = ({ cluster }: Platform): boolean => cluster !== undefined;
export const namespaceOf = ({ cluster }: Platform): string => cluster?.namespace ?? '';

/** The pools that can grow; those of a fixed size are always at their maximum. */
export const growing = (platform: Platform) =>
  Object.values(platform.cluster?.nodePools ?? {}).filter(
    ({ label, minNodes, maxNodes }) => label.key === 'memorai.com/pool' && minNodes < maxNodes,
  );

/** Nodes, the cluster, certificates, the queue, and the watch over the watch. */
export const placeAlerts: readonly Alert[] = [
  {
    name: 'PodsNotAvailable',
    severity: 'warning',
    for: '15m',
    summary: 'A service has fewer pods than it should',
    description: '{{ $labels.deployment }} lacks {{ $value }} pods',
    source: 'E108',
    applies: inCluster,
    expression: (platform) =>
      above(
        minus(
          max(last('kube_deployment_spec_replicas', { namespace: namespaceOf(platform) }), ['namespace', 'deployment']),
          max(last('kube_deployment_status_replicas_available', { namespace: namespaceOf(platform) }), [
            'namespace',
            'deployment',
          ]),
        ),
        0,
      ),
    fires: (platform) => ({
      series: {
        [`kube_deployment_spec_replicas{namespace="${namespaceOf(platform)}",deployment="memorai-api"}`]: '3x40',
        [`kube_deployment_status_replicas_available{namespace="${namespaceOf(platform)}",deployment="memorai-api"}`]:
          '1x40',
      },
      at: '30m',
      labels: { namespace: namespaceOf(platform), deployment: 'memorai-api' },
      says: 'memorai-api lacks 2 pods',
    }),
    // A release takes a pod away and brings it back.
    quiet: (platform) => ({
      series: {
        [`kube_deployment_spec_replicas{namespace="${namespaceOf(platform)}",deployment="memorai-api"}`]: '3x40',
        [`kube_deployment_status_replicas_available{namespace="${namespaceOf(platform)}",deployment="memorai-api"}`]:
          '3x5 2x10 3x40',
      },
      at: '30m',
    }),
    runbook: {
      means: 'The rest carries the load; one more loss may be an outage.',
      look: (platform) => [
        { what: 'which pods, and why', command: kubectl(platform, 'get', 'pods', '-o', 'wide') },
        { what: 'the events', command: kubectl(platform, 'get', 'events', '--sort-by=.lastTimestamp') },
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
    description:
      '{{ $labels.container }} of {{ $labels.pod }} restarted {{ $value | humanize }} times within 15 minutes',
    source: 'E108',
    applies: inCluster,
    expression: (platform) =>
      above(
        sum(increase(over('kube_pod_container_status_restarts_total', '15m', { namespace: namespaceOf(platform) })), [
          'namespace',
          'pod',
          'container',
        ]),
        3,
      ),
    fires: (platform) => ({
      series: {
        [`kube_pod_container_status_restarts_total{namespace="${namespaceOf(platform)}",pod="memorai-api-1",container="memorai-api"}`]:
          '0+1x40',
      },
      at: '30m',
      labels: { namespace: namespaceOf(platform), pod: 'memorai-api-1', container: 'memorai-api' },
      says: 'memorai-api of memorai-api-1 restarted 15 times within 15 minutes',
    }),
    quiet: (platform) => ({
      series: {
        [`kube_pod_container_status_restarts_total{namespace="${namespaceOf(platform)}",pod="memorai-api-1",container="memorai-api"}`]:
          '0x20 1x20',
      },
      at: '30m',
    }),
    runbook: {
      means: 'The container crashes, or is killed for memory or by its liveness probe.',
      look: (platform) => [
        {
          what: 'its last words',
          command: kubectl(platform, 'logs', '-l', 'app=memorai-api', '--previous', '--tail=50'),
        },
        { what: 'the reason', command: kubectl(platform, 'describe', 'pods', '-l', 'app=memorai-api') },
      ],
      act: [
        'OOMKilled: raise services.<name>.resources; memory request and limit are one.',
        'A heap snapshot before the next crash: `kubectl exec <pod> -- kill -USR2 1`, then copy it from /tmp.',
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
    expression: (platform) => {
      const by = ['namespace', 'horizontalpodautoscaler'];
      const namespace = namespaceOf(platform);
      return atLeast(
        max(last('kube_horizontalpodautoscaler_status_current_replicas', { namespace }), by),
        max(last('kube_horizontalpodautoscaler_spec_max_replicas', { namespace }), by),
      );
    },
    fires: (platform) => ({
      series: {
        [`kube_horizontalpodautoscaler_status_current_replicas{namespace="${namespaceOf(platform)}",horizontalpodautoscaler="memorai-api-hpa"}`]:
          '10x40',
        [`kube_horizontalpodautoscaler_spec_max_replicas{namespace="${namespaceOf(platform)}",horizontalpodautoscaler="memorai-api-hpa"}`]:
          '10x40',
      },
      at: '30m',
      labels: { namespace: namespaceOf(platform), horizontalpodautoscaler: 'memorai-api-hpa' },
      says: 'memorai-api-hpa is at its most, 10 pods',
    }),
    quiet: (platform) => ({
      series: {
        [`kube_horizontalpodautoscaler_status_current_replicas{namespace="${namespaceOf(platform)}",horizontalpodautoscaler="memorai-api-hpa"}`]:
          '9x40',
        [`kube_horizontalpodautoscaler_spec_max_replicas{namespace="${namespaceOf(platform)}",horizontalpodautoscaler="memorai-api-hpa"}`]:
          '10x40',
      },
      at: '30m',
    }),
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
        'Raise services.<name>.replicas.max, and run `memorai check`: connections and nodes are counted there.',
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
    expression: (platform) =>
      anyOf(
        growing(platform).map(({ name, maxNodes }) =>
          atLeast(
            count(last('kube_node_labels', { label_memorai_com_pool: name }), ['label_memorai_com_pool']),
            maxNodes,
          ),
        ),
      ),
    fires: (platform) => {
      const [pool] = growing(platform);
      return {
        series: Object.fromEntries(
          Array.from({ length: pool?.maxNodes ?? 0 }, (_, index) => [
            `kube_node_labels{node="node-${index}",label_memorai_com_pool="${pool?.name}"}`,
            '1x60',
          ]),
        ),
        at: '45m',
        labels: { label_memorai_com_pool: pool?.name ?? '' },
        says: `pool ${pool?.name} has ${pool?.maxNodes} nodes, the most that it may have`,
      };
    },
    quiet: (platform) => {
      const [pool] = growing(platform);
      return {
        series: Object.fromEntries(
          Array.from({ length: (pool?.maxNodes ?? 1) - 1 }, (_, index) => [
            `kube_node_labels{node="node-${index}",label_memorai_com_pool="${pool?.name}"}`,
            '1x60',
          ]),
        ),
        at: '45m',
      };
    },
    runbook: {
      means: 'Pods that need a new node stay pending.',
      look: (platform) => [
        { what: 'the nodes', command: 'kubectl get nodes -L memorai.com/pool' },
        { what: 'what waits', command: kubectl(platform, 'get', 'pods', '--field-selector=status.phase=Pending') },
      ],
      act: [
        'Raise cluster.nodePools.<name>.maxNodes.',
        'Something else may fill the pool: only placed pods belong into a tainted one.',
      ],
    },
  },
  {
    name: 'DiskFills',
    severity: 'warning',
    for: '1h',
    summary: 'A disk will be full within four days',
    description: '{{ $labels.mountpoint }} of {{ $labels.instance }} has {{ $value | humanizePercentage }} left',
    source: 'E108',
    applies: () => true,
    expression: () =>
      both(
        below(
          divide(last('node_filesystem_avail_bytes', realDisks), last('node_filesystem_size_bytes', realDisks)),
          0.3,
        ),
        below(predictLinear(over('node_filesystem_avail_bytes', '6h', realDisks), 4 * DAY), 0),
      ),
    fires: () => ({
      series: {
        'node_filesystem_avail_bytes{instance="a",device="d",fstype="ext4",mountpoint="/"}': '280-0.05x600',
        'node_filesystem_size_bytes{instance="a",device="d",fstype="ext4",mountpoint="/"}': '1000x600',
      },
      at: '8h',
      labels: { instance: 'a', device: 'd', fstype: 'ext4', mountpoint: '/' },
      says: '/ of a has 25.6% left',
    }),
    // It fills, but slowly: it lasts for weeks.
    quiet: () => ({
      series: {
        'node_filesystem_avail_bytes{instance="a",device="d",fstype="ext4",mountpoint="/"}': '280-0.002x600',
        'node_filesystem_size_bytes{instance="a",device="d",fstype="ext4",mountpoint="/"}': '1000x600',
      },
      at: '8h',
    }),
    runbook: {
      means: 'A full disk stops databases and evicts pods.',
      look: () => [{ what: 'what grows', command: 'du -xh --max-depth=2 / | sort -h | tail -20' }],
      act: [
        'A volume of a store: raise stores.<name>.volume.size; a class that can expand needs no restart.',
        'The node itself: images and logs; replace the node.',
      ],
    },
  },
  {
    name: 'CertificateExpires',
    severity: 'warning',
    for: '1h',
    summary: 'A certificate has not been renewed',
    description: '{{ $labels.name }} expires in {{ $value | humanizeDuration }}',
    source: 'E108, E131',
    applies: ({ ingress }) => ingress !== undefined,
    expression: (platform) =>
      below(
        minus(last('certmanager_certificate_expiration_timestamp_seconds', { namespace: namespaceOf(platform) }), now),
        limits.certificateSeconds,
      ),
    fires: (platform) => ({
      series: {
        [`certmanager_certificate_expiration_timestamp_seconds{namespace="${namespaceOf(platform)}",name="memorai-tls"}`]: `${10 * DAY}x200`,
      },
      at: '2h',
      labels: { namespace: namespaceOf(platform), name: 'memorai-tls' },
      says: 'memorai-tls expires in 9d 22h 0m 0s',
    }),
    quiet: (platform) => ({
      series: {
        [`certmanager_certificate_expiration_timestamp_seconds{namespace="${namespaceOf(platform)}",name="memorai-tls"}`]: `${20 * DAY}x200`,
      },
      at: '2h',
    }),
    runbook: {
      means: 'At that moment every client refuses to connect.',
      look: (platform) => [
        { what: 'what cert-manager says', command: kubectl(platform, 'describe', 'certificate') },
        { what: 'the challenge that waits', command: kubectl(platform, 'get', 'challenges,orders') },
      ],
      act: ['DNS of every host has to lead to the ingress, and port 80 has to be open for the challenge.'],
    },
  },
  {
    name: 'QueueTooOld',
    severity: 'warning',
    for: '5m',
    summary: 'Jobs wait for longer than one takes',
    description: 'the oldest message of {{ $labels.dimension_QueueName }} has waited {{ $value | humanizeDuration }}',
    source: 'E21, E108',
    applies: ({ queue }) => queue.provider === 'sqs',
    expression: ({ queue }) =>
      queue.provider === 'none'
        ? always(0)
        : above(
            last('aws_sqs_approximate_age_of_oldest_message_maximum', { dimension_QueueName: queue.queueName }),
            queue.visibilityTimeoutSeconds,
          ),
    fires: ({ queue }) => ({
      series: {
        [`aws_sqs_approximate_age_of_oldest_message_maximum{dimension_QueueName="${queue.provider === 'none' ? '' : queue.queueName}"}`]:
          '100000x20',
      },
      at: '10m',
      labels: { dimension_QueueName: queue.provider === 'none' ? '' : queue.queueName },
      says: `the oldest message of ${queue.provider === 'none' ? '' : queue.queueName} has waited 1d 3h 46m 40s`,
    }),
    quiet: ({ queue }) => ({
      series: {
        [`aws_sqs_approximate_age_of_oldest_message_maximum{dimension_QueueName="${queue.provider === 'none' ? '' : queue.queueName}"}`]: `${queue.provider === 'none' ? 0 : queue.visibilityTimeoutSeconds}x20`,
      },
      at: '10m',
    }),
    runbook: {
      means: 'Workers do not keep up, or none works.',
      look: (platform) => [
        {
          what: 'the workers',
          command: kubectl(platform, 'logs', '-l', `app=${workerOf(platform)}`, '--prefix', '--since=15m'),
        },
      ],
      act: [
        'Raise replicas.max of the worker; with KEDA lower messagesPerReplica.',
        'A message that fails again and again goes to the dead letters after the last try.',
      ],
    },
  },
  {
    name: 'DeadLetters',
    severity: 'warning',
    for: '1m',
    summary: 'Jobs have failed for good',
    description: '{{ $value }} messages in {{ $labels.dimension_QueueName }}',
    source: 'E20, E108',
    applies: ({ queue }) => queue.provider === 'sqs',
    expression: ({ queue }) =>
      queue.provider === 'none'
        ? always(0)
        : above(
            last('aws_sqs_approximate_number_of_messages_visible_average', {
              dimension_QueueName: queue.deadLetterQueueName,
            }),
            0,
          ),
    fires: ({ queue }) => ({
      series: {
        [`aws_sqs_approximate_number_of_messages_visible_average{dimension_QueueName="${queue.provider === 'none' ? '' : queue.deadLetterQueueName}"}`]:
          '2x20',
      },
      at: '5m',
      labels: { dimension_QueueName: queue.provider === 'none' ? '' : queue.deadLetterQueueName },
      says: `2 messages in ${queue.provider === 'none' ? '' : queue.deadLetterQueueName}`,
    }),
    quiet: ({ queue }) => ({
      series: {
        [`aws_sqs_approximate_number_of_messages_visible_average{dimension_QueueName="${queue.provider === 'none' ? '' : queue.queueName}"}`]:
          '50x20',
      },
      at: '5m',
    }),
    runbook: {
      means: 'Work that users asked for is not done, and nothing will try again by itself.',
      look: (platform) => [
        {
          what: 'why they failed',
          command: kubectl(platform, 'logs', '-l', `app=${workerOf(platform)}`, '--prefix', '--since=1h'),
        },
      ],
      act: ['Mend the cause, then redrive: `aws sqs start-message-move-task`.'],
    },
  },
  {
    name: 'ConfigurationRefused',
    severity: 'warning',
    for: '5m',
    summary: 'Prometheus works with an old configuration',
    description: '{{ $labels.instance }} could not read its last configuration',
    source: 'E97',
    applies: () => true,
    expression: () => equals(last('prometheus_config_last_reload_successful'), 0),
    fires: () => ({
      series: { 'prometheus_config_last_reload_successful{job="prometheus",instance="p"}': '0x20' },
      at: '10m',
      labels: { job: 'prometheus', instance: 'p' },
      says: 'p could not read its last configuration',
    }),
    quiet: () => ({
      series: { 'prometheus_config_last_reload_successful{job="prometheus",instance="p"}': '1x20' },
      at: '10m',
    }),
    runbook: {
      means: 'New rules and targets are not there yet.',
      look: () => [{ what: 'what is wrong with it', command: 'promtool check config prometheus.yml' }],
      act: ['Run `memorai synth` again and compare: a file was changed by hand.'],
    },
  },
  {
    name: 'Watchdog',
    severity: 'none',
    for: '0s',
    summary: 'The alerts work',
    description: 'this alert always fires; whoever waits for it must be told when it stops',
    source: 'E108',
    applies: () => true,
    expression: () => always(1),
    fires: () => ({
      series: {},
      at: '1m',
      says: 'this alert always fires; whoever waits for it must be told when it stops',
    }),
    // There is no series under which it must not fire.
    quiet: () => undefined,
    runbook: {
      means: 'Nothing is wrong. Silence would be: then no alert reaches anybody.',
      look: () => [{ what: 'whether it reaches the receiver', command: 'amtool alert query alertname=Watchdog' }],
      act: ['Connect it to a service that calls when it stops hearing.'],
    },
  },
];

const workerOf = ({ services }: Platform): string =>
  Object.values(services).find(({ uses }) => consumesQueue(uses))?.fullName ?? 'memorai-worker';
