import { backupMetrics, restoreTestMetrics } from '../../platform/backup-metrics';
import { from } from './metric';

const node = from('nodeExporter', 'scrape');
const state = from('kubeStateMetrics', 'scrape');
const kubelet = from('kubelet', 'documentation');
const certificates = from('certManager', 'source');
const prometheus = from('prometheus', 'scrape');
const alerting = from('alerting', 'documentation');
const cloudwatch = from('yace', 'documentation');
const backup = from('backup', 'scrape');
const { lastSuccess, size, readable } = backupMetrics;
const restoreTest = restoreTestMetrics;

/** Nodes, the cluster's objects, certificates, the queue, backups and their tests, and the scraper itself. */
export const machineMetrics = {
  up: prometheus('gauge', 'boolean', [], 'Whether the last scrape of a target worked'),
  ALERTS: alerting(
    'gauge',
    'boolean',
    ['alertname', 'alertstate', 'severity'],
    'An alert that waits or fires, with its own labels',
  ),
  prometheus_config_last_reload_successful: prometheus(
    'gauge',
    'boolean',
    [],
    'Whether the last configuration was taken',
  ),
  prometheus_rule_evaluation_failures_total: prometheus(
    'counter',
    'count',
    ['rule_group'],
    'Evaluations of rules that failed',
  ),

  node_cpu_seconds_total: node('counter', 'seconds', ['cpu', 'mode'], 'CPU time by mode'),
  node_memory_MemAvailable_bytes: node('gauge', 'bytes', [], 'Memory that a program could still have'),
  node_memory_MemTotal_bytes: node('gauge', 'bytes', [], 'Memory'),
  node_filesystem_avail_bytes: node('gauge', 'bytes', ['device', 'fstype', 'mountpoint'], 'Space that is left'),
  node_filesystem_size_bytes: node('gauge', 'bytes', ['device', 'fstype', 'mountpoint'], 'Space'),
  node_filesystem_readonly: node(
    'gauge',
    'boolean',
    ['device', 'fstype', 'mountpoint'],
    'Whether it is mounted to be read only',
  ),
  node_network_receive_bytes_total: node('counter', 'bytes', ['device'], 'Bytes received'),
  node_network_transmit_bytes_total: node('counter', 'bytes', ['device'], 'Bytes sent'),

  kube_pod_container_status_restarts_total: state(
    'counter',
    'count',
    ['namespace', 'pod', 'container', 'uid'],
    'Restarts of a container',
  ),
  kube_pod_status_ready: state('gauge', 'boolean', ['namespace', 'pod', 'condition', 'uid'], 'Readiness of a pod'),
  kube_deployment_spec_replicas: state('gauge', 'count', ['namespace', 'deployment'], 'Pods that a Deployment wants'),
  kube_deployment_status_replicas_available: state(
    'gauge',
    'count',
    ['namespace', 'deployment'],
    'Pods of a Deployment that are available',
  ),
  kube_statefulset_replicas: state('gauge', 'count', ['namespace', 'statefulset'], 'Pods that a StatefulSet wants'),
  kube_statefulset_status_replicas_ready: state(
    'gauge',
    'count',
    ['namespace', 'statefulset'],
    'Pods of a StatefulSet that are ready',
  ),
  kube_horizontalpodautoscaler_status_current_replicas: state(
    'gauge',
    'count',
    ['namespace', 'horizontalpodautoscaler'],
    'Pods that an autoscaler counts',
  ),
  kube_horizontalpodautoscaler_spec_max_replicas: state(
    'gauge',
    'count',
    ['namespace', 'horizontalpodautoscaler'],
    'The most pods of an autoscaler',
  ),
  kube_job_failed: state(
    'gauge',
    'boolean',
    ['namespace', 'job_name', 'condition'],
    'Whether a Job has failed for good',
    {
      state: 'a Job that failed',
    },
  ),
  kube_node_labels: state('gauge', 'boolean', ['node', 'label_memorai_com_pool'], 'Labels of a node', {
    flag: '--metric-labels-allowlist=nodes=[memorai.com/pool]',
  }),
  kube_persistentvolumeclaim_info: state(
    'gauge',
    'boolean',
    ['namespace', 'persistentvolumeclaim', 'storageclass', 'volumemode', 'volumename'],
    'A claim',
  ),

  kubelet_volume_stats_available_bytes: kubelet(
    'gauge',
    'bytes',
    ['namespace', 'persistentvolumeclaim'],
    'Space that is left on the volume of a claim',
  ),
  kubelet_volume_stats_capacity_bytes: kubelet(
    'gauge',
    'bytes',
    ['namespace', 'persistentvolumeclaim'],
    'Space of the volume of a claim',
  ),

  certmanager_certificate_expiration_timestamp_seconds: certificates(
    'gauge',
    'timestamp',
    ['name', 'namespace', 'issuer_name', 'issuer_kind', 'issuer_group'],
    'When a certificate expires',
  ),

  aws_sqs_approximate_age_of_oldest_message_maximum: cloudwatch(
    'gauge',
    'seconds',
    ['dimension_QueueName', 'region', 'account_id', 'name'],
    'Age of the oldest message in a queue',
  ),
  aws_sqs_approximate_number_of_messages_visible_average: cloudwatch(
    'gauge',
    'count',
    ['dimension_QueueName', 'region', 'account_id', 'name'],
    'Messages that wait in a queue',
  ),

  [lastSuccess.name]: backup('gauge', 'timestamp', ['store'], lastSuccess.meaning),
  [size.name]: backup('gauge', 'bytes', ['store'], size.meaning),
  [readable.name]: backup('gauge', 'boolean', ['store'], readable.meaning),

  [restoreTest.lastSuccess.name]: backup('gauge', 'timestamp', ['store'], restoreTest.lastSuccess.meaning),
  [restoreTest.passed.name]: backup('gauge', 'boolean', ['store'], restoreTest.passed.meaning),
  [restoreTest.duration.name]: backup('gauge', 'seconds', ['store'], restoreTest.duration.meaning),
} as const;
