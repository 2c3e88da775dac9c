import { absent, about, changed, kept, type Row } from './claims';

// One row for each statement of the guide. Where a row is `changed`, docs/differences.md says why.

const production = about('production');
const development = about('development');
const serverless = about('serverless');
const tiers = about('tiers');
const schema = about('schema');

const kubernetes = (file: string) => about(`production/kubernetes/${file}`);
const namespace = kubernetes('00-namespace/namespace-memorai-production.yaml');
const account = kubernetes('10-access/serviceaccount-memorai-api-sa.yaml');
const configMap = kubernetes('20-config/configmap-memorai-config.yaml');
const apiSecrets = kubernetes('30-secrets/externalsecret-memorai-api-secrets.yaml');
const apiNetwork = kubernetes('40-network/networkpolicy-memorai-api.yaml');
const api = kubernetes('60-api/deployment-memorai-api.yaml');
const apiService = kubernetes('60-api/service-memorai-api-service.yaml');
const apiScaler = kubernetes('60-api/horizontalpodautoscaler-memorai-api-hpa.yaml');
const dashboard = kubernetes('60-dashboard/deployment-memorai-dashboard.yaml');
const dashboardService = kubernetes('60-dashboard/service-memorai-dashboard-service.yaml');
const mcp = kubernetes('60-mcp/deployment-memorai-mcp.yaml');
const worker = kubernetes('60-worker/deployment-memorai-worker.yaml');
const certificate = kubernetes('90-ingress/certificate-memorai-tls.yaml');
const ingress = kubernetes('90-ingress/ingress-memorai-ingress.yaml');
const apiIngress = kubernetes('90-ingress/ingress-memorai-api-ingress.yaml');

const productionData = about('production/cloudformation/memorai-production-data.template.json');
const serverlessData = about('serverless/cloudformation/memorai-serverless-data.template.json');
const serverlessQueue = about('serverless/cloudformation/memorai-serverless-queue.template.json');
const functions = about('serverless/cloudformation/memorai-serverless-serverless.template.json');

const container = (step: string) => `spec template spec containers 0 ${step}`;
const env = (name: string) => container(`env name=${name} value`);
const secretKey = (name: string) => container(`env name=${name} valueFrom secretKeyRef`);
const fromApiSecrets = (key: string) => ({ key, name: 'memorai-api-secrets' });
const variable = (service: 'Api' | 'Worker', name: string) =>
  `Resources Memorai${service}Function Properties Environment Variables ${name}`;
const scaler = (service: string) =>
  kubernetes(`60-${service}/horizontalpodautoscaler-memorai-${service}-hpa.yaml`);
/** Least and most replicas, in the platform and in the autoscaler. */
const replicas = (service: string, min: number, max: number) => [
  production(`services ${service} replicas`, { min, max }),
  scaler(service)('spec minReplicas', min),
  scaler(service)('spec maxReplicas', max),
];
const pool = (name: string, instanceType: string, minNodes: number, maxNodes: number, autoScaling: boolean) => [
  production(`cluster nodePools ${name} instanceType`, instanceType),
  production(`cluster nodePools ${name} minNodes`, minNodes),
  production(`cluster nodePools ${name} maxNodes`, maxNodes),
  production(`cluster nodePools ${name} autoScaling`, autoScaling),
];
const utilization = (name: string, averageUtilization: number) => ({
  resource: { name, target: { averageUtilization, type: 'Utilization' } },
  type: 'Resource',
});
/** A secret of the application's own keys: made in the secret store, given to the api. */
const signingKey = (name: string, logicalId: string) => [
  api(secretKey(name), fromApiSecrets(name)),
  productionData(`Resources ${logicalId} Properties Name`, `memorai/production/${name}`),
  productionData(`Resources ${logicalId} Properties GenerateSecretString PasswordLength`, 64),
];
/** A secret that somebody else issues: made without a value, given to the api. */
const issuedKey = (name: string, logicalId: string) => [
  api(secretKey(name), fromApiSecrets(name)),
  productionData(`Resources ${logicalId} Properties Name`, `memorai/production/${name}`),
  productionData(`Resources ${logicalId} Properties GenerateSecretString`, absent),
];
const backend = (service: string) => ({ service: { name: service, port: { number: 80 } } });
const rootPath = (service: string) => ({ backend: backend(service), path: '/', pathType: 'Prefix' });
const databaseUrl =
  'postgresql://memorai:{{ .DB_PASSWORD | urlquery | replace "+" "%20" }}@{{ .DB_HOST | urlquery | replace "+" "%20" }}:5432/memorai?sslmode=require';
