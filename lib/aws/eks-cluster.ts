import { CfnAccessEntry, CfnAddon, CfnCluster } from 'aws-cdk-lib/aws-eks';
import type { CfnRole } from 'aws-cdk-lib/aws-iam';
import { CfnKey } from 'aws-cdk-lib/aws-kms';
import type { LogGroup } from 'aws-cdk-lib/aws-logs';
import type { CfnParameter } from 'aws-cdk-lib/aws-ssm';
import { Aws, Fn, Validations } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import { controlPlaneLogs } from '../platform/control-plane-logs';
import { constructId, pascalCase } from '../platform/pascal-case';
import type { Cluster, Eks, ParameterFact } from '../platform/types';
import { acceptFindings, acceptManagedPolicies } from './accepted-findings';
import { awsOf, pinLogicalId, removalPolicy } from './aws-facts';
import { eksAddonTable } from './eks-addons';
import { podRole, policyDocument, serviceRole } from './granted-role';
import { logGroup } from './log-group';
import { logicalIds } from './logical-ids';
import { subnetIds } from './network-reference';
import { NodeGroup } from './node-group';
import { PlatformConstruct, type PlatformConstructProps } from './platform-construct';
import { tagsOf } from './platform-stack';
import { publishParameters } from './publish-parameters';

type CreatedEks = Extract<Eks, { kind: 'create' }>;

export interface EksClusterProps extends PlatformConstructProps {
  readonly cluster: Cluster;
  readonly eks: CreatedEks;
}

/**
 * An EKS cluster with a node group for each pool. Single resources of CloudFormation: the classes of CDK choose Auto
 * Mode, give whoever deploys the administration, and add outputs and functions of their own. It stands in the private
 * subnets; who may do what in it is said by access entries alone.
 */
export class EksCluster extends PlatformConstruct {
  public readonly resource: CfnCluster;
  /** Of the Secrets in the control plane: without it they are lost. */
  public readonly key: CfnKey;
  public readonly nodeRole: CfnRole;
  /** By pool. */
  public readonly nodeGroups: Readonly<Record<string, NodeGroup>>;
  /** By name. */
  public readonly addons: Readonly<Record<string, CfnAddon>>;
  public readonly accessEntries: readonly CfnAccessEntry[];
  /** Present when a log of the control plane is kept. */
  public readonly logGroup?: LogGroup;
  public readonly parameters: Readonly<Partial<Record<ParameterFact, CfnParameter>>>;

  constructor(scope: Construct, id: string, props: EksClusterProps) {
    super(scope, id, props, { paths: ['cluster', 'aws.eks'] });
    const { platform, cluster, eks } = props;
    const subnets = [...subnetIds(this, platform, 'Private')];
    const retention = removalPolicy(platform.protection);

    this.key = new CfnKey(this, 'Key', {
      description: `Secrets in the control plane of ${eks.name}`,
      enableKeyRotation: true,
      keyPolicy: accountAdministers,
    });
    this.key.applyRemovalPolicy(retention);
    pinLogicalId(this.key, logicalIds.clusterKey);

    const role = serviceRole(this, 'Role', {
      service: 'eks.amazonaws.com',
      description: `Control plane of ${eks.name}`,
      managedPolicies: ['AmazonEKSClusterPolicy'],
    });
    acceptManagedPolicies(role, KEPT_BY_AWS);
    role.policies = [
      {
        policyName: 'SecretsKey',
        policyDocument: policyDocument([
          {
            actions: ['kms:Decrypt', 'kms:DescribeKey', 'kms:Encrypt', 'kms:ListGrants'],
            resources: [this.key.attrArn],
          },
        ]),
      },
    ];

    this.resource = new CfnCluster(this, 'Cluster', {
      name: eks.name,
      version: cluster.version,
      roleArn: role.attrArn,
      resourcesVpcConfig: {
        subnetIds: subnets,
        endpointPrivateAccess: true,
        endpointPublicAccess: eks.endpoint.access === 'public',
        ...(eks.endpoint.access === 'public' ? { publicAccessCidrs: [...eks.endpoint.cidrs] } : {}),
      },
      accessConfig: { authenticationMode: 'API', bootstrapClusterCreatorAdminPermissions: false },
      // Ours are add-ons from the start; EKS would install the same by itself, and nobody would keep them.
      bootstrapSelfManagedAddons: false,
      encryptionConfig: [{ provider: { keyArn: this.key.attrArn }, resources: ['secrets'] }],
      ...(eks.logs.length === 0
        ? {}
        : { logging: { clusterLogging: { enabledTypes: eks.logs.map((type) => ({ type })) } } }),
      // Past its support a cluster stays what the config says, at a price; otherwise AWS would upgrade it by itself.
      upgradePolicy: { supportType: 'EXTENDED' },
      deletionProtection: platform.protection.level === 'full',
    });
    this.resource.applyRemovalPolicy(retention);
    pinLogicalId(this.resource, logicalIds.cluster);
    Validations.of(this.resource).acknowledge({
      id: 'CloudFormation-Validate::W9009',
      reason: 'EKS encrypts what `resources` names, and the API takes no encryption without it',
    });
    acceptEndpointAndLogs(this.resource, eks);
    if (eks.logs.length > 0) {
      this.logGroup = logGroup(this, 'LogGroup', platform, `/aws/eks/${eks.name}/cluster`);
      this.resource.node.addDependency(this.logGroup);
    }

    this.accessEntries = eks.admins.map((principalArn) => this.admit(principalArn));
    const early = this.addAddons(eks, false);
    this.nodeRole = serviceRole(this, 'NodeRole', {
      service: 'ec2.amazonaws.com',
      description: `Nodes of ${eks.name}`,
      managedPolicies: ['AmazonEC2ContainerRegistryPullOnly', 'AmazonEKSWorkerNodePolicy'],
    });
    acceptManagedPolicies(this.nodeRole, KEPT_BY_AWS);
    this.nodeGroups = Object.fromEntries(
      Object.values(cluster.nodePools).map((pool) => [
        pool.name,
        new NodeGroup(this, `${pascalCase(pool.name)}Nodes`, {
          clusterName: this.resource.ref,
          version: cluster.version,
          pool,
          roleArn: this.nodeRole.attrArn,
          subnetIds: subnets,
          diskGiB: eks.nodeDiskGiB,
          tags: tagsOf(platform),
        }),
      ]),
    );
    const late = this.addAddons(eks, true);
    this.addons = { ...early, ...late };
    for (const { resource } of Object.values(this.nodeGroups)) {
      for (const addon of Object.values(early)) resource.addResourceDependency(addon);
      for (const addon of Object.values(late)) addon.addResourceDependency(resource);
    }
    this.parameters = publishParameters(this, awsOf(platform), {
      clusterName: this.resource.ref,
      clusterEndpoint: this.resource.attrEndpoint,
      clusterSecurityGroup: this.resource.attrClusterSecurityGroupId,
    });
  }

