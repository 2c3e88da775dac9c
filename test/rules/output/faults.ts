/** A fault that is planted in one document of an environment, and what exactly is found. */
export interface PlantedFault {
  readonly rule: string;
  /** What is wrong. */
  readonly what: string;
  readonly environment: 'development' | 'operated' | 'production' | 'serverless' | 'small' | 'staging' | 'watched';
  readonly file: string;
  /** Path of the field; with a text, what is replaced in it. */
  readonly at: readonly (string | number)[] | string;
  /** The new value; undefined: the field goes. */
  readonly value?: unknown;
  /** `path: message` of each finding of the rule. */
  readonly found: readonly string[];
}

const pod = ['spec', 'template', 'spec'] as const;
const api = 'kubernetes/60-api/deployment-memorai-api.yaml';
const container = [...pod, 'containers', 0] as const;
const stack = (environment: string, name: string) => `cloudformation/memorai-${environment}-${name}.template.json`;

export const faults: readonly PlantedFault[] = [
  {
    rule: 'addresses',
    what: 'a URL leads to a Service that is not there',
    environment: 'production',
    file: 'kubernetes/60-mcp/deployment-memorai-mcp.yaml',
    at: [...container, 'env', 17, 'value'],
    value: 'http://memorai-quadrant:6333',
    found: [
      'stores.qdrant: kubernetes/60-mcp/deployment-memorai-mcp.yaml: spec.template.spec.containers[memorai-mcp].env[QDRANT_URL] names address memorai-quadrant.memorai-production, which nothing answers to; did you mean "memorai-qdrant.memorai-production"?',
    ],
  },
  {
    rule: 'addresses',
    what: 'a port that the container does not have',
    environment: 'small',
    file: 'compose/Caddyfile',
    at: 'dynamic a memorai-api 3001',
    value: 'dynamic a memorai-api 3002',
    found: ['settings: compose/Caddyfile: line 17 names port 3002 of address memorai-api, which has 3001'],
  },
  {
    rule: 'alert-routes',
    what: 'a route to nobody',
    environment: 'production',
    file: 'prometheus/alertmanager.yml',
    at: ['route', 'receiver'],
    value: 'team',
    found: [
      'monitoring: prometheus/alertmanager.yml: route.receiver names receiver team, whom nothing describes; there are Nobody',
    ],
  },
  {
    rule: 'alert-routes',
    what: 'a page that is not there',
    environment: 'production',
    file: 'prometheus/rules/memorai.yaml',
    at: ['groups', 1, 'rules', 0, 'annotations', 'runbook_url'],
    value: 'https://example.com/docs/runbooks/HighErrors.md',
    found: [
      'monitoring: prometheus/rules/memorai.yaml: groups[memorai-alerts].rules[0].annotations.runbook_url names runbook HighErrors, which runbooks.md does not have; did you mean "HighErrorRate"?',
    ],
  },
  {
    rule: 'resource-names',
    what: 'a name longer than SQS takes',
    environment: 'production',
    file: stack('production', 'queue'),
    at: ['Resources', 'MemoraiQueue', 'Properties', 'QueueName'],
    value: 'q'.repeat(81),
    found: [
      'environment: cloudformation/memorai-production-queue.template.json: Resources.MemoraiQueue.Properties.QueueName must have at most 80 letters, digits, "-" and "_" (SQS, "Message queues" quotas), got "qqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqq" (81); change the name of the environment, or of the service that it is made of',
    ],
  },
  {
    rule: 'compose-references',
    what: 'a dependency that is no service',
    environment: 'small',
    file: 'compose/compose.yaml',
    at: ['services', 'backup', 'depends_on'],
    value: { bootstraps: { condition: 'service_started' } },
    found: ['compose: services.backup: depends on bootstraps, which is no service'],
  },
  {
    rule: 'compose-references',
    what: 'a secret that is read and not mounted',
    environment: 'small',
    file: 'compose/compose.yaml',
    at: ['services', 'backup', 'secrets'],
    found: ['compose: services.backup: reads /run/secrets/POSTGRES_PASSWORD, which is not among its secrets'],
  },
  {
    rule: 'environment-file',
    what: 'a variable that .env does not get',
    environment: 'small',
    file: 'compose/.env.example',
    at: 'JWT_SECRET=',
    value: '',
    found: [
      'settings: compose/compose.yaml: services.memorai-api.environment.JWT_SECRET asks for JWT_SECRET, which .env.example does not have; it has DATABASE_URL, DB_PASSWORD, ENCRYPTION_KEY, OPENAI_API_KEY, QDRANT_API_KEY, REDIS_PASSWORD, REDIS_URL, SENDGRID_API_KEY, SESSION_SECRET',
      'settings: compose/compose.yaml: services.memorai-dashboard.environment.JWT_SECRET asks for JWT_SECRET, which .env.example does not have; it has DATABASE_URL, DB_PASSWORD, ENCRYPTION_KEY, OPENAI_API_KEY, QDRANT_API_KEY, REDIS_PASSWORD, REDIS_URL, SENDGRID_API_KEY, SESSION_SECRET',
      'settings: compose/compose.yaml: services.memorai-mcp.environment.JWT_SECRET asks for JWT_SECRET, which .env.example does not have; it has DATABASE_URL, DB_PASSWORD, ENCRYPTION_KEY, OPENAI_API_KEY, QDRANT_API_KEY, REDIS_PASSWORD, REDIS_URL, SENDGRID_API_KEY, SESSION_SECRET',
    ],
  },
  {
    rule: 'final-objects',
    what: 'a volume that the pod does not have',
    environment: 'production',
    file: api,
    at: [...container, 'volumeMounts', 0, 'name'],
    value: 'temporary',
    found: [
      'patches: Deployment memorai-api: spec.template.spec.containers[memorai-api].volumeMounts[temporary] mounts temporary, which is no volume of the pod',
      'patches: Deployment memorai-api: spec.template.spec has volume tmp, which no container mounts',
    ],
  },
  {
    rule: 'final-objects',
    what: 'a key for the scraper that its Secret does not have',
    environment: 'watched',
    file: 'kubernetes/65-exporters/servicemonitor-memorai-qdrant.yaml',
    at: ['spec', 'endpoints', 0, 'authorization', 'credentials', 'key'],
    value: 'QDRANT_KEY',
    found: [
      'patches: ServiceMonitor memorai-qdrant: spec.endpoints[0].authorization.credentials names key QDRANT_KEY of Secret memorai-qdrant-secrets, which has none of this name',
    ],
  },
  {
    rule: 'known-metrics',
    what: 'a metric that nobody exports',
    environment: 'production',
    file: 'prometheus/rules/memorai.yaml',
    at: ['groups', 1, 'rules', 8, 'expr'],
    value: 'postgres_up == 0',
    found: [
      'monitoring: prometheus/rules/memorai.yaml: groups[memorai-alerts].rules[8].expr names metric postgres_up, which nothing that is scraped exports',
    ],
  },
  {
    rule: 'known-metrics',
    what: 'a metric that nobody exports, in what the operator takes',
    environment: 'watched',
    file: 'kubernetes/66-alerts/prometheusrule-memorai.yaml',
    at: ['spec', 'groups', 1, 'rules', 3, 'expr'],
    value: 'service_up == 0',
    found: [
      'monitoring: kubernetes/66-alerts/prometheusrule-memorai.yaml: spec.groups[memorai-alerts].rules[3].expr names metric service_up, which nothing that is scraped exports',
    ],
  },
  {
    rule: 'known-metrics',
    what: 'a backup that no longer says when it was',
    environment: 'small',
    file: 'compose/backup-metrics.sh',
    at: '# TYPE memorai_backup_last_success_timestamp_seconds gauge',
    value: '',
    found: [
      'monitoring: prometheus/rules/memorai.yaml: groups[memorai-alerts].rules[19].expr names metric memorai_backup_last_success_timestamp_seconds, which nothing that is scraped exports; did you mean "memorai_restore_test_last_success_timestamp_seconds"?',
      'monitoring: prometheus/tests/memorai.yaml: tests[BackupTooOld fires].input_series[0].series names metric memorai_backup_last_success_timestamp_seconds, which nothing that is scraped exports; did you mean "memorai_restore_test_last_success_timestamp_seconds"?',
      'monitoring: prometheus/tests/memorai.yaml: tests[BackupTooOld is quiet].input_series[0].series names metric memorai_backup_last_success_timestamp_seconds, which nothing that is scraped exports; did you mean "memorai_restore_test_last_success_timestamp_seconds"?',
      'monitoring: grafana/dashboards/memorai-small-capacity.json: panels[12].targets[0].expr names metric memorai_backup_last_success_timestamp_seconds, which nothing that is scraped exports; did you mean "memorai_restore_test_last_success_timestamp_seconds"?',
    ],
  },
  {
    rule: 'known-metrics',
    what: 'an exporter that is no longer scraped',
    environment: 'small',
    file: 'prometheus/prometheus.yml',
    at: ['scrape_configs', 5],
    value: { job_name: 'memorai-api' },
    found: [
      'monitoring: prometheus/rules/memorai.yaml: groups[memorai-names].rules[7].expr names metric redis_memory_used_bytes, which nothing that is scraped exports; did you mean "redis_memory_usage_bytes"?',
      'monitoring: prometheus/rules/memorai.yaml: groups[memorai-names].rules[8].expr names metric redis_keyspace_hits_total, which nothing that is scraped exports',
      'monitoring: prometheus/rules/memorai.yaml: groups[memorai-names].rules[8].expr names metric redis_keyspace_misses_total, which nothing that is scraped exports',
      'monitoring: prometheus/rules/memorai.yaml: groups[memorai-names].rules[9].expr names metric redis_commands_processed_total, which nothing that is scraped exports',
      'monitoring: prometheus/rules/memorai.yaml: groups[memorai-alerts].rules[11].expr names metric redis_up, which nothing that is scraped exports',
      'monitoring: prometheus/rules/memorai.yaml: groups[memorai-alerts].rules[12].expr names metric redis_evicted_keys_total, which nothing that is scraped exports',
      'monitoring: prometheus/tests/memorai.yaml: tests[RedisDown fires].input_series[0].series names metric redis_up, which nothing that is scraped exports',
      'monitoring: prometheus/tests/memorai.yaml: tests[RedisDown is quiet].input_series[0].series names metric redis_up, which nothing that is scraped exports',
      'monitoring: prometheus/tests/memorai.yaml: tests[RedisEvicts fires].input_series[0].series names metric redis_evicted_keys_total, which nothing that is scraped exports',
      'monitoring: prometheus/tests/memorai.yaml: tests[RedisEvicts is quiet].input_series[0].series names metric redis_evicted_keys_total, which nothing that is scraped exports',
      'monitoring: grafana/dashboards/memorai-small-redis.json: panels[1].targets[0].expr names metric redis_up, which nothing that is scraped exports',
      'monitoring: grafana/dashboards/memorai-small-redis.json: panels[3].targets[0].expr names metric redis_memory_used_bytes, which nothing that is scraped exports; did you mean "redis_memory_usage_bytes"?',
      'monitoring: grafana/dashboards/memorai-small-redis.json: panels[3].targets[0].expr names metric redis_memory_max_bytes, which nothing that is scraped exports; did you mean "redis_memory_usage_bytes"?',
      'monitoring: grafana/dashboards/memorai-small-redis.json: panels[4].targets[0].expr names metric redis_connected_clients, which nothing that is scraped exports',
      'monitoring: grafana/dashboards/memorai-small-redis.json: panels[6].targets[1].expr names metric redis_memory_max_bytes, which nothing that is scraped exports; did you mean "redis_memory_usage_bytes"?',
      'monitoring: grafana/dashboards/memorai-small-redis.json: panels[7].targets[0].expr names metric redis_evicted_keys_total, which nothing that is scraped exports',
      'monitoring: grafana/dashboards/memorai-small-redis.json: panels[10].targets[0].expr names metric redis_keyspace_hits_total, which nothing that is scraped exports',
      'monitoring: grafana/dashboards/memorai-small-redis.json: panels[10].targets[1].expr names metric redis_keyspace_misses_total, which nothing that is scraped exports',
      'monitoring: prometheus/rules/memorai.yaml: groups[memorai-alerts].rules[4].expr names job redis, which scrapes nothing; there are memorai-api, memorai-dashboard, memorai-mcp, memorai-worker, postgres, qdrant, node, collector, prometheus',
      'monitoring: prometheus/rules/memorai.yaml: groups[memorai-alerts].rules[5].expr names job redis, which scrapes nothing; there are memorai-api, memorai-dashboard, memorai-mcp, memorai-worker, postgres, qdrant, node, collector, prometheus',
    ],
  },
  {
    rule: 'known-namespaces',
    what: 'another namespace',
    environment: 'production',
    file: 'kubernetes/60-api/service-memorai-api-service.yaml',
    at: ['metadata', 'namespace'],
    value: 'memorai',
    found: [
      'cluster.namespace: kubernetes/60-api/service-memorai-api-service.yaml: metadata.namespace names namespace memorai, which nothing makes and the config does not name; there are memorai-production',
    ],
  },
  {
    rule: 'known-nodes',
    what: 'nodes that no pool has',
    environment: 'production',
    file: api,
    at: [...pod, 'nodeSelector', 'memorai.com/pool'],
    value: 'applications',
    found: [
      'cluster.nodePools: kubernetes/60-api/deployment-memorai-api.yaml: spec.template.spec.nodeSelector.memorai.com/pool names nodes with label memorai.com/pool=applications, which no node pool has; did you mean "memorai.com/pool=application"?',
    ],
  },
  {
    rule: 'network-ways',
    what: 'a way to a store that is closed',
    environment: 'production',
    file: 'kubernetes/40-network/networkpolicy-memorai-api.yaml',
    at: ['spec', 'egress', 5, 'ports', 0, 'port'],
    value: 6334,
    found: [
      'services.api.uses: no network policy opens the way to memorai-production/memorai-qdrant:6333 for pods memorai-api, which the config asks for',
      'services.api.uses: kubernetes/40-network/networkpolicy-memorai-api.yaml: spec.egress[5].to[0] opens the way to memorai-production/memorai-qdrant:6334 for pods memorai-api, which no edge, setting or knob asks for',
    ],
  },
  {
    rule: 'network-ways',
    what: 'a service in a store that it does not use',
    environment: 'production',
    file: 'kubernetes/40-network/networkpolicy-memorai-qdrant.yaml',
    at: ['spec', 'ingress', 0, 'from', 1, 'podSelector', 'matchLabels', 'app'],
    value: 'memorai-dashboard',
    found: [
      'services.dashboard.uses: kubernetes/40-network/networkpolicy-memorai-qdrant.yaml: spec.ingress[0].from[1] lets memorai-dashboard into memorai-qdrant, which it does not use',
      'services.mcp.uses: no network policy opens the way from memorai-production/memorai-mcp:6333 for pods memorai-qdrant, which the config asks for',
    ],
  },
  {
    rule: 'no-secrets',
    what: 'a URL with its password',
    environment: 'small',
    file: 'compose/.env.example',
    at: 'DATABASE_URL=',
    value: 'DATABASE_URL=postgresql://memorai:canary@postgres:5432/memorai',
    found: [
      'settings: compose/.env.example: line 8 holds a URL with a password; no output may hold a secret: keep it in the secret store, and declare its name as { secret: true } under env of the service that reads it',
    ],
  },
  {
    rule: 'one-autoscaler',
    what: 'a second autoscaler of one Deployment',
    environment: 'production',
    file: 'kubernetes/60-mcp/horizontalpodautoscaler-memorai-mcp-hpa.yaml',
    at: ['spec', 'scaleTargetRef', 'name'],
    value: 'memorai-api',
    found: [
      'services: kubernetes/60-mcp/horizontalpodautoscaler-memorai-mcp-hpa.yaml: spec.scaleTargetRef scales Deployment memorai-api, which HorizontalPodAutoscaler memorai-api-hpa scales already',
    ],
  },
  {
    rule: 'output-files',
    what: 'a file that no kustomization lists',
    environment: 'staging',
    file: 'kubernetes/60-api/kustomization.yaml',
    at: ['resources', 0],
    value: 'deployment-api.yaml',
    found: [
      'deployment: kubernetes/60-api/kustomization.yaml: resources[0] names file kubernetes/60-api/deployment-api.yaml, which is not written',
      'deployment: kubernetes/60-api/deployment-memorai-api.yaml: no kustomization lists it',
    ],
  },
  {
    rule: 'pod-identity-names',
    what: 'a role for a service account that no pod has',
    environment: 'production',
    file: 'kubernetes/10-access/serviceaccount-memorai-worker-sa.yaml',
    at: ['metadata', 'name'],
    value: 'memorai-sa',
    found: [
      'aws.eks: cloudformation/memorai-production-cluster.template.json: Resources.PodIdentitiesMemoraiProductionMemoraiWorkerSa9B50105E.Properties.ServiceAccount names service account memorai-production/memorai-worker-sa, which Kubernetes does not get; did you mean "memorai-production/memorai-qdrant-sa"?',
    ],
  },
  {
    rule: 'public-hosts',
    what: 'a host that the certificate does not have',
    environment: 'production',
    file: 'kubernetes/90-ingress/certificate-memorai-tls.yaml',
    at: ['spec', 'dnsNames'],
    value: ['api.memorai.com'],
    found: [
      'ingress.tls: kubernetes/90-ingress/ingress-memorai-ingress.yaml: spec.rules[0].host serves host dashboard.memorai.com, which the certificate does not cover; it has api.memorai.com',
    ],
  },
  {
    rule: 'public-hosts',
    what: 'a host that no service is exposed under',
    environment: 'small',
    file: 'compose/Caddyfile',
    at: 'api.memorai.com {',
    value: 'apis.memorai.com {',
    found: [
      'domain: compose/Caddyfile: line 8 names host apis.memorai.com, which no service is exposed under; there are api.memorai.com, dashboard.memorai.com',
      'domain: compose/: nothing leads to host api.memorai.com',
    ],
  },
  {
    rule: 'queue-alarms',
    what: 'a queue that nobody watches',
    environment: 'serverless',
    file: stack('serverless', 'queue'),
    at: ['Resources', 'MemoraiQueue', 'Properties', 'QueueName'],
    value: 'memorai-serverless-work-2',
    found: [
      'alarms.enabled: cloudformation/memorai-serverless-queue.template.json: Resources.MemoraiQueue.Properties.QueueName makes queue memorai-serverless-work-2, which no alarm and no alert watches; leave alarms on, or the alerts QueueTooOld and DeadLetters',
    ],
  },
  {
    rule: 'queue-names',
    what: 'a right for a queue that nothing makes',
    environment: 'small',
    file: 'compose/compose.yaml',
    at: ['services', 'memorai-worker', 'environment', 'QUEUE_URL'],
    value: 'http://elasticmq:9324/000000000000/memorai-small-works',
    found: [
      'queue: compose/compose.yaml: services.memorai-worker.environment.QUEUE_URL names queue memorai-small-works, which nothing makes; there are memorai-small-work-dead, memorai-small-work',
    ],
  },
  {
    rule: 'same-image',
    what: 'another version in one target',
    environment: 'small',
    file: 'compose/compose.yaml',
    at: ['services', 'memorai-api', 'image'],
    value: 'memorai/api:3.1.0',
    found: [
      'version: compose/compose.yaml: services.memorai-api.image runs memorai/api:3.1.0 as memorai-api; the config says memorai/api:3.2.0',
    ],
  },
  {
    rule: 'scrape-targets',
    what: 'a port that the pods do not have',
    environment: 'staging',
    file: 'kubernetes/60-api/deployment-memorai-api.yaml',
    at: [...container, 'ports', 0, 'containerPort'],
    value: 3009,
    found: [
      'monitoring: prometheus/prometheus.yml: scrape_configs[0].relabel_configs names port 3001 of pods memorai-staging/memorai-api, which has 3009',
    ],
  },
  {
    rule: 'scrape-targets',
    what: 'a Service that the operator looks for and that is not there',
    environment: 'watched',
    file: 'kubernetes/65-exporters/servicemonitor-memorai-qdrant.yaml',
    at: ['spec', 'endpoints', 0, 'relabelings', 0, 'regex'],
    value: 'memorai-qdrant-nodes',
    found: [
      'monitoring: kubernetes/65-exporters/servicemonitor-memorai-qdrant.yaml: spec.endpoints[0].relabelings[0].regex names address memorai-qdrant-nodes.memorai-watched, which nothing answers to; did you mean "memorai-qdrant-headless.memorai-watched"?',
    ],
  },
  {
    rule: 'scrape-targets',
    what: 'an exporter of others at a port that the config does not name',
    environment: 'operated',
    file: 'kubernetes/65-exporters/scrapeconfig-memorai-postgres-exporter.yaml',
    at: ['spec', 'staticConfigs', 0, 'targets', 0],
    value: 'exporter.databases:9188',
    found: [
      'monitoring: kubernetes/65-exporters/scrapeconfig-memorai-postgres-exporter.yaml: spec.staticConfigs[0].targets[0] names address exporter.databases, which nothing answers to; there are memorai-api-service.memorai-operated, memorai-dashboard-service.memorai-operated, memorai-mcp-service.memorai-operated, memorai-worker-service.memorai-operated, memorai-nothing.memorai-operated',
    ],
  },
  {
    rule: 'settings-contract',
    what: 'settings that do not arrive',
    environment: 'staging',
    file: 'kubernetes/60-api/deployment-memorai-api.yaml',
    at: [...container, 'env', 1, 'name'],
    value: 'CORS_ORIGINS',
    found: [
      'services.api: kubernetes/60-api/deployment-memorai-api.yaml: spec.template.spec.containers[memorai-api] does not get CORS_ALLOWED_ORIGINS, which the contract gives services.api',
      'services.api: kubernetes/60-api/deployment-memorai-api.yaml: spec.template.spec.containers[memorai-api].env[CORS_ORIGINS] gives CORS_ORIGINS, which services.api does not read: neither the contract nor its env has it there',
    ],
  },
  {
    rule: 'settings-contract',
    what: 'a setting that its service does not read',
    environment: 'staging',
    file: 'kubernetes/60-dashboard/deployment-memorai-dashboard.yaml',
    at: [...container, 'env', 2],
    value: { name: 'DATABASE_POOL_SIZE', value: '7' },
    found: [
      'services.dashboard: kubernetes/60-dashboard/deployment-memorai-dashboard.yaml: spec.template.spec.containers[memorai-dashboard] does not get MAX_MEMORY_SIZE, which the contract gives services.dashboard',
      'services.dashboard: kubernetes/60-dashboard/deployment-memorai-dashboard.yaml: spec.template.spec.containers[memorai-dashboard].env[DATABASE_POOL_SIZE] gives DATABASE_POOL_SIZE, which services.dashboard does not read: neither the contract nor its env has it there',
    ],
  },
  {
    rule: 'settings-contract',
    what: 'another value in one target',
    environment: 'serverless',
    file: stack('serverless', 'serverless'),
    at: ['Resources', 'MemoraiApiFunction', 'Properties', 'Environment', 'Variables', 'CACHE_TTL'],
    value: '60',
    found: [
      'services.api: cloudformation/memorai-serverless-serverless.template.json: Resources.MemoraiApiFunction.Properties.Environment.Variables.CACHE_TTL gives CACHE_TTL the value "60"; the config says "3600"',
    ],
  },
  {
    rule: 'stack-names',
    what: 'a snapshot of a database that no stack makes',
    environment: 'production',
    file: stack('production', 'data'),
    at: ['Resources', 'MemoraiRDSCluster', 'Properties', 'DBClusterIdentifier'],
    value: 'memorai-main',
    found: [
      'aws: cloudformation/memorai-production-backup.template.json: Resources.SnapshotsSelection53BDD06B.Properties.BackupSelection.Resources[0] names database cluster memorai-production, which no stack makes; there are memorai-main',
      'aws: cloudformation/memorai-production-data.template.json: Resources.PostgresLogGroup401EACF0.Properties.LogGroupName names database cluster memorai-production, which no stack makes; there are memorai-main',
    ],
  },
  {
    rule: 'stored-parameters',
    what: 'an address that is published under another name',
    environment: 'serverless',
    file: stack('serverless', 'serverless'),
    at: ['Resources', 'MemoraiApiFunction', 'Properties', 'Environment', 'Variables', 'REDIS_HOST_PARAMETER'],
    value: '/memorai/serverless/redis/endpoint',
    found: [
      'aws: cloudformation/memorai-serverless-serverless.template.json: Resources.MemoraiApiFunction.Properties.Environment.Variables.REDIS_HOST_PARAMETER names parameter /memorai/serverless/redis/endpoint, which no stack publishes; did you mean "/memorai/serverless/redis/port"?',
    ],
  },
  {
    rule: 'stored-secrets',
    what: 'a secret that no stack makes',
    environment: 'production',
    file: 'kubernetes/30-secrets/externalsecret-memorai-api-secrets.yaml',
    at: ['spec', 'data', 2, 'remoteRef', 'key'],
    value: 'memorai/production/ENCRYPTION',
    found: [
      'secrets: kubernetes/30-secrets/externalsecret-memorai-api-secrets.yaml: spec.data[2].remoteRef names secret memorai/production/ENCRYPTION, which no stack makes; did you mean "memorai/production/ENCRYPTION_KEY"?',
    ],
  },
  {
    rule: 'stored-secrets',
    what: 'a property that the secret does not have',
    environment: 'production',
    file: 'kubernetes/30-secrets/externalsecret-memorai-api-secrets.yaml',
    at: ['spec', 'data', 1, 'remoteRef', 'property'],
    value: 'pass',
    found: [
      'secrets: kubernetes/30-secrets/externalsecret-memorai-api-secrets.yaml: spec.data[1].remoteRef names property pass of secret memorai/production/postgres, which has password, username',
    ],
  },
  {
    rule: 'template-references',
    what: 'a resource that the template does not have',
    environment: 'production',
    file: stack('production', 'observability'),
    at: ['Resources', 'MemoraiDeadLettersAlarm', 'Properties', 'AlarmActions', 0, 'Ref'],
    value: 'AlarmTopic',
    found: [
      'aws: cloudformation/memorai-production-observability.template.json: Resources.MemoraiDeadLettersAlarm.Properties.AlarmActions[0] names resource AlarmTopic, which the template does not have',
    ],
  },
  {
    rule: 'template-size',
    what: 'a resource more than a template may have',
    environment: 'production',
    file: stack('production', 'queue'),
    at: ['Resources'],
    value: Object.fromEntries(
      Array.from({ length: 501 }, (_, index) => [`Queue${index}`, { Type: 'AWS::SQS::Queue' }]),
    ),
    found: [
      'services: stack memorai-production-queue would have 501 resources, and CloudFormation takes 500; divide the services among several environments',
    ],
  },
  {
    rule: 'told-alike',
    what: 'a database under another name',
    environment: 'small',
    file: 'compose/bootstrap.sql',
    at: 'CREATE DATABASE "memorai"',
    value: 'CREATE DATABASE "memories"',
    found: [
      'stores.postgres: compose/bootstrap.sql: line 20 says that the database name of postgres is memories; compose/bootstrap.sql: line 39 says memorai',
    ],
  },
  {
    rule: 'watched-resources',
    what: 'an alarm on a queue that no stack makes',
    environment: 'production',
    file: stack('production', 'observability'),
    at: ['Resources', 'MemoraiDeadLettersAlarm', 'Properties', 'Dimensions', 0, 'Value'],
    value: 'memorai-production-dead',
    found: [
      'alarms: alarm MemoraiDeadLettersAlarm watches AWS/SQS ApproximateNumberOfMessagesVisible of QueueName memorai-production-dead, which no stack of the environment makes',
    ],
  },
];
