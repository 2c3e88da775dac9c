import { alarmsOf } from '../../../lib/aws';
import type { Platform } from '../../../lib/platform/types';
import { differs } from './differs';
import type { Lab } from './lab';

interface CloudWatchMetric {
  readonly Namespace?: string;
  readonly MetricName?: string;
  readonly Dimensions?: readonly { readonly Name: string; readonly Value: string }[];
}

interface MetricAlarm extends CloudWatchMetric {
  readonly AlarmName: string;
  readonly AlarmActions: readonly string[];
  readonly OKActions: readonly string[];
  readonly Threshold: number;
  readonly EvaluationPeriods: number;
  readonly TreatMissingData: string;
  readonly Metrics?: readonly { readonly Id: string; readonly MetricStat?: { readonly Metric: CloudWatchMetric } }[];
}

/** What an SDK reads of alarms and of whom they tell. */
export interface Watch {
  readonly alarms: readonly MetricAlarm[];
  /** By ARN. */
  readonly topics: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** By name. */
  readonly dashboards: Readonly<Record<string, { readonly widgets: readonly { readonly type: string }[] }>>;
  /** Names of queues, functions, APIs and clusters that there are. */
  readonly names: readonly string[];
}

export async function readWatch(lab: Lab): Promise<Watch> {
  const [alarms, topics, dashboards, queues, functions, apis, clusters, proxies, caches, vaults] = await lab.sdk<
    [
      { MetricAlarms: MetricAlarm[] },
      { Topics: { TopicArn: string }[] },
      { DashboardEntries: { DashboardName: string }[] },
      { QueueUrls: string[] },
      { Functions: { FunctionName: string }[] },
      { items: { name: string }[] },
      { DBClusters: { DBClusterIdentifier: string }[] },
      { DBProxies: { DBProxyName: string }[] },
      { ReplicationGroups: { ReplicationGroupId: string }[] },
      { BackupVaultList: { BackupVaultName: string }[] },
    ]
  >(
    ['cloudwatch', 'describe_alarms'],
    ['sns', 'list_topics'],
    ['cloudwatch', 'list_dashboards'],
    ['sqs', 'list_queues'],
    ['lambda', 'list_functions'],
    ['apigateway', 'get_rest_apis'],
    ['rds', 'describe_db_clusters'],
    ['rds', 'describe_db_proxies'],
    ['elasticache', 'describe_replication_groups'],
    ['backup', 'list_backup_vaults'],
  );
  const attributes = await lab.sdk<{ Attributes: Record<string, string> }[]>(
    ...topics.Topics.map(({ TopicArn }) => ['sns', 'get_topic_attributes', { TopicArn }] as const),
  );
  const bodies = await lab.sdk<{ DashboardName: string; DashboardBody: string }[]>(
    ...dashboards.DashboardEntries.map(
      ({ DashboardName }) => ['cloudwatch', 'get_dashboard', { DashboardName }] as const,
    ),
  );
  return {
    alarms: alarms.MetricAlarms,
    topics: Object.fromEntries(attributes.map(({ Attributes }) => [Attributes.TopicArn, Attributes])),
    dashboards: Object.fromEntries(
      bodies.map(({ DashboardName, DashboardBody }) => [DashboardName, JSON.parse(DashboardBody)]),
    ),
    names: [
      ...queues.QueueUrls.map((url) => url.split('/').pop() ?? ''),
      ...functions.Functions.map(({ FunctionName }) => FunctionName),
      ...apis.items.map(({ name }) => name),
      ...clusters.DBClusters.map(({ DBClusterIdentifier }) => DBClusterIdentifier),
      ...proxies.DBProxies.map(({ DBProxyName }) => DBProxyName),
      ...caches.ReplicationGroups.map(({ ReplicationGroupId }) => ReplicationGroupId),
      ...vaults.BackupVaultList.map(({ BackupVaultName }) => BackupVaultName),
    ],
  };
}

/** The dimension that names a resource; the others say which part of it. */
const naming = ['QueueName', 'FunctionName', 'ApiName', 'DBClusterIdentifier', 'ProxyName', 'BackupVaultName'];

/** Every alarm of the platform is there, watches something that is there, and tells an encrypted topic of its own. */
export function judgeAlarms(watch: Watch, platform: Platform): string[] {
  const facts = platform.alarms;
  if (facts === undefined) return [`${platform.environment} has no alarms`];
  const own = watch.alarms.filter(({ AlarmName }) => AlarmName.startsWith(facts.namePrefix));
  const [arn, topic] = Object.entries(watch.topics).find(([name]) => name.endsWith(`:${facts.topicName}`)) ?? [];
  const rollbacks = Object.values(platform.services).flatMap(({ name, lambda }) =>
    lambda ? [`${name}-rollback`] : [],
  );
  const wanted = [...alarmsOf(platform).map(({ id }) => id), ...rollbacks].map((id) => `${facts.namePrefix}${id}`);
  return [
    ...differs(
      'alarms',
      'names',
      own
        .map(({ AlarmName }) => AlarmName)
        .sort()
        .join(),
      wanted.sort().join(),
    ),
    ...own.flatMap((alarm) => [
      ...differs(alarm.AlarmName, 'actions', [...alarm.AlarmActions, ...alarm.OKActions].join(), [arn, arn].join()),
      ...namesOf(alarm)
        .filter((name) => !watch.names.includes(name))
        .map((name) => `${alarm.AlarmName} watches ${name}, which is not there`),
      ...(namesOf(alarm).length > 0 ? [] : [`${alarm.AlarmName} watches nothing by name`]),
    ]),
    ...alarmsOf(platform).flatMap(({ id, threshold, periods, silence }) => {
      const made = own.find(({ AlarmName }) => AlarmName === `${facts.namePrefix}${id}`);
      return [
        ...differs(id, 'threshold', made?.Threshold, threshold),
        ...differs(id, 'periods', made?.EvaluationPeriods, periods.outOf),
        ...differs(id, 'silence', made?.TreatMissingData, silence),
      ];
    }),
    ...(topic?.KmsMasterKeyId?.includes(':key/') ? [] : ['topic: no key of its own']),
    ...(topic?.Policy?.includes('"aws:SecureTransport":"false"') ? [] : ['topic: takes messages without TLS']),
    ...differs(
      'dashboard',
      'graphs',
      watch.dashboards[facts.dashboardName]?.widgets.filter(({ type }) => type === 'metric').length,
      alarmsOf(platform).length,
    ),
  ];
}

function namesOf({ Metrics, Dimensions }: MetricAlarm): readonly string[] {
  const dimensions = [
    Dimensions ?? [],
    ...(Metrics ?? []).map(({ MetricStat }) => MetricStat?.Metric.Dimensions ?? []),
  ];
  return dimensions.flat().flatMap(({ Name, Value }) => {
    // A node is named after its group; the emulated account lists groups alone.
    if (Name === 'CacheClusterId') return [Value.replace(/(-\d{4})?-\d{3}$/, '')];
    return naming.includes(Name) ? [Value] : [];
  });
}