  /** Administration of the whole cluster, for one role or user. */
  private admit(principalArn: string): CfnAccessEntry {
    return new CfnAccessEntry(this, `Admin${constructId(principalArn.split('::')[1] ?? principalArn)}`, {
      clusterName: this.resource.ref,
      principalArn,
      type: 'STANDARD',
      accessPolicies: [
        {
          policyArn: `arn:${Aws.PARTITION}:eks::aws:cluster-access-policy/AmazonEKSClusterAdminPolicy`,
          accessScope: { type: 'cluster' },
        },
      ],
    });
  }

  private identify(
    addon: string,
    { serviceAccount, managedPolicy }: NonNullable<(typeof eksAddonTable)[number]['identity']>,
    eks: CreatedEks,
  ): CfnAddon.PodIdentityAssociationProperty {
    const role = podRole(this, `${pascalCase(addon)}Role`, {
      clusterName: eks.name,
      namespace: 'kube-system',
      serviceAccount,
      managedPolicies: [managedPolicy],
    });
    acceptManagedPolicies(role, KEPT_BY_AWS);
    return { serviceAccount, roleArn: role.attrArn };
  }

  private addAddons(eks: CreatedEks, afterNodes: boolean): Readonly<Record<string, CfnAddon>> {
    const addons = eksAddonTable.filter((addon) => addon.afterNodes === afterNodes);
    return Object.fromEntries(
      addons.map(({ name, configuration, identity }) => {
        const version = eks.addonVersions[name];
        const addon = new CfnAddon(this, pascalCase(name), {
          addonName: name,
          clusterName: this.resource.ref,
          resolveConflicts: 'OVERWRITE',
          ...(version === undefined ? {} : { addonVersion: version }),
          ...(configuration === undefined ? {} : { configurationValues: JSON.stringify(configuration) }),
          ...(identity === undefined ? {} : { podIdentityAssociations: [this.identify(name, identity, eks)] }),
        });
        return [name, addon];
      }),
    );
  }
}

/** What the config says of the control plane, and a linter would not. */
function acceptEndpointAndLogs(cluster: CfnCluster, { endpoint, logs }: CreatedEks): void {
  if (endpoint.access === 'public') acceptFindings(cluster, endpoint.reason, 'AwsSolutions-EKS1');
  const left = controlPlaneLogs.filter((log) => !logs.includes(log));
  acceptFindings(
    cluster,
    'the config names the logs that are kept; each is paid for by its size',
    ...left.map((log) => `AwsSolutions-EKS2[LogExport::${log}]`),
  );
}

/** What EKS, its nodes and its add-ons do for the cluster. */
const KEPT_BY_AWS = 'AWS keeps the list of actions with each version of what carries the policy';

/** The key is under the account's own IAM policies, as one that is made in the console. */
const accountAdministers = {
  Version: '2012-10-17',
  Statement: [
    {
      Effect: 'Allow',
      Action: 'kms:*',
      Resource: '*',
      Principal: { AWS: Fn.sub('arn:${AWS::Partition}:iam::${AWS::AccountId}:root') },
    },
  ],
};
