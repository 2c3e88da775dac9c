/** `memorai-infra/aws`: stacks and constructs for a CDK app of your own. */
export { addStacks, type Stacks } from './add-stacks';
export { appOptions } from './app-options';
export { DataStack, type DataStackProps } from './data-stack';
export { functionEnvironment } from './function-environment';
export { logicalIds } from './logical-ids';
export { Network, type NetworkProps } from './network';
export { NetworkStack } from './network-stack';
export { PlatformSecrets, type PlatformSecretsProps } from './platform-secrets';
export { PlatformStack, type PlatformStackProps } from './platform-stack';
export { PostgresCluster, type PostgresClusterProps } from './postgres-cluster';
export { PostgresProxy, type PostgresProxyProps } from './postgres-proxy';
export { QueueStack } from './queue-stack';
export { RateLimit, type RateLimitProps } from './rate-limit';
export { awsArtifacts } from './render';
export { ServerlessStack, type ServerlessStackProps } from './serverless-stack';
export { ServiceApi, type ServiceApiProps } from './service-api';
export { ServiceFunction, type ServiceFunctionProps } from './service-function';
export { WorkQueue, type WorkQueueProps } from './work-queue';
