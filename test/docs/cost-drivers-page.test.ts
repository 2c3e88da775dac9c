import { readFileSync } from 'node:fs';
import { costDriversPage, costTable } from '../../scripts/cost-drivers-page';
import { shippedTemplates } from '../../scripts/shipped-templates';

const template = (...resources: readonly object[]) =>
  JSON.stringify({ Resources: Object.fromEntries(resources.map((resource, index) => [`R${index}`, resource])) });

const rows = (content: string): string[] =>
  costTable([{ stack: 'cluster', content }])
    .split('\n')
    .slice(2);

test('nodes are counted from the least to the most', () => {
  const group = (MinSize: number, MaxSize: number) => ({
    Type: 'AWS::EKS::Nodegroup',
    Properties: { ScalingConfig: { MinSize, MaxSize } },
  });
  expect(rows(template(group(3, 10), group(2, 8), group(3, 3)))).toEqual([
    '| cluster | node (EC2 instance and its volume) | 8-21 | each hour of an instance, each GB-month of a volume |',
  ]);
});

test('an interface is counted in each zone; a gateway endpoint costs nothing', () => {
  const endpoint = (VpcEndpointType: string) => ({
    Type: 'AWS::EC2::VPCEndpoint',
    Properties: { VpcEndpointType, SubnetIds: ['a', 'b', 'c'] },
  });
  expect(rows(template(endpoint('Interface'), endpoint('Interface'), endpoint('Gateway')))).toEqual([
    '| cluster | interface of an AWS service in a zone | 6 | each hour, and each GB through it |',
  ]);
});

test('a cache is billed by its nodes, in every shape', () => {
  const cache = (Properties: object) => ({ Type: 'AWS::ElastiCache::ReplicationGroup', Properties });
  const nodes = (Properties: object) => rows(template(cache(Properties)))[0]?.split(' | ')[2];
  expect([
    nodes({ NumNodeGroups: 3, ReplicasPerNodeGroup: 1 }),
    nodes({ NumNodeGroups: 2, ReplicasPerNodeGroup: 0 }),
    nodes({ NumCacheClusters: 2 }),
    nodes({}),
  ]).toEqual(['6', '2', '2', '1']);
});

test('an alarm is billed by the metrics that it watches', () => {
  const alarm = (Properties: object) => ({ Type: 'AWS::CloudWatch::Alarm', Properties });
  const formula = { Metrics: [{ Expression: 'MAX(METRICS())' }, { MetricStat: {} }, { MetricStat: {} }] };
  expect(rows(template(alarm({ MetricName: 'CPUUtilization' }), alarm(formula)))).toEqual([
    '| cluster | metric that an alarm watches | 3 | each month |',
  ]);
});

test('stacks stand in their order, whatever the order of the files', () => {
  const content = template({ Type: 'AWS::KMS::Key' });
  const table = costTable([
    { stack: 'cluster', content },
    { stack: 'data', content },
  ]);
  expect(
    table
      .split('\n')
      .slice(2)
      .map((line) => line.split(' ')[1]),
  ).toEqual(['data', 'cluster']);
});

test('is the page docs/cost-drivers.md; to write it again: npm run docs', () => {
  expect(readFileSync('docs/cost-drivers.md', 'utf8')).toBe(costDriversPage(shippedTemplates('environments')));
});
