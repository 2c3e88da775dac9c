import { join } from 'node:path';
import { loadPlatform } from '../../../lib/index';
import { endangered, touched } from './cdk-diff';
import { type ClusterAccount, readCluster } from './cluster-account';
import { judgeCluster } from './judge-cluster';
import type { Ended } from './keeper';
import { ACCOUNT, Lab, type Project, REGION } from './lab';
import { notMade, propertiesMissing } from './not-made';
import { whatIsLeft } from './what-is-left';

const name = 'memorai-harbour';

interface Changes {
  readonly zone: string;
  readonly machine?: string;
  readonly most?: number;
  readonly protection?: string;
}

/** Every stack of an environment on Kubernetes but the data and its backups, which other tests look at. */
const config = ({ zone, machine = 'm5.xlarge', most = 10, protection = '{ level: full }' }: Changes) => `
environment: harbour
version: 3.2.0
domain: memorai.com
protection: ${protection}
cluster:
  provider: eks
  nodePools:
    application: { instanceType: ${machine}, maxNodes: ${most} }
    batch: { instanceType: m7g.large, minNodes: 0, maxNodes: 2, tainted: true }
stores:
  postgres: { provider: external, host: db.memorai.com }
  redis: { host: redis.memorai.com }
  qdrant: { host: qdrant.memorai.com }
backup: { kind: none, reason: another test looks at it }
aws:
  region: ${REGION}
  account: "${ACCOUNT}"
  hostedZone: { id: ${zone} }
  eks: { kind: create, admins: ["arn:aws:iam::${ACCOUNT}:role/platform"] }
  dns: { failover: { go.memorai.com: { primary: east.memorai.com, secondary: west.memorai.com } } }
`;

let lab: Lab;
let project: Project;
let zone: string;
let before: readonly string[];
let account: ClusterAccount;

const cdk = async (...args: readonly string[]): Promise<Ended> => {
  const ended = await project.quickCdk(...args);
  if (ended.code !== 0)
    throw new Error(`cdk ${args.join(' ')} ended with ${ended.code}\n${ended.stdout}${ended.stderr}`);
  return ended;
};
const text = ({ stdout, stderr }: Ended) => stdout + stderr;
const deploy = () => cdk('deploy', '--all', '--require-approval', 'never');
const platform = () => loadPlatform(join(project.folder, 'environments', 'harbour.yaml'));
const stacks = async () => {
  const [{ Stacks }] = await lab.sdk<[{ Stacks: { StackName: string }[] }]>(['cloudformation', 'describe_stacks']);
  return Stacks.map(({ StackName }) => StackName).filter((stack) => stack.startsWith(name));
};

beforeAll(async () => {
  lab = await Lab.start();
  const [made] = await lab.sdk<[{ HostedZone: { Id: string } }]>([
    'route53',
    'create_hosted_zone',
    { Name: 'memorai.com', CallerReference: 'harbour' },
  ]);
  zone = made.HostedZone.Id.replace('/hostedzone/', '');
  project = lab.project('harbour', { 'harbour.yaml': config({ zone }) });
  await cdk('bootstrap', `aws://${ACCOUNT}/${REGION}`);
  before = await whatIsLeft(lab);
  // As a person would, with CDK's own validation.
  const { code, stdout, stderr } = await project.cdk('deploy', '--all', '--require-approval', 'never');
  if (code !== 0) throw new Error(stdout + stderr);
  account = await readCluster(lab, name, 'harbour');
});
afterAll(() => lab.close());

test('the cluster, its pools, the identities of its pods and the repositories are those of the platform', () => {
  expect(judgeCluster(account, platform())).toEqual([]);
  expect(account.addons.map(({ addonName }) => addonName).sort()).toEqual([
    'aws-ebs-csi-driver',
    'coredns',
    'eks-pod-identity-agent',
    'kube-proxy',
    'metrics-server',
    'vpc-cni',
  ]);
});

test('the emulator keeps every property but those that are listed', () => {
  const missing = propertiesMissing(lab.log());
  expect(missing.filter((property) => !notMade.properties.includes(property))).toEqual([]);
});

test('cdk diff finds nothing left to do', async () => {
  expect(text(await cdk('diff', '--fail'))).toContain('Number of stacks with differences: 0');
});

