import { about, absent } from './claims';

// What the rows look into, and shapes that several of them share.

export const production = about('production');
export const staging = about('staging');
export const serverless = about('serverless');
export const small = about('small');
export const composeFile = about('small/compose/compose.yaml');
export const tiers = about('tiers');
export const schema = about('schema');
export const kubernetes = (file: string) => about(`production/kubernetes/${file}`);
export const namespace = kubernetes('00-namespace/namespace-memorai-production.yaml');
export const account = kubernetes('10-access/serviceaccount-memorai-api-sa.yaml');
export const configMap = kubernetes('20-config/configmap-memorai-config.yaml');
export const apiSecrets = kubernetes('30-secrets/externalsecret-memorai-api-secrets.yaml');
export const apiNetwork = kubernetes('40-network/networkpolicy-memorai-api.yaml');
export const api = kubernetes('60-api/deployment-memorai-api.yaml');
export const apiService = kubernetes('60-api/service-memorai-api-service.yaml');
export const apiScaler = kubernetes('60-api/horizontalpodautoscaler-memorai-api-hpa.yaml');
export const dashboard = kubernetes('60-dashboard/deployment-memorai-dashboard.yaml');
export const dashboardService = kubernetes('60-dashboard/service-memorai-dashboard-service.yaml');
export const mcp = kubernetes('60-mcp/deployment-memorai-mcp.yaml');
export const worker = kubernetes('60-worker/deployment-memorai-worker.yaml');
export const certificate = kubernetes('90-ingress/certificate-memorai-tls.yaml');
export const ingress = kubernetes('90-ingress/ingress-memorai-ingress.yaml');
export const apiIngress = kubernetes('90-ingress/ingress-memorai-api-ingress.yaml');
export const productionData = about('production/cloudformation/memorai-production-data.template.json');
export const productionCluster = about('production/cloudformation/memorai-production-cluster.template.json');
export const productionBackup = about('production/cloudformation/memorai-production-backup.template.json');
export const serverlessData = about('serverless/cloudformation/memorai-serverless-data.template.json');
export const serverlessQueue = about('serverless/cloudformation/memorai-serverless-queue.template.json');
export const functions = about('serverless/cloudformation/memorai-serverless-serverless.template.json');
export const container = (step: string) => `spec template spec containers 0 ${step}`;
export const env = (name: string) => container(`env name=${name} value`);
export const secretKey = (name: string) => container(`env name=${name} valueFrom secretKeyRef`);
export const fromApiSecrets = (key: string) => ({ key, name: 'memorai-api-secrets' });
export const variable = (service: 'Api' | 'Worker', name: string) =>
  `Resources Memorai${service}Function Properties Environment Variables ${name}`;
const scaler = (service: string) => kubernetes(`60-${service}/horizontalpodautoscaler-memorai-${service}-hpa.yaml`);
/** Least and most replicas, in the platform and in the autoscaler. */
export const replicas = (service: string, min: number, max: number) => [
  production(`services ${service} replicas`, { min, max }),
  scaler(service)('spec minReplicas', min),
  scaler(service)('spec maxReplicas', max),
];
export const pool = (name: string, instanceType: string, minNodes: number, maxNodes: number, autoScaling: boolean) => [
  production(`cluster nodePools ${name} instanceType`, instanceType),
  production(`cluster nodePools ${name} minNodes`, minNodes),
  production(`cluster nodePools ${name} maxNodes`, maxNodes),
  production(`cluster nodePools ${name} autoScaling`, autoScaling),
];
export const utilization = (name: string, averageUtilization: number) => ({
  resource: { name, target: { averageUtilization, type: 'Utilization' } },
  type: 'Resource',
});
/** A secret of the application's own keys: made in the secret store, given to the api. */
export const signingKey = (name: string, logicalId: string) => [
  api(secretKey(name), fromApiSecrets(name)),
  productionData(`Resources ${logicalId} Properties Name`, `memorai/production/${name}`),
  productionData(`Resources ${logicalId} Properties GenerateSecretString PasswordLength`, 64),
];
/** A secret that somebody else issues: made without a value, given to the api. */
export const issuedKey = (name: string, logicalId: string) => [
  api(secretKey(name), fromApiSecrets(name)),
  productionData(`Resources ${logicalId} Properties Name`, `memorai/production/${name}`),
  productionData(`Resources ${logicalId} Properties GenerateSecretString`, absent),
];
export const backend = (service: string) => ({ service: { name: service, port: { number: 80 } } });
export const rootPath = (service: string) => ({ backend: backend(service), path: '/', pathType: 'Prefix' });
export const databaseUrl =
  'postgresql://memorai:{{ .DB_PASSWORD | urlquery | replace "+" "%20" }}@{{ .DB_HOST | urlquery | replace "+" "%20" }}:5432/memorai?sslmode=require';
export const redisUrl =
  'rediss://:{{ .REDIS_PASSWORD | urlquery | replace "+" "%20" }}@{{ .REDIS_HOST | urlquery | replace "+" "%20" }}:6379';
