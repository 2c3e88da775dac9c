import { about, absent, changed, kept, type Row } from './claims';

const prometheus = about('production/prometheus/prometheus.yml');
const small = about('small/prometheus/prometheus.yml');
const rules = about('production/prometheus/rules/memorai.yaml');
const scrape = (job: string, step: string) => `scrape_configs job_name=${job} ${step}`;
const target = (job: string) => scrape(job, 'static_configs 0 targets 0');
const recorded = (name: string, expr: string) => rules(`groups name=memorai-names rules record=${name} expr`, expr);
const isRecorded = (name: string) => rules(`groups name=memorai-names rules record=${name} record`, name);
/** Everything of the guide's alert but its expression. */
const alert = (name: string, severity: string, wait: string, summary: string, expr: string) => {
  const at = (step: string) => `groups name=memorai-alerts rules alert=${name} ${step}`;
  return [
    rules(at('labels severity'), severity),
    rules(at('for'), wait),
    rules(at('annotations summary'), summary),
    rules(at('expr'), expr),
  ];
};

/** Requests that no probe and no scraper made. */
const ofUsers = 'namespace="memorai-production",job=~"memorai-.+",route!~"/api/metrics|/health|/live|/metrics|/ready"';
const failed = (by: 'rate' | 'increase') => `sum by (job) (${by}(http_requests_total{${ofUsers},status=~"5.."}[5m]))`;

/** Monitoring (guide L743-776, L1270-1326). Where a row is `changed`, docs/differences.md says why. */
export const monitoringRows: Readonly<Record<number, Row>> = {
  163: kept('L745-747', prometheus('global scrape_interval', '15s'), prometheus('global evaluation_interval', '15s')),
  164: changed('L749-750', prometheus('rule_files', ['rules/memorai.yaml'])),
  165: changed(
    'L753-757',
    prometheus(scrape('memorai-api', 'metrics_path'), '/metrics'),
    prometheus(scrape('memorai-api', 'scrape_interval'), '10s'),
    prometheus(scrape('memorai-api', 'kubernetes_sd_configs 0 role'), 'pod'),
    prometheus(scrape('memorai-api', 'static_configs'), absent),
    small(scrape('memorai-api', 'dns_sd_configs 0'), { names: ['memorai-api'], port: 3001, type: 'A' }),
  ),
  166: changed(
    'L759-762',
    prometheus(scrape('memorai-dashboard', 'metrics_path'), '/api/metrics'),
    small(scrape('memorai-dashboard', 'dns_sd_configs 0'), { names: ['memorai-dashboard'], port: 3000, type: 'A' }),
  ),
  167: changed(
    'L764-766',
    small(target('postgres'), 'postgres-exporter:9187'),
    prometheus(target('postgres'), 'memorai-postgres-exporter.memorai-production:9187'),
  ),
  168: changed(
    'L768-770',
    small(target('redis'), 'redis-exporter:9121'),
    prometheus(
      scrape('redis', 'http_sd_configs 0 url'),
      'http://memorai-redis-exporter.memorai-production:9121/discover-cluster-nodes',
    ),
  ),
  169: changed(
    'L772-776',
    small('alerting alertmanagers 0 static_configs 0 targets 0', 'alertmanager:9093'),
    prometheus('alerting alertmanagers 0 static_configs 0 targets 0', 'alertmanager.monitoring:9093'),
  ),
  225: changed(
    'L1273-1277',
    recorded('memory_usage_bytes', 'process_resident_memory_bytes{namespace="memorai-production",job=~"memorai-.+"}'),
    recorded('cpu_usage_seconds', 'process_cpu_seconds_total{namespace="memorai-production",job=~"memorai-.+"}'),
  ),
  226: changed(
    'L1280-1283',
    recorded(
      'postgres_connections_active',
      'sum by (instance) (pg_stat_activity_count{namespace="memorai-production",job="postgres"})',
    ),
    recorded(
      'postgres_replication_lag',
      'max by (instance, application_name) (pg_stat_replication_pg_wal_lsn_diff{namespace="memorai-production",job="postgres"})',
    ),
    isRecorded('postgres_query_duration_seconds'),
    isRecorded('postgres_cache_hit_ratio'),
  ),
  227: changed(
    'L1286-1289',
    recorded('redis_memory_usage_bytes', 'redis_memory_used_bytes{namespace="memorai-production",job="redis"}'),
    recorded(
      'redis_operations_per_second',
      'rate(redis_commands_processed_total{namespace="memorai-production",job="redis"}[5m])',
    ),
    isRecorded('redis_hit_ratio'),
  ),
  228: changed(
    'L1292-1295',
    ...['node_cpu_usage_percent', 'node_memory_usage_percent', 'node_disk_usage_percent', 'node_network_bytes'].map(
      isRecorded,
    ),
  ),
  229: changed(
    'L1302-1308',
    ...alert(
      'HighErrorRate',
      'critical',
      '2m',
      'High error rate detected',
      `((${failed('rate')} / sum by (job) (rate(http_requests_total{${ofUsers}}[5m]))) > 0.01) and on (job) (${failed('increase')} >= 2)`,
    ),
  ),
  230: changed(
    'L1310-1316',
    ...alert(
      'DatabaseConnectionsExhausted',
      'critical',
      '1m',
      'Database connections near limit',
      '(postgres_connections_active{environment="production"} / postgres_connections_max{environment="production"}) > 0.9',
    ),
  ),
  231: changed(
    'L1319-1325',
    ...alert(
      'HighResponseTime',
      'warning',
      '5m',
      'High response time detected',
      `histogram_quantile(0.95, sum by (job, le) (rate(http_request_duration_seconds_bucket{${ofUsers}}[5m]))) > 0.1`,
    ),
  ),
};
