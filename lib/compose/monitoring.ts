import { posix } from 'node:path';
import { exportsBackups } from '../platform/backup-metrics';
import { receiverSecret } from '../platform/receiver-secret';
import type { Compose, ComposeMonitoring, MonitoringPage, Platform } from '../platform/types';
import { container, sizeOf } from './container';
import { answersHttp } from './health';
import type { Mount, PortMapping } from './model';
import { watching } from './profiles';
import { secretPath } from './secret-files';
import type { Part } from './stores';
import { metricsVolume } from './text-file';

/** Pages are for people of this machine: Prometheus and Alertmanager ask nobody who they are. */
const LOOPBACK = '127.0.0.1';

/** A port of this machine that leads to a page; its container is also on `watch`, as the other network has no way out. */
export const pageOf = ({ ports }: ComposeMonitoring, page: MonitoringPage, target: number): readonly PortMapping[] => [
  { host_ip: LOOPBACK, published: String(ports[page]), target },
];

/** What the target `monitoring` writes beside this one, where a program looks for it. */
const written = (source: string, target: string): Mount => ({
  type: 'bind',
  source: `../${source}`,
  target,
  read_only: true,
  bind: { create_host_path: false },
});

/** Profile `monitoring`: Prometheus, Alertmanager and Grafana with the files of the target `monitoring`, and the machine. */
export function monitoringParts(platform: Platform, compose: Compose): readonly Part[] {
  const { monitoring } = compose;
  if (monitoring === undefined) return [];
  return [
    prometheus(platform, compose, monitoring),
    alertmanager(platform, compose, monitoring),
    grafana(platform, compose, monitoring),
    nodeExporter(platform, compose, monitoring),
  ];
}

/** On `back` too: Qdrant tells of itself, and is nowhere else. */
function prometheus(platform: Platform, compose: Compose, monitoring: ComposeMonitoring): Part {
  const { qdrant } = platform.stores;
  const { days, sizeMiB } = monitoring.retention;
  const service = container(platform, 'prometheus', compose, {
    ...watching,
    image: monitoring.images.prometheus,
    command: [
      '--config.file=/etc/prometheus/prometheus.yml',
      '--storage.tsdb.path=/prometheus',
      `--storage.tsdb.retention.time=${days}d`,
      `--storage.tsdb.retention.size=${sizeMiB}MB`,
    ],
    networks: [...(qdrant.provider === 'cluster' ? ['back'] : []), 'monitoring', 'watch'],
    ports: pageOf(monitoring, 'prometheus', 9090),
    // As the job of Qdrant has it, from its file.
    ...(qdrant.auth
      ? { secrets: [{ source: 'QDRANT_API_KEY', target: '/etc/prometheus/secrets/qdrant-api-key' }] }
      : {}),
    healthcheck: answersHttp(9090, '/-/ready'),
    volumes: [
      written('prometheus/prometheus.yml', '/etc/prometheus/prometheus.yml'),
      written('prometheus/rules', '/etc/prometheus/rules'),
      { type: 'volume', source: 'prometheus_data', target: '/prometheus' },
    ],
    // It writes what is in memory.
    stop_grace_period: '60s',
    ...sizeOf('prometheus'),
  });
  return { name: 'prometheus', service, files: [] };
}

function alertmanager(platform: Platform, compose: Compose, monitoring: ComposeMonitoring): Part {
  const folder = '/etc/alertmanager';
  const secrets = (platform.alerting?.receivers ?? []).map(({ name, secretFile }) => ({
    source: receiverSecret(name),
    target: posix.resolve(folder, secretFile),
  }));
  const service = container(platform, 'alertmanager', compose, {
    ...watching,
    image: monitoring.images.alertmanager,
    command: [
      `--config.file=${folder}/alertmanager.yml`,
      '--storage.path=/alertmanager',
      // One of it: there are no others to agree with.
      '--cluster.listen-address=',
    ],
    // By `watch` it also reaches the receivers.
    networks: ['monitoring', 'watch'],
    ports: pageOf(monitoring, 'alertmanager', 9093),
    ...(secrets.length === 0 ? {} : { secrets }),
    healthcheck: answersHttp(9093, '/-/ready'),
    volumes: [
      written('prometheus/alertmanager.yml', `${folder}/alertmanager.yml`),
      // Silences, and who has heard of what.
      { type: 'volume', source: 'alertmanager_data', target: '/alertmanager' },
    ],
    ...sizeOf('alertmanager'),
  });
  return { name: 'alertmanager', service, files: [] };
}