const redisUrl = 'rediss://:{{ .REDIS_PASSWORD | urlquery | replace "+" "%20" }}@redis.internal.memorai.com:6379';

export const rows: Readonly<Record<number, Row>> = {
  1: changed('L1-6', production('version', '3.2.0'), configMap('data MEMORAI_VERSION', '3.2.0')),
  2: changed('L1330-1334'),
  3: changed('L10'),
  4: kept(
    'L16',
    production('deployment', 'kubernetes'),
    production('targets', ['aws', 'kubernetes']),
    kubernetes('kustomization.yaml')('resources 0', '00-namespace'),
  ),
  5: changed('L46', schema('properties deployment enum', ['kubernetes', 'serverless'])),
  6: changed('L102', serverless('deployment', 'serverless'), serverless('targets', ['aws'])),
  7: changed(
    'L21',
    production('cluster provider', 'eks'),
    schema('properties cluster properties provider enum', ['eks', 'aks', 'gke', 'generic']),
  ),
  8: changed(
    'L23-27',
    ...pool('application', 'm5.xlarge', 3, 10, true),
    api('spec template spec nodeSelector', { 'memorai.com/pool': 'application' }),
  ),
  9: changed(
    'L28-32',
    ...pool('ml_workload', 'c5.2xlarge', 2, 8, true),
    worker('spec template spec nodeSelector', { 'memorai.com/pool': 'ml_workload' }),
  ),
  10: changed('L33-37', ...pool('database', 'r5.xlarge', 3, 3, false)),
  11: kept('L40', ...replicas('api', 3, 10)),
  12: kept('L41', ...replicas('dashboard', 2, 4)),
  13: kept('L42', ...replicas('mcp', 2, 4)),
  14: kept('L43', ...replicas('worker', 2, 8)),

  27: changed(
    'L106',
    serverless('aws stacks serverless', 'memorai-serverless-serverless'),
    functions('Resources MemoraiApiRestApi Properties Name', 'memorai-serverless-api'),
  ),
  28: changed(
    'L108-112',
    serverless('aws region', 'us-east-1'),
    functions('Resources MemoraiApiFunction Properties Runtime', 'nodejs24.x'),
    functions('Resources Type=AWS::ApiGateway::Stage Properties StageName', 'serverless'),
    schema('required', ['environment', 'version', 'domain', 'stores']),
  ),
  29: changed(
    'L115-118',
    functions('Resources MemoraiApiFunction Properties Handler', 'api-lambda.handler'),
    functions('Resources MemoraiApiFunction Properties Timeout', 28),
    functions('Resources MemoraiApiFunction Properties MemorySize', 1024),
  ),
  30: changed(
    'L119-121',
    functions(
      variable('Api', 'DATABASE_URL_TEMPLATE'),
      'postgresql://{DB_USER}:{DB_PASSWORD}@{DB_HOST}:{DB_PORT}/{DB_NAME}?sslmode=require',
    ),
    functions(variable('Api', 'DB_HOST_PARAMETER'), '/memorai/serverless/postgres/proxy-host'),
    functions(variable('Api', 'DB_PASSWORD_SECRET_ID'), 'memorai/serverless/postgres'),
    functions(variable('Api', 'REDIS_URL_TEMPLATE'), 'rediss://:{REDIS_PASSWORD}@redis.internal.memorai.com:6379'),
    functions(variable('Api', 'DATABASE_URL'), absent),
  ),
  31: changed(
    'L122-126',
    functions('Resources Type=AWS::ApiGateway::Resource&Properties.PathPart={proxy+} Properties RestApiId', {
      Ref: 'MemoraiApiRestApi',
    }),
    functions(
      'Resources Type=AWS::Lambda::Permission&Properties.SourceArn.Fn::Join.1.6=/*/* Properties Action',
      'lambda:InvokeFunction',
    ),
    functions(
      'Resources Properties.HttpMethod=ANY&Properties.ResourceId.Fn::GetAtt.1=RootResourceId Properties Integration Type',
      'AWS_PROXY',
    ),
    functions(variable('Api', 'CORS_ALLOWED_ORIGINS'), 'https://dashboard.memorai.com'),
  ),
  32: changed(
    'L128-131',
    functions('Resources MemoraiWorkerFunction Properties Handler', 'worker-lambda.handler'),
    functions('Resources MemoraiWorkerFunction Properties Timeout', 300),
    functions('Resources MemoraiWorkerFunction Properties MemorySize', 2048),
    functions(variable('Worker', 'QUEUE_URL_PARAMETER'), '/memorai/serverless/queue/url'),
  ),
  33: changed(
    'L132-135',
    functions('Resources Type=AWS::Lambda::EventSourceMapping Properties BatchSize', 10),
    functions('Resources Type=AWS::Lambda::EventSourceMapping Properties FunctionName', {
      Ref: 'MemoraiWorkerFunction',
    }),
    serverlessQueue('Resources MemoraiQueue Properties VisibilityTimeout', 1800),
    serverlessQueue('Resources MemoraiQueue Properties RedrivePolicy maxReceiveCount', 5),
    serverlessQueue('Resources Properties.Name=/memorai/serverless/queue/arn Properties Value', {
      'Fn::GetAtt': ['MemoraiQueue', 'Arn'],
    }),
  ),
  34: changed(
    'L139-140',
    serverlessData('Resources MemoraiRDSCluster Type', 'AWS::RDS::DBCluster'),
    serverlessData('Resources MemoraiRDSInstance1 Type', 'AWS::RDS::DBInstance'),
    serverlessData('Resources MemoraiRDSCluster Properties StorageEncrypted', true),
    serverlessData('Resources MemoraiRDSCluster Properties DeletionProtection', true),
  ),
  35: changed(
    'L142-143',
    serverlessData('Resources MemoraiRDSCluster Properties Engine', 'aurora-postgresql'),
    serverlessData('Resources MemoraiRDSCluster Properties EngineVersion', '15.17'),
  ),
  36: changed(
    'L144-146',
    serverlessData('Resources MemoraiRDSCluster Properties DatabaseName', 'memorai'),
    serverlessData('Resources MemoraiRDSCluster Properties MasterUsername', 'memorai_admin'),
    serverlessData('Resources MemoraiRDSCluster Properties MasterUserPassword Fn::Join 1 1', {
      Ref: 'MemoraiSecretPostgresAdmin',
    }),
    serverlessData(
      'Resources MemoraiSecretPostgres Properties GenerateSecretString SecretStringTemplate',
      '{"username":"memorai"}',
    ),
  ),

  37: changed('L155', production('cluster version', '1.36')),
  38: kept(
    'L156',
    productionData('Resources MemoraiRDSCluster Properties EngineVersion', '15.17'),
    productionData('Resources Type=AWS::RDS::DBClusterParameterGroup Properties Family', 'aurora-postgresql15'),
  ),
  39: changed('L157', production('stores redis provider', 'external')),
  40: kept('L158', production('stores qdrant provider', 'external'), production('stores qdrant port', 6333)),
  41: kept(
    'L159',
    certificate('spec secretName', 'memorai-tls'),
    certificate('spec dnsNames', ['api.memorai.com', 'dashboard.memorai.com']),
  ),
  42: changed(
    'L160',
    production('domain', 'memorai.com'),
    ingress('metadata annotations external-dns.alpha.kubernetes.io/hostname', 'dashboard.memorai.com'),
    functions('Resources Type=AWS::ApiGateway::DomainName', absent),
    functions('Outputs MemoraiApiRestApiEndpoint Value Fn::Join 1 1', { Ref: 'MemoraiApiRestApi' }),
  ),
  43: changed(
    'L161',
    apiNetwork('spec ingress 0 from 2 namespaceSelector matchLabels', { 'kubernetes.io/metadata.name': 'monitoring' }),
  ),
  44: changed(
    'L167-170',
    development('tier', 'minimum'),
    tiers('minimum compute', { cpuMillis: 8_000, memoryMiB: 16 * 1024, storageGiB: 100 }),
  ),
  45: changed(
    'L172-176',
    development('stores postgres cpuMillis', 4_000),
    development('stores postgres memoryMiB', 8 * 1024),
    development('stores postgres storageGiB', 200),
    development('stores postgres iops', 3_000),
  ),
  46: changed(
    'L178-180',
    development('stores redis memoryMiB', 4 * 1024),
    development('stores redis persistence', true),
  ),
  47: changed(
    'L182-185',
    development('stores qdrant cpuMillis', 2_000),
    development('stores qdrant memoryMiB', 4 * 1024),
    development('stores qdrant storageGiB', 50),
  ),
  48: changed(
    'L188-191',
    production('tier', 'recommended'),
    tiers('recommended compute', { cpuMillis: 16_000, memoryMiB: 32 * 1024, storageGiB: 500 }),
  ),
  49: changed(
    'L193-198',
    production('stores postgres cpuMillis', 8_000),
    production('stores postgres memoryMiB', 16 * 1024),
    production('stores postgres readers', 2),
    productionData('Resources MemoraiRDSCluster Properties ServerlessV2ScalingConfiguration MaxCapacity', 8),
    productionData('Resources MemoraiRDSInstance3 Properties DBClusterIdentifier', { Ref: 'MemoraiRDSCluster' }),
    productionData('Resources MemoraiRDSCluster Properties Iops', absent),
    productionData('Resources MemoraiRDSCluster Properties AllocatedStorage', absent),
    tiers('recommended postgres storageGiB', 1_000),
    tiers('recommended postgres iops', 10_000),
  ),
  50: changed(
    'L200-204',
    production('stores redis memoryMiB', 8 * 1024),
    production('stores redis persistence', true),
    production('stores redis topology', { mode: 'cluster', shards: 3, replicasPerShard: 1 }),
  ),
  51: changed(
    'L206-210',
    production('stores qdrant cpuMillis', 4_000),
    production('stores qdrant memoryMiB', 8 * 1024),
    production('stores qdrant storageGiB', 200),
    production('stores qdrant replicationFactor', 2),
    production('stores qdrant nodes', 3),
  ),

  52: kept('L219', configMap('data MEMORAI_ENV', 'production')),
  53: kept('L220', api(env('MEMORAI_PORT'), '3001')),
  54: kept('L221', configMap('data MEMORAI_HOST', '0.0.0.0')),
  55: changed(
    'L224',
    api(secretKey('DATABASE_URL'), fromApiSecrets('DATABASE_URL')),
    apiSecrets('spec target template data DATABASE_URL', databaseUrl),
  ),
  56: changed(
    'L225',
    configMap('data DATABASE_POOL_SIZE', '7'),
    functions(variable('Api', 'DATABASE_POOL_SIZE'), '2'),
  ),
  57: changed('L226', configMap('data DATABASE_TIMEOUT', '5000')),
  58: changed(
    'L229',
    api(secretKey('REDIS_URL'), fromApiSecrets('REDIS_URL')),
    apiSecrets('spec target template data REDIS_URL', redisUrl),
  ),
  59: changed(
    'L230',
    configMap('data REDIS_CLUSTER_MODE', 'true'),
    about('development/kubernetes/20-config/configmap-memorai-config.yaml')('data REDIS_CLUSTER_MODE', 'false'),
  ),
  60: kept('L231', ...issuedKey('REDIS_PASSWORD', 'MemoraiSecretRedisPassword')),
  61: changed('L234', configMap('data QDRANT_URL', 'https://qdrant.internal.memorai.com:6333')),
  62: kept('L235', ...issuedKey('QDRANT_API_KEY', 'MemoraiSecretQdrantApiKey')),
  63: kept('L236', configMap('data QDRANT_COLLECTION', 'memorai_embeddings')),
  64: kept('L239', ...signingKey('JWT_SECRET', 'MemoraiSecretJwtSecret')),
  65: kept('L240', ...signingKey('ENCRYPTION_KEY', 'MemoraiSecretEncryptionKey')),
  66: kept('L241', ...signingKey('SESSION_SECRET', 'MemoraiSecretSessionSecret')),
  67: kept('L244', ...issuedKey('OPENAI_API_KEY', 'MemoraiSecretOpenaiApiKey')),
  68: kept('L245', ...issuedKey('SENDGRID_API_KEY', 'MemoraiSecretSendgridApiKey')),
  69: changed(
    'L246',
    api(container('env name=AWS_ACCESS_KEY_ID'), absent),
    worker(container('env name=AWS_ACCESS_KEY_ID'), absent),
  ),
  70: changed(
    'L247',
    api(container('env name=AWS_SECRET_ACCESS_KEY'), absent),
    worker(container('env name=AWS_SECRET_ACCESS_KEY'), absent),
  ),
  71: kept('L250', configMap('data PROMETHEUS_ENDPOINT', 'http://prometheus:9090')),
  72: kept('L251', configMap('data GRAFANA_ENDPOINT', 'http://grafana:3000')),
  73: changed(
    'L252',
    configMap('data JAEGER_ENDPOINT', 'http://jaeger:4318'),
    configMap('data OTEL_EXPORTER_OTLP_ENDPOINT', 'http://jaeger:4318'),
  ),
  74: kept('L255', configMap('data ENABLE_AI_FEATURES', 'true')),
  75: kept('L256', configMap('data ENABLE_ANALYTICS', 'true')),
  76: kept('L257', configMap('data ENABLE_AUDIT_LOGGING', 'true')),
  77: kept('L258', configMap('data ENABLE_RATE_LIMITING', 'true')),
  78: changed(
    'L261',
    api(env('MAX_MEMORY_SIZE'), '512mb'),
    worker(env('MAX_MEMORY_SIZE'), '512mb'),
    dashboard(env('MAX_MEMORY_SIZE'), '256mb'),
    mcp(env('MAX_MEMORY_SIZE'), '256mb'),
  ),
  79: kept('L262', configMap('data MAX_CONCURRENT_REQUESTS', '1000')),
  80: kept('L263', configMap('data CACHE_TTL', '3600')),
  81: changed('L264', api(env('QUERY_TIMEOUT'), '20000'), worker(env('QUERY_TIMEOUT'), '120000')),
  82: changed(
    'L72,701,798-801,1098-1102',
    dashboard(env('NEXT_PUBLIC_API_URL'), 'https://api.memorai.com'),
    configMap('data MEMORAI_VERSION', '3.2.0'),
    api(secretKey('DB_HOST'), fromApiSecrets('DB_HOST')),
    configMap('data DB_PORT', '5432'),
    configMap('data DB_NAME', 'memorai'),
    configMap('data DB_USER', 'memorai'),
    api(secretKey('DB_PASSWORD'), fromApiSecrets('DB_PASSWORD')),
    configMap('data DOCKER_USERNAME', absent),
    configMap('data SLACK_WEBHOOK_URL', absent),
  ),

  108: changed(
    'L357-362',
    namespace('metadata name', 'memorai-production'),
    namespace('metadata labels name', 'memorai-production'),
    namespace('metadata labels environment', 'production'),
  ),
  109: changed(
    'L366-370',
    account('metadata name', 'memorai-api-sa'),
    account('metadata namespace', 'memorai-production'),
    account('automountServiceAccountToken', false),
  ),
  110: changed('L373-379'),
  111: changed('L381-383'),
  112: changed('L386-397'),
  113: changed(
    'L404-408',
    configMap('metadata name', 'memorai-config'),
    configMap('metadata namespace', 'memorai-production'),
  ),
  114: changed(
    'L410-415',
    configMap('data MEMORAI_ENV', 'production'),
    configMap('data MEMORAI_PORT', absent),
    api(env('MEMORAI_PORT'), '3001'),
    configMap('data DATABASE_POOL_SIZE', '7'),
    configMap('data REDIS_CLUSTER_MODE', 'true'),
    configMap('data ENABLE_AI_FEATURES', 'true'),
    configMap('data MAX_CONCURRENT_REQUESTS', '1000'),
  ),
  115: changed(
    'L419-424',
    apiSecrets('kind', 'ExternalSecret'),
    apiSecrets('metadata namespace', 'memorai-production'),
    apiSecrets('spec target name', 'memorai-api-secrets'),
  ),
  116: changed(
    'L426-429',
    apiSecrets('spec target template data DATABASE_URL', databaseUrl),
    apiSecrets('spec target template data REDIS_URL', redisUrl),
    apiSecrets('spec target template data JWT_SECRET', '{{ .JWT_SECRET }}'),
    apiSecrets('spec target template data OPENAI_API_KEY', '{{ .OPENAI_API_KEY }}'),
  ),
  117: changed(
    'L436-443',
    api('metadata name', 'memorai-api'),
    api('metadata namespace', 'memorai-production'),
    api('metadata labels app', 'memorai-api'),
    api('metadata labels version', 'v3.2.0'),
  ),
  118: changed('L445', api('spec replicas', absent), apiScaler('spec minReplicas', 3)),
  119: kept(
    'L446-450',
    api('spec strategy', { rollingUpdate: { maxSurge: 1, maxUnavailable: 0 }, type: 'RollingUpdate' }),
  ),
  120: kept(
    'L451-458',
    api('spec selector', { matchLabels: { app: 'memorai-api' } }),
    api('spec template metadata labels app', 'memorai-api'),
    api('spec template metadata labels version', 'v3.2.0'),
  ),
  121: changed('L460', api('spec template spec serviceAccountName', 'memorai-api-sa')),
  122: kept(
    'L462-465',
    api(container('name'), 'memorai-api'),
    api(container('image'), 'memorai/api:3.2.0'),
    api(container('ports 0 containerPort'), 3001),
  ),
  123: changed(
    'L466-470',
    api(container('envFrom'), [{ configMapRef: { name: 'memorai-config' } }]),
    api(secretKey('JWT_SECRET'), fromApiSecrets('JWT_SECRET')),
  ),
  124: changed(
    'L472-474',
    api(container('resources requests cpu'), '500m'),
    api(container('resources requests memory'), '1Gi'),
  ),
  125: kept(
    'L475-477',
    api(container('resources limits cpu'), '1000m'),
    api(container('resources limits memory'), '1Gi'),
  ),
  126: changed(
    'L478-485',
    api(container('livenessProbe'), {
      failureThreshold: 3,
      httpGet: { path: '/live', port: 'http' },
      initialDelaySeconds: 30,
      periodSeconds: 10,
      timeoutSeconds: 5,
    }),
    api(container('ports name=http containerPort'), 3001),
  ),
  127: kept(
    'L486-493',
    api(container('readinessProbe'), {
      failureThreshold: 3,
      httpGet: { path: '/ready', port: 'http' },
      initialDelaySeconds: 5,
      periodSeconds: 5,
      timeoutSeconds: 3,
    }),
    api(container('ports name=http containerPort'), 3001),
  ),
  128: changed(
    'L497-512',
    apiService('metadata name', 'memorai-api-service'),
    apiService('metadata labels app', 'memorai-api'),
    apiService('spec', {
      ports: [{ name: 'http', port: 80, protocol: 'TCP', targetPort: 3001 }],
      selector: { app: 'memorai-api' },
      type: 'ClusterIP',
    }),
  ),
  129: changed(
    'L516-525',
    apiScaler('apiVersion', 'autoscaling/v2'),
    apiScaler('metadata name', 'memorai-api-hpa'),
    apiScaler('spec scaleTargetRef', { apiVersion: 'apps/v1', kind: 'Deployment', name: 'memorai-api' }),
  ),
  130: kept('L526-527', apiScaler('spec minReplicas', 3), apiScaler('spec maxReplicas', 10)),
  131: kept('L529-534', apiScaler('spec metrics resource.name=cpu', utilization('cpu', 70))),
  132: kept('L535-540', apiScaler('spec metrics resource.name=memory', utilization('memory', 80))),
  133: changed(
    'L547-551',
    ingress('apiVersion', 'networking.k8s.io/v1'),
    ingress('metadata name', 'memorai-ingress'),
    ingress('metadata namespace', 'memorai-production'),
    apiIngress('metadata name', 'memorai-api-ingress'),
  ),
  134: changed(
    'L553',
    ingress('spec ingressClassName', 'nginx'),
    ingress('metadata annotations kubernetes.io/ingress.class', absent),
  ),
  135: changed(
    'L554',
    certificate('spec issuerRef', { group: 'cert-manager.io', kind: 'ClusterIssuer', name: 'letsencrypt-prod' }),
    ingress('metadata annotations cert-manager.io/cluster-issuer', absent),
  ),
  136: changed(
    'L555-556',
    apiIngress('metadata annotations nginx.ingress.kubernetes.io/limit-rpm', '100'),
    apiIngress('metadata annotations nginx.ingress.kubernetes.io/limit-burst-multiplier', '1'),
    apiIngress('metadata annotations nginx.ingress.kubernetes.io/rate-limit', absent),
    ingress('metadata annotations nginx.ingress.kubernetes.io/limit-rpm', absent),
  ),
  137: changed(
    'L557-558',
    ingress('metadata annotations nginx.ingress.kubernetes.io/ssl-redirect', 'true'),
    apiIngress('metadata annotations nginx.ingress.kubernetes.io/ssl-redirect', 'true'),
    ingress('metadata annotations nginx.ingress.kubernetes.io/force-ssl-redirect', absent),
  ),
  138: changed(
    'L560-564',
    ingress('spec tls', [{ hosts: ['dashboard.memorai.com'], secretName: 'memorai-tls' }]),
    apiIngress('spec tls', [{ hosts: ['api.memorai.com'], secretName: 'memorai-tls' }]),
  ),
  139: changed(
    'L566-575',
    apiIngress('spec rules 0 host', 'api.memorai.com'),
    apiIngress('spec rules 0 http paths path=/', rootPath('memorai-api-service')),
    apiIngress('spec rules 0 http paths path=/metrics backend', backend('memorai-nothing')),
  ),
  140: changed(
    'L576-585',
    ingress('spec rules 0 host', 'dashboard.memorai.com'),
    ingress('spec rules 0 http paths path=/', rootPath('memorai-dashboard-service')),
    ingress('spec rules 0 http paths path=/metrics backend', backend('memorai-nothing')),
    dashboardService('spec ports 0 targetPort', 3000),
  ),
};
