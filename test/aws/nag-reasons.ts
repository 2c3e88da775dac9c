/** A finding of cdk-nag's AwsSolutions rules that we leave as it is, and why. */
export interface NagReason {
  readonly rule: string | RegExp;
  /** Matches the end of the construct's path. */
  readonly resource: RegExp;
  readonly reason: string;
}

export const nagReasons: readonly NagReason[] = [
  {
    rule: 'AwsSolutions-SMG4',
    resource: /data\/Secrets\/MemoraiSecret(EncryptionKey|JwtSecret|SessionSecret)$/,
    reason: 'the application holds one key at a time: a new one signs everybody out, or leaves content unreadable',
  },
  {
    rule: 'AwsSolutions-SMG4',
    resource: /data\/Secrets\/MemoraiSecret(OpenaiApiKey|SendgridApiKey|QdrantApiKey|RedisPassword)$/,
    reason: 'somebody else issues it, and has no API that a rotation could ask for a new one',
  },
  {
    rule: 'AwsSolutions-SMG4',
    resource: /data\/Secrets\/MemoraiSecretPostgres(Monitor)?$/,
    reason: 'pods read it at their start: a rotation without a rollout would lock them out at their next connection',
  },
  {
    rule: 'AwsSolutions-SMG4',
    resource: /data\/Secrets\/MemoraiSecretPostgresAdmin$/,
    reason: 'nobody signs in with it between bootstraps; people have IAM authentication',
  },
  {
    rule: 'AwsSolutions-IAM5[Resource::*]',
    resource: /data\/Postgres\/Bootstrap\/Role\/DefaultPolicy\/Resource$/,
    reason: 'network interfaces have no ARN before they exist; code of the function itself is denied them',
  },
  {
    rule: 'AwsSolutions-IAM5[Resource::*]',
    resource: /serverless\/Migration\/Role\/DefaultPolicy\/Resource$/,
    reason: 'network interfaces have no ARN before they exist; code of the function itself is denied them',
  },
  {
    rule: 'AwsSolutions-S1',
    resource: /(backup|recovery)\/Backups\/Bucket$/,
    reason: "who reads a backup is in the account's CloudTrail; a bucket of logs would need a bucket of logs",
  },
  {
    rule: 'AwsSolutions-IAM5[Resource::*]',
    resource: /serverless\/memorai-(api|worker)\/Role\/DefaultPolicy\/Resource$/,
    reason:
      'network interfaces and traces have no ARN before they exist (AWS documentation); code of the function itself is denied the interfaces',
  },
  {
    rule: 'AwsSolutions-IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/service-role/AmazonAPIGatewayPushToCloudWatchLogs]',
    resource: /serverless\/memorai-api-api\/Api\/CloudWatchRole\/Resource$/,
    reason: 'the account-wide role of API Gateway: AWS keeps its list of actions',
  },
  {
    rule: 'AwsSolutions-IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/service-role/AWSCodeDeployRoleForLambdaLimited]',
    resource: /serverless\/memorai-(api|worker)\/Deployment\/Role\/Resource$/,
    reason: 'AWS keeps the list of what CodeDeploy does, and only CodeDeploy may take the role',
  },
  {
    rule: 'AwsSolutions-APIG2',
    resource: /serverless\/memorai-api-api\/Api\/Resource$/,
    reason: 'every path goes to one function, which knows the schemas and validates; the gateway knows none',
  },
  {
    rule: 'AwsSolutions-APIG4',
    resource: /serverless\/memorai-api-api\/Api\/Default\/({proxy\+}\/)?ANY\/Resource$/,
    reason: 'the application authorizes by its own tokens (JWT_SECRET); it has public paths too, such as sign-in',
  },
  {
    rule: 'AwsSolutions-COG4',
    resource: /serverless\/memorai-api-api\/Api\/Default\/({proxy\+}\/)?ANY\/Resource$/,
    reason: "users live in the application's own database, not in a Cognito pool",
  },
  {
    rule: 'AwsSolutions-APIG4',
    resource: /serverless\/memorai-api-api\/Api\/Default\/(live|metrics|ready)\/ANY\/Resource$/,
    reason: 'answers 404 and reaches nothing',
  },
  {
    rule: 'AwsSolutions-COG4',
    resource: /serverless\/memorai-api-api\/Api\/Default\/(live|metrics|ready)\/ANY\/Resource$/,
    reason: 'answers 404 and reaches nothing',
  },
  {
    rule: /^AwsSolutions-IAM4\[Policy::arn:<AWS::Partition>:iam::aws:policy\/(AmazonEKS|AmazonEC2ContainerRegistry)/,
    resource: /cluster\/Cluster\/(Role|NodeRole|VpcCniRole)$/,
    reason: 'what EKS and its nodes do for the cluster: AWS keeps the list of actions with each version',
  },
  {
    rule: /^AwsSolutions-IAM4\[Policy::arn:<AWS::Partition>:iam::aws:policy\/service-role\/AmazonEBSCSIDriverPolicy/,
    resource: /cluster\/Cluster\/AwsEbsCsiDriverRole$/,
    reason: "the driver's own policy, narrowed by tags of its volumes: AWS keeps it with each version of the add-on",
  },
  {
    rule: /^AwsSolutions-IAM5\[Resource::/,
    resource: /cluster\/PodIdentities\/KubeSystem(ClusterAutoscaler|AwsLoadBalancerController)Role$/,
    reason: 'what they act on is made later; each statement names a kind and asks for the tag of this cluster',
  },
  {
    rule: /^AwsSolutions-IAM5\[Resource::(\*|arn:<AWS::Partition>:route53:::hostedzone\/.+)\]$/,
    resource: /cluster\/PodIdentities\/ExternalDnsExternalDnsRole$/,
    reason: 'listing the zones has no resource',
  },
  {
    rule: /^AwsSolutions-IAM5\[Resource::arn:<AWS::Partition>:(secretsmanager|ssm):/,
    resource: /cluster\/PodIdentities\/ExternalSecretsExternalSecretsRole$/,
    reason: 'secrets and parameters of one environment, but for the administrator of the database',
  },
  {
    rule: 'AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:s3:::<MemoraiBackupBucket>/database/*]',
    resource: /backup\/JobPolicy\/Resource$/,
    reason: 'every backup in the folder: their names hold the time at which they are made',
  },
  {
    rule: 'AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:s3:::<MemoraiBackupBucket>/qdrant/*]',
    resource: /backup\/JobPolicy\/Resource$/,
    reason: 'every backup in the folder, as for the database',
  },
  ...['backup', 'backup-copy'].map((bucket) => ({
    rule: `AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:s3:::memorai-two-regions-${bucket}-<AWS::AccountId>/*]`,
    resource: /backup\/Replication\/Role\/Resource$/,
    reason: 'every object of the one bucket is copied into the other',
  })),
  {
    rule: 'AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:kms:us-west-2:<AWS::AccountId>:key/*]',
    resource: /backup\/Replication\/Role\/DefaultPolicy\/Resource$/,
    reason: 'the id of the key is made up by the other region; a condition on its alias leaves this one alone',
  },
  ...['Backup', 'Restores'].map((what) => ({
    rule: `AwsSolutions-IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/service-role/AWSBackupServiceRolePolicyFor${what}]`,
    resource: /backup\/Snapshots\/Role\/Resource$/,
    reason: 'AWS keeps the list of actions that its own backups need; it grows with what they can do',
  })),
];