function grafana(platform: Platform, compose: Compose, monitoring: ComposeMonitoring): Part {
  const service = container(platform, 'grafana', compose, {
    ...watching,
    image: monitoring.images.grafana,
    environment: {
      GF_ANALYTICS_CHECK_FOR_PLUGIN_UPDATES: 'false',
      GF_ANALYTICS_CHECK_FOR_UPDATES: 'false',
      GF_ANALYTICS_REPORTING_ENABLED: 'false',
      GF_LOG_MODE: 'console',
      // What it would install at its start comes from outside, and is for dashboards of others.
      GF_PLUGINS_PREINSTALL_DISABLED: 'true',
      GF_SECURITY_ADMIN_PASSWORD__FILE: secretPath('GRAFANA_ADMIN_PASSWORD'),
      GF_USERS_ALLOW_SIGN_UP: 'false',
    },
    secrets: ['GRAFANA_ADMIN_PASSWORD'],
    networks: ['monitoring', 'watch'],
    ports: pageOf(monitoring, 'grafana', 3000),
    depends_on: { prometheus: { condition: 'service_healthy' } },
    healthcheck: answersHttp(3000, '/api/health'),
    volumes: [
      written('grafana/provisioning', '/etc/grafana/provisioning'),
      written('grafana/dashboards', '/etc/grafana/dashboards'),
      { type: 'volume', source: 'grafana_data', target: '/var/lib/grafana' },
    ],
    ...sizeOf('grafana'),
  });
  return { name: 'grafana', service, files: [] };
}

/**
 * The machine's own numbers, of which most are in its /proc and /sys. It sees the names of all mounts and how full they
 * are, as a user who may read nothing that is not everyone's. Its network is that of the container. What backups say of
 * themselves it reads from their files.
 */
function nodeExporter(platform: Platform, compose: Compose, monitoring: ComposeMonitoring): Part {
  const machine = (source: string, target: string): Extract<Mount, { type: 'bind' }> => ({
    type: 'bind',
    source,
    target,
    read_only: true,
    bind: { create_host_path: false },
  });
  // What is mounted later is seen, and what is unmounted is not held (node_exporter, 'Docker').
  const disks = machine('/', '/host/root');
  const textFiles = '/textfiles';
  const readsBackups = exportsBackups(platform);
  const service = container(platform, 'node-exporter', compose, {
    ...watching,
    image: monitoring.images.nodeExporter,
    command: [
      '--path.procfs=/host/proc',
      '--path.sysfs=/host/sys',
      '--path.rootfs=/host/root',
      '--collector.filesystem.mount-points-exclude=^/(dev|proc|run|sys|var/lib/(docker|containers)/.+)($|/)',
      ...(readsBackups ? [`--collector.textfile.directory=${textFiles}`] : []),
    ],
    networks: ['monitoring'],
    healthcheck: answersHttp(9100, '/'),
    volumes: [
      machine('/proc', '/host/proc'),
      machine('/sys', '/host/sys'),
      { ...disks, bind: { ...disks.bind, propagation: 'rslave' } },
      ...(readsBackups ? [{ type: 'volume' as const, source: metricsVolume, target: textFiles, read_only: true }] : []),
    ],
    ...sizeOf('nodeExporter'),
  });
  return { name: 'node-exporter', service, files: [] };
}
