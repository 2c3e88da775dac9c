import type { Call, Lab } from './lab';

/** A list operation and where the names are in its answer. */
const lists: readonly (readonly [call: Call, items: string, name: string])[] = [
  [['cloudformation', 'describe_stacks'], 'Stacks', 'StackName'],
  [['ec2', 'describe_vpcs'], 'Vpcs', 'VpcId'],
  [['ec2', 'describe_subnets'], 'Subnets', 'SubnetId'],
  [['ec2', 'describe_route_tables'], 'RouteTables', 'RouteTableId'],
  [['ec2', 'describe_security_groups'], 'SecurityGroups', 'GroupId'],
  [['ec2', 'describe_internet_gateways'], 'InternetGateways', 'InternetGatewayId'],
  [['ec2', 'describe_addresses'], 'Addresses', 'AllocationId'],
  [['ec2', 'describe_network_interfaces'], 'NetworkInterfaces', 'NetworkInterfaceId'],
  [['ec2', 'describe_flow_logs'], 'FlowLogs', 'FlowLogId'],
  [['rds', 'describe_db_clusters'], 'DBClusters', 'DBClusterIdentifier'],
  [['rds', 'describe_db_instances'], 'DBInstances', 'DBInstanceIdentifier'],
  [['rds', 'describe_db_proxies'], 'DBProxies', 'DBProxyName'],
  [['rds', 'describe_db_subnet_groups'], 'DBSubnetGroups', 'DBSubnetGroupName'],
  [['rds', 'describe_db_cluster_parameter_groups'], 'DBClusterParameterGroups', 'DBClusterParameterGroupName'],
  [['secretsmanager', 'list_secrets'], 'SecretList', 'Name'],
  [['ssm', 'describe_parameters'], 'Parameters', 'Name'],
  [['lambda', 'list_functions'], 'Functions', 'FunctionName'],
  [['lambda', 'list_event_source_mappings'], 'EventSourceMappings', 'UUID'],
  [['apigateway', 'get_rest_apis'], 'items', 'name'],
  [['wafv2', 'list_web_acls', { Scope: 'REGIONAL' }], 'WebACLs', 'Name'],
  [['logs', 'describe_log_groups'], 'logGroups', 'logGroupName'],
  [['cloudwatch', 'describe_alarms'], 'MetricAlarms', 'AlarmName'],
  [['cloudwatch', 'list_dashboards'], 'DashboardEntries', 'DashboardName'],
  [['sns', 'list_topics'], 'Topics', 'TopicArn'],
  [['sns', 'list_subscriptions'], 'Subscriptions', 'SubscriptionArn'],
  [['acm', 'list_certificates'], 'CertificateSummaryList', 'CertificateArn'],
  [['apigateway', 'get_domain_names'], 'items', 'domainName'],
  [['iam', 'list_roles'], 'Roles', 'RoleName'],
  [['ec2', 'describe_launch_templates'], 'LaunchTemplates', 'LaunchTemplateId'],
  [['ecr', 'describe_repositories'], 'repositories', 'repositoryName'],
  [['route53', 'list_health_checks'], 'HealthChecks', 'Id'],
  [['s3', 'list_buckets'], 'Buckets', 'Name'],
  [['backup', 'list_backup_vaults'], 'BackupVaultList', 'BackupVaultName'],
  [['backup', 'list_backup_plans'], 'BackupPlansList', 'BackupPlanName'],
  [['iam', 'list_policies', { Scope: 'Local' }], 'Policies', 'PolicyName'],
  [['elasticache', 'describe_replication_groups'], 'ReplicationGroups', 'ReplicationGroupId'],
  [['elasticache', 'describe_cache_subnet_groups'], 'CacheSubnetGroups', 'CacheSubnetGroupName'],
  [['events', 'list_rules'], 'Rules', 'Name'],
  [['lambda', 'list_layers'], 'Layers', 'LayerName'],
];

/** Names of everything in the account that a stack of ours could have made, with its kind; keys that wait to go are gone. */
export async function whatIsLeft(lab: Lab): Promise<readonly string[]> {
  const answers = await lab.sdk<Record<string, Record<string, string>[]>[]>(...lists.map(([call]) => call));
  const [queues, keys, eks] = await lab.sdk<
    [{ QueueUrls?: string[] }, { Keys: { KeyId: string }[] }, { clusters: string[] }]
  >(['sqs', 'list_queues'], ['kms', 'list_keys'], ['eks', 'list_clusters']);
  const described = await lab.sdk<{ KeyMetadata: { KeyId: string; KeyState: string } }[]>(
    ...keys.Keys.map(({ KeyId }) => ['kms', 'describe_key', { KeyId }] as const),
  );
  return [
    ...lists.flatMap(([, items, name], index) => (answers[index]?.[items] ?? []).map((one) => `${items} ${one[name]}`)),
    ...(queues.QueueUrls ?? []),
    ...eks.clusters.map((cluster) => `clusters ${cluster}`),
    ...described
      .filter(({ KeyMetadata }) => KeyMetadata.KeyState === 'Enabled')
      .map(({ KeyMetadata }) => KeyMetadata.KeyId),
  ].sort();
}
