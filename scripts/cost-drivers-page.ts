import { stackTable } from '../lib/platform/stacks';

/** A resource of a template, as far as its cost goes. */
interface Resource {
  readonly Type: string;
  readonly Properties?: Readonly<Record<string, unknown>>;
}

/** What AWS bills of one kind of resource. */
interface Driver {
  readonly kind: string;
  /** What a bill counts: by the hour whether it is used or not, or by use. */
  readonly billed: string;
  /** How many of it a resource is; 1 where it is absent, nothing where it costs nothing. */
  readonly count?: (properties: Readonly<Record<string, unknown>>) => number | string | undefined;
}

const size = (value: unknown): number => (Array.isArray(value) ? value.length : 0);

const drivers: Readonly<Record<string, Driver>> = {
  'AWS::EC2::NatGateway': { kind: 'NAT gateway', billed: 'each hour, and each GB through it' },
  'AWS::EC2::EIP': { kind: 'public IPv4 address', billed: 'each hour' },
  'AWS::EC2::VPCEndpoint': {
    kind: 'interface of an AWS service in a zone',
    billed: 'each hour, and each GB through it',
    count: ({ VpcEndpointType, SubnetIds }) => (VpcEndpointType === 'Interface' ? size(SubnetIds) : undefined),
  },
  'AWS::EC2::FlowLog': { kind: 'flow log', billed: 'each GB that is written and kept' },
  'AWS::EKS::Cluster': { kind: 'Kubernetes control plane', billed: 'each hour; more past standard support' },
  'AWS::EKS::Nodegroup': {
    kind: 'node (EC2 instance and its volume)',
    billed: 'each hour of an instance, each GB-month of a volume',
    count: ({ ScalingConfig }) => {
      const { MinSize, MaxSize } = ScalingConfig as { readonly MinSize: number; readonly MaxSize: number };
      return MinSize === MaxSize ? MinSize : `${MinSize}-${MaxSize}`;
    },
  },
  'AWS::RDS::DBInstance': {
    kind: 'database instance',
    billed: 'each hour of an instance, or of a capacity unit (ACU)',
  },
  'AWS::RDS::DBCluster': {
    kind: 'database storage',
    billed: 'each GB-month, each request to it, backups beyond its size',
  },
  'AWS::RDS::DBProxy': { kind: 'database proxy', billed: 'each hour of a vCPU or ACU behind it' },
  'AWS::ElastiCache::ReplicationGroup': {
    kind: 'node of the cache',
    billed: 'each hour of a node, backups by the GB-month',
    count: ({ NumNodeGroups, ReplicasPerNodeGroup = 0, NumCacheClusters = 1 }) =>
      NumNodeGroups === undefined
        ? Number(NumCacheClusters)
        : Number(NumNodeGroups) * (1 + Number(ReplicasPerNodeGroup)),
  },
  'AWS::Backup::BackupVault': {
    kind: 'vault',
    billed: 'each GB-month of a snapshot, each GB that is copied to another region',
  },
  'AWS::S3::Bucket': { kind: 'bucket', billed: 'each GB-month, each request' },
  'AWS::KMS::Key': { kind: 'key', billed: 'each month, each request' },
  'AWS::SecretsManager::Secret': { kind: 'secret', billed: 'each month, each request' },
  'AWS::SQS::Queue': { kind: 'queue', billed: 'each request' },
  'AWS::SNS::Topic': { kind: 'topic', billed: 'each message' },
  'AWS::Lambda::Function': { kind: 'function', billed: 'each request, each GB-second' },
  'AWS::ApiGateway::RestApi': { kind: 'API', billed: 'each request' },
  'AWS::WAFv2::WebACL': { kind: 'web ACL', billed: 'each month, each rule, each request' },
  'AWS::CloudWatch::Alarm': {
    kind: 'metric that an alarm watches',
    billed: 'each month',
    // Of a formula each metric that goes into it (CloudWatch pricing), and not the formula.
    count: ({ Metrics }) =>
      Array.isArray(Metrics)
        ? Metrics.filter((one: { MetricStat?: unknown }) => one.MetricStat !== undefined).length
        : 1,
  },
  'AWS::CloudWatch::Dashboard': { kind: 'dashboard', billed: 'each month' },
  'AWS::Logs::LogGroup': { kind: 'log group', billed: 'each GB that is written, each GB-month that is kept' },
  'AWS::ECR::Repository': { kind: 'image repository', billed: 'each GB-month' },
  'AWS::Route53::HealthCheck': { kind: 'health check', billed: 'each month' },
  'AWS::Route53::RecordSet': { kind: 'DNS record', billed: 'each query' },
};

export interface StackTemplate {
  readonly environment: string;
  /** `network` */
  readonly stack: string;
  /** The template, as JSON. */
  readonly content: string;
}

/** The page docs/cost-drivers.md: kinds and counts of what is billed. No prices: they differ by region and by month. */
export function costDriversPage(templates: readonly StackTemplate[]): string {
  const environments = [...new Set(templates.map(({ environment }) => environment))];
  return [
    '<!-- Generated from the templates of the shipped environments: do not edit. -->',
    '# What an environment costs',
    '',
    'What AWS bills, by kind and count. Prices differ by region and change: put the counts into the AWS Pricing Calculator.',
    'Where a count has two numbers, it follows the load. Traffic between zones and out to the internet is billed beside it.',
    '',
    ...environments.flatMap((environment) => [
      `## ${environment}`,
      '',
      costTable(templates.filter((template) => template.environment === environment)),
      '',
    ]),
  ].join('\n');
}

/** One line a stack and kind, in the order of the stacks. */
export function costTable(templates: readonly Omit<StackTemplate, 'environment'>[]): string {
  const order = Object.keys(stackTable);
  const lines = [...templates]
    .sort((a, b) => order.indexOf(a.stack) - order.indexOf(b.stack))
    .flatMap(({ stack, content }) => {
      const resources = Object.values<Resource>(JSON.parse(content).Resources);
      return Object.entries(drivers).flatMap(([type, { kind, billed, count }]) => {
        const counts = resources
          .filter(({ Type }) => Type === type)
          .map(({ Properties = {} }) => (count === undefined ? 1 : count(Properties)))
          .filter((number) => number !== undefined);
        return counts.length === 0 ? [] : [[stack, kind, total(counts), billed].join(' | ')];
      });
    });
  return ['stack | what | count | billed', '--- | --- | --- | ---', ...lines].map((line) => `| ${line} |`).join('\n');
}

/** `3`, `2-8` → `5-11`. */
function total(counts: readonly (number | string)[]): string {
  const [least, most] = counts.reduce<[number, number]>(
    ([low, high], count) => {
      const [from = 0, to = from] = String(count).split('-').map(Number);
      return [low + from, high + to];
    },
    [0, 0],
  );
  return least === most ? `${least}` : `${least}-${most}`;
}
