import type { Alert } from '../lib/monitoring/alerts/alert';
import { alerts, alertsOf } from '../lib/monitoring/alerts/index';
import { catalogue } from '../lib/monitoring/catalogue/index';
import { type MetricDefinition, sources } from '../lib/monitoring/catalogue/metric';
import { recordings } from '../lib/monitoring/recordings';
import { alone } from '../lib/monitoring/scope';
import { accessSection } from '../lib/operations/environment';
import { table } from '../lib/operations/markdown';
import { alertSection, type Form, troubleSection } from '../lib/operations/sections';
import { type Trouble, troubles } from '../lib/operations/troubles';
import type { Platform } from '../lib/platform/types';

/** A generated page: its path below docs/, and its text. */
export interface Page {
  readonly path: string;
  readonly content: string;
}

/** The guide's names of metrics (L1273-1295), and why one is not taken as it stands. */
const guideNames: readonly (readonly [line: string, name: string, why: string])[] = [
  ['L1273', 'http_request_duration_seconds', 'kept'],
  ['L1274', 'http_requests_total', 'kept'],
  ['L1275', 'memory_usage_bytes', 'E104: clients of Prometheus export another name'],
  ['L1276', 'cpu_usage_seconds', 'E104: as above'],
  ['L1277', 'active_connections', 'kept'],
  ['L1280', 'postgres_connections_active', 'E99: no exporter has it; E100: the exporter counts by state and role'],
  ['L1281', 'postgres_query_duration_seconds', 'E101: needs the collector stat_statements, off by default'],
  ['L1282', 'postgres_cache_hit_ratio', 'E99: a ratio of two counters'],
  ['L1283', 'postgres_replication_lag', 'E99: in bytes of the log, which the writer tells of each replica'],
  ['L1286', 'redis_memory_usage_bytes', 'E102'],
  ['L1287', 'redis_hit_ratio', 'E102: a ratio of two counters'],
  ['L1288', 'redis_connected_clients', 'kept'],
  ['L1289', 'redis_operations_per_second', 'E102: the rate of a counter'],
  ['L1292', 'node_cpu_usage_percent', 'E103: the node exporter counts seconds by mode'],
  ['L1293', 'node_memory_usage_percent', 'E103'],
  ['L1294', 'node_disk_usage_percent', 'E103'],
  ['L1295', 'node_network_bytes', 'E103: two counters'],
];

/** docs/metrics.md, docs/runbooks/README.md and a page for each alert and each trouble, with the names of one environment. */
export const monitoringPages = (platform: Platform): readonly Page[] => [
  { path: 'metrics.md', content: metricsPage() },
  { path: 'runbooks/README.md', content: runbookIndex(platform) },
  ...alerts.map((alert) => ({ path: `runbooks/${alert.name}.md`, content: runbookPage(platform, alert) })),
  ...troubles.map((trouble) => ({ path: `runbooks/${trouble.name}.md`, content: troublePage(platform, trouble) })),
];

const generated = (from: string): string => `<!-- Generated from ${from}: do not edit. -->`;

function metricsPage(): string {
  return [
    generated('lib/monitoring'),
    '# Metrics',
    '',
    "The guide names 17 metrics. Those that no exporter has are recording rules with the guide's name, defined from what is",
    'exported; `Enn` is the erratum. In a cluster each selector also says whose series it wants, and what is recorded has the',
    'label `environment` (docs/adr/0025-whose-series.md).',
    '',
    ...table(
      ['line', "the guide's name", 'here', 'why'],
      guideNames.map(([line, name, why]) => [line, code(name), definition(name), why]),
    ),
    '',
    '## Catalogue',
    '',
    'Every metric that a rule may name: another one does not compile. `job` and `instance` come with every scrape. Proof says',
    'how we know: `scrape` from the running exporter, in this version, each time conformance is run; `source` and',
    "`documentation` from the project's own.",
    '',
    ...table(
      ['metric', 'type', 'unit', 'labels', 'what it is', 'exported by', 'proof'],
      Object.entries<MetricDefinition>(catalogue).map(
        ([name, { type, unit, labels, meaning, source, proof, needs }]) => [
          code(name),
          type,
          unit,
          labels.map(code).join(', '),
          meaning + needed(needs),
          sources[source],
          proof,
        ],
      ),
    ),
    '',
  ].join('\n');
}

function needed(needs: MetricDefinition['needs']): string {
  if (needs === undefined) return '';
  return `; needs ${'flag' in needs ? code(needs.flag) : needs.state}`;
}

function definition(name: string): string {
  const recording = recordings.find(({ record }) => record === name);
  return recording === undefined ? 'as it is exported' : code(recording.expression.within(alone));
}

const form: Form = {
  heading: '#',
  addressOf: (name) => ([...alerts, ...troubles].some((one) => one.name === name) ? `${name}.md` : undefined),
};

function runbookIndex(platform: Platform): string {
  const here = alertsOf(platform);
  return [
    generated('lib/monitoring/alerts'),
    '# Runbooks',
    '',
    'One page an alert: what it means, what to look at, what to do. Commands have the names of the environment',
    `${platform.environment}; \`memorai synth\` writes the same with the names of each environment, in one file:`,
    '`dist/<environment>/operations/runbooks.md`, where links of alerts lead once `monitoring.runbooks` says where `dist` is read.',
    'Critical alerts wake somebody; a warning is for working hours.',
    '',
    ...table(
      ['alert', 'severity', 'what', `in ${platform.environment}`],
      alerts.map((alert) => [
        `[${alert.name}](${alert.name}.md)`,
        alert.severity,
        alert.summary,
        here.includes(alert) ? 'yes' : 'no',
      ]),
    ),
    '',
    'Without an alert, by what people say:',
    '',
    ...troubles.map(({ name, title, source }) => `- [${title}](${name}.md) (${source.split(';')[0]})`),
    '',
    'What has no alert of Prometheus: functions and what AWS runs, which have alarms of CloudWatch.',
    '',
    ...accessSection(platform),
  ].join('\n');
}

const page = (from: string, lines: readonly string[]): string =>
  [generated(from), ...lines, '[All runbooks, and how to reach what they name](README.md)', ''].join('\n');

const runbookPage = (platform: Platform, alert: Alert): string =>
  page('lib/monitoring/alerts', alertSection(platform, alert, form, alertsOf(platform).includes(alert)));

const troublePage = (platform: Platform, trouble: Trouble): string =>
  page('lib/operations/troubles.ts', troubleSection(platform, trouble, form));

const code = (text: string): string => `\`${text}\``;