test('a public host leads to the first of two, each with its check', async () => {
  const [{ ResourceRecordSets }] = await lab.sdk<
    [{ ResourceRecordSets: { Name: string; Failover?: string; HealthCheckId?: string; ResourceRecords: object[] }[] }]
  >(['route53', 'list_resource_record_sets', { HostedZoneId: zone }]);
  expect(
    ResourceRecordSets.filter(({ Failover }) => Failover !== undefined).map(
      ({ Name, Failover, ResourceRecords, HealthCheckId }) => [
        Name.replace(/\.$/, ''),
        Failover,
        ResourceRecords,
        HealthCheckId !== undefined,
      ],
    ),
  ).toEqual([
    ['go.memorai.com', 'PRIMARY', [{ Value: 'east.memorai.com' }], true],
    ['go.memorai.com', 'SECONDARY', [{ Value: 'west.memorai.com' }], true],
  ]);
});

test('another machine rolls the nodes of one pool, and replaces nothing', async () => {
  project.write('harbour.yaml', config({ zone, machine: 'm6i.xlarge', most: 12 }));
  const shown = text(await cdk('diff'));
  expect([touched(shown), endangered(shown)]).toEqual([
    [expect.stringMatching(/^ClusterApplicationNodesLaunchTemplate/), 'MemoraiNodeGroupApplication'],
    [],
  ]);
  await deploy();
  const now = await readCluster(lab, name, 'harbour');
  expect(judgeCluster(now, platform())).toEqual([]);
  expect(now.nodeGroups.map(({ nodegroupName }) => nodegroupName)).toEqual(
    account.nodeGroups.map(({ nodegroupName }) => nodegroupName),
  );
});

test('planted: nodes that lost a taint and a label, a tag that may be overwritten, a pod too many, another group', async () => {
  const own = { clusterName: name };
  const group = (pool: string) =>
    account.nodeGroups.find(({ labels }) => labels['memorai.com/pool'] === pool)?.nodegroupName;
  const answers = await lab.sdk<object[]>(
    [
      'eks',
      'update_nodegroup_config',
      {
        ...own,
        nodegroupName: group('database'),
        taints: { removeTaints: [{ key: 'memorai.com/pool', value: 'database', effect: 'NO_SCHEDULE' }] },
      },
    ],
    [
      'eks',
      'update_nodegroup_config',
      { ...own, nodegroupName: group('batch'), labels: { removeLabels: ['memorai.com/pool'] } },
    ],
    ['ecr', 'put_image_tag_mutability', { repositoryName: 'memorai/api', imageTagMutability: 'MUTABLE' }],
    [
      'eks',
      'create_pod_identity_association',
      {
        ...own,
        namespace: 'default',
        serviceAccount: 'default',
        roleArn: `arn:aws:iam::${ACCOUNT}:role/administrator`,
      },
    ],
    ['ssm', 'put_parameter', { Name: '/memorai/harbour/cluster/security-group', Value: 'sg-0', Overwrite: true }],
  );
  expect(answers.filter((answer) => 'error' in answer)).toEqual([]);
  const identities = (platform().aws?.eks?.podIdentities ?? []).map((one) => `${one.namespace}/${one.serviceAccount}`);
  const sorted = (names: readonly string[]) => [...names].sort().join();
  expect(judgeCluster(await readCluster(lab, name, 'harbour'), platform())).toEqual([
    `${name}: identities of pods is ${sorted([...identities, 'default/default'])}, not ${sorted(identities)}`,
    'no nodes with memorai.com/pool=batch',
    'database: taints is , not memorai.com/pool=database:NO_SCHEDULE',
    'memorai/api: tags is MUTABLE, not IMMUTABLE',
    `${name}: published group is sg-0, not ${account.cluster.resourcesVpcConfig.clusterSecurityGroupId}`,
  ]);
});

test('cdk destroy refuses a protected environment; of an unprotected one nothing is left', async () => {
  const deployed = await stacks();
  const refused = await project.quickCdk('destroy', '--all', '--force');
  expect([refused.code, await stacks()]).toEqual([1, deployed]);

  project.write('harbour.yaml', config({ zone, protection: '{ level: none, reason: made by a test }' }));
  await deploy();
  await cdk('destroy', '--all', '--force');
  expect((await whatIsLeft(lab)).filter((left) => !before.includes(left))).toEqual([]);
});
