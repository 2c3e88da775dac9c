import type { Call, Lab } from './lab';

/** What an SDK reads of a cluster and of the repositories, in AWS's own words. */
export interface ClusterAccount {
  readonly cluster: {
    readonly version: string;
    readonly deletionProtection: boolean;
    readonly resourcesVpcConfig: {
      readonly endpointPublicAccess: boolean;
      readonly clusterSecurityGroupId: string;
      readonly subnetIds: readonly string[];
    };
    readonly accessConfig: { readonly authenticationMode: string; bootstrapClusterCreatorAdminPermissions: boolean };
    readonly encryptionConfig: readonly { readonly provider: { readonly keyArn: string } }[];
    readonly logging: { readonly clusterLogging: readonly { readonly types: readonly string[] }[] };
  };
  readonly nodeGroups: readonly NodeGroup[];
  readonly addons: readonly { readonly addonName: string; readonly configurationValues?: string }[];
  readonly associations: readonly {
    readonly namespace: string;
    readonly serviceAccount: string;
    readonly ownerArn?: string;
  }[];
  readonly admins: readonly string[];
  readonly repositories: readonly {
    readonly repositoryName: string;
    readonly imageTagMutability: string;
    readonly imageScanningConfiguration: { readonly scanOnPush: boolean };
  }[];
  readonly privateSubnets: readonly string[];
  readonly parameters: Readonly<Record<string, string>>;
}

export interface NodeGroup {
  readonly nodegroupName: string;
  readonly version: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly taints?: readonly { readonly key: string; readonly value: string; readonly effect: string }[];
  readonly scalingConfig: { readonly minSize: number; readonly maxSize: number; readonly desiredSize: number };
  readonly instanceType: string;
}

type Described = Omit<NodeGroup, 'instanceType'> & { readonly launchTemplate: { id: string; version: string } };

/** Reads one cluster, in three rounds: what there is, what each of it says, and what its machines are. */
export async function readCluster(lab: Lab, clusterName: string, environment: string): Promise<ClusterAccount> {
  const own = { clusterName };
  const parameter = (name: string): Call => ['ssm', 'get_parameter', { Name: `/memorai/${environment}/${name}` }];
  const names = ['cluster/name', 'cluster/endpoint', 'cluster/security-group', 'network/private-subnet-ids'];
  const [cluster, groups, addons, associations, entries, repositories, subnets, ...parameters] = await lab.sdk<
    [
      { cluster: ClusterAccount['cluster'] },
      { nodegroups: string[] },
      { addons: string[] },
      { associations: ClusterAccount['associations'] },
      { accessEntries: string[] },
      { repositories: ClusterAccount['repositories'] },
      { Subnets: { SubnetId: string }[] },
      ...{ Parameter: { Name: string; Value: string } }[],
    ]
  >(
    ['eks', 'describe_cluster', { name: clusterName }],
    ['eks', 'list_nodegroups', own],
    ['eks', 'list_addons', own],
    ['eks', 'list_pod_identity_associations', own],
    ['eks', 'list_access_entries', own],
    ['ecr', 'describe_repositories'],
    ['ec2', 'describe_subnets', { Filters: [{ Name: 'tag:Name', Values: [`memorai-${environment}-private-*`] }] }],
    ...names.map(parameter),
  );
  const described = await lab.sdk<{ nodegroup: Described }[]>(
    ...groups.nodegroups.map((nodegroupName) => ['eks', 'describe_nodegroup', { ...own, nodegroupName }] as const),
  );
  const added = await lab.sdk<{ addon: ClusterAccount['addons'][number] }[]>(
    ...addons.addons.map((addonName) => ['eks', 'describe_addon', { ...own, addonName }] as const),
  );
  const machines = await lab.sdk<{ LaunchTemplateVersions: { LaunchTemplateData: { InstanceType: string } }[] }[]>(
    ...described.map(
      ({ nodegroup: { launchTemplate } }) =>
        [
          'ec2',
          'describe_launch_template_versions',
          { LaunchTemplateId: launchTemplate.id, Versions: [launchTemplate.version] },
        ] as const,
    ),
  );
  return {
    cluster: cluster.cluster,
    nodeGroups: described.map(({ nodegroup }, index) => ({
      ...nodegroup,
      instanceType: machines[index]?.LaunchTemplateVersions[0]?.LaunchTemplateData.InstanceType ?? '',
    })),
    addons: added.map(({ addon }) => addon),
    associations: associations.associations,
    admins: entries.accessEntries,
    repositories: repositories.repositories.filter(({ repositoryName }) => !repositoryName.startsWith('cdk-')),
    privateSubnets: subnets.Subnets.map(({ SubnetId }) => SubnetId),
    parameters: Object.fromEntries(
      parameters.map(({ Parameter }) => [Parameter.Name.replace(`/memorai/${environment}/`, ''), Parameter.Value]),
    ),
  };
}
