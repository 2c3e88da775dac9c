import { everything, serverless } from './platforms';
import { managedPoliciesOf, type Statement, statementsOf } from './statements';

const platforms = [serverless(), everything()];
const statements = platforms.flatMap(statementsOf);

/** Statements on any resource, and why there is none to name. */
const anyResource: readonly { readonly at: RegExp; readonly actions: RegExp; readonly reason: string }[] = [
  {
    at: /-serverless\/(memorai\w+|Migration)Role|-data\/PostgresBootstrapRole/,
    actions: /^ec2:/,
    reason: 'network interfaces of a function have no ARN before they exist; its own code is denied them',
  },
  { at: /-serverless\/memorai\w+Role/, actions: /^xray:Put/, reason: 'X-Ray has no resources' },
  {
    at: /-cluster\/PodIdentitiesKubeSystemClusterAutoscalerRole/,
    actions: /^(autoscaling:Describe|ec2:Describe|ec2:GetInstanceTypes)/,
    reason: 'calls that describe have no resource',
  },
  {
    at: /-cluster\/PodIdentitiesKubeSystemAwsLoadBalancerControllerRole/,
    actions: /^(acm:(Describe|List)|ec2:(Describe|GetSecurityGroups)|elasticloadbalancing:Describe)/,
    reason: 'calls that describe have no resource',
  },
  {
    at: /-cluster\/PodIdentitiesKubeSystemAwsLoadBalancerControllerRole/,
    actions: /^elasticloadbalancing:Create(LoadBalancer|TargetGroup)$/,
    reason: 'what is made has no name before; the condition asks for the tag of this cluster',
  },
  {
    at: /-cluster\/PodIdentitiesExternalDnsExternalDnsRole/,
    actions: /^route53:ListHostedZones$/,
    reason: 'listing has no resource',
  },
];

const row = ({ effect, actions, resources, condition }: Statement) =>
  `${effect} ${actions.join(', ')} on ${resources.join(', ')}${condition === undefined ? '' : ` if ${JSON.stringify(condition)}`}`;

test('what every role of every stack may do', () => {
  const byRole: Record<string, string[]> = {};
  for (const statement of statements) {
    const role = statement.at.replace(/[0-9A-F]{8}$/, '');
    byRole[role] = [...(byRole[role] ?? []), row(statement)];
  }
  expect(byRole).toMatchSnapshot();
});

test('no statement allows all actions, or all of a service', () => {
  const wide = statements.filter(
    ({ effect, actions }) => effect === 'Allow' && actions.some((action) => /\*/.test(action)),
  );
  expect(wide).toEqual([]);
});

const unnamed = statements.filter(({ effect, resources }) => effect === 'Allow' && resources.includes('*'));

test('no statement allows any resource without a reason', () => {
  const unexplained = unnamed.flatMap(({ at, actions }) =>
    actions
      .filter((action) => !anyResource.some((one) => one.at.test(at) && one.actions.test(action)))
      .map((action) => `${at} ${action}`),
  );
  expect(unexplained).toEqual([]);
});

test.each(anyResource.map((one) => [String(one.at), String(one.actions), one] as const))(
  'still needs any resource: %s %s',
  (_, __, one) => {
    expect(
      unnamed.some(({ at, actions }) => one.at.test(at) && actions.some((action) => one.actions.test(action))),
    ).toBe(true);
  },
);

test('what the platform gives on any resource says why', () => {
  const grants = platforms.flatMap(({ aws }) => aws?.eks?.podIdentities ?? []).flatMap((identity) => identity.grants);
  expect(grants.filter(({ resources, why }) => resources.includes('*') !== (why !== undefined))).toEqual([]);
});

test("AWS's own policies are carried by the control plane, nodes, two add-ons, the API's log, backups and CodeDeploy alone", () => {
  expect(
    platforms
      .flatMap(managedPoliciesOf)
      .map(([at, policy]) => `${at.replace(/[0-9A-F]{8}$/, '')} ${policy}`)
      .sort(),
  ).toEqual([
    'memorai-production-backup/SnapshotsRole service-role/AWSBackupServiceRolePolicyForBackup',
    'memorai-production-backup/SnapshotsRole service-role/AWSBackupServiceRolePolicyForRestores',
    'memorai-production-cluster/ClusterAwsEbsCsiDriverRole service-role/AmazonEBSCSIDriverPolicy',
    'memorai-production-cluster/ClusterNodeRole AmazonEC2ContainerRegistryPullOnly',
    'memorai-production-cluster/ClusterNodeRole AmazonEKSWorkerNodePolicy',
    'memorai-production-cluster/ClusterRole AmazonEKSClusterPolicy',
    'memorai-production-cluster/ClusterVpcCniRole AmazonEKS_CNI_Policy',
    'memorai-serverless-backup/SnapshotsRole service-role/AWSBackupServiceRolePolicyForBackup',
    'memorai-serverless-backup/SnapshotsRole service-role/AWSBackupServiceRolePolicyForRestores',
    'memorai-serverless-serverless/memoraiapiDeploymentRole service-role/AWSCodeDeployRoleForLambdaLimited',
    'memorai-serverless-serverless/memoraiapiapiApiCloudWatchRole service-role/AmazonAPIGatewayPushToCloudWatchLogs',
    'memorai-serverless-serverless/memoraiworkerDeploymentRole service-role/AWSCodeDeployRoleForLambdaLimited',
  ]);
});

test('the policies of a role are within what IAM takes, 10,240 characters', () => {
  const sizes: Record<string, number> = {};
  for (const { at, ...statement } of statements) {
    const document = JSON.stringify(statement)
      .replaceAll('${AWS::Partition}', 'aws-us-gov')
      .replaceAll('${AWS::AccountId}', '123456789012');
    sizes[at] = (sizes[at] ?? 50) + document.length;
  }
  expect(Object.entries(sizes).filter(([, size]) => size > 10_240)).toEqual([]);
  expect(Math.max(...Object.values(sizes))).toBeGreaterThan(5_000);
});
