import type { NodePool, Platform } from '../../../lib/platform/types';
import type { ClusterAccount, NodeGroup } from './cluster-account';
import { differs } from './differs';

const sorted = (values: readonly string[]) => [...values].sort().join();

/** The cluster that was made is the one that the platform asks for, pool by pool and pod by pod. */
export function judgeCluster(account: ClusterAccount, platform: Platform): string[] {
  const { aws, cluster } = platform;
  const eks = aws?.eks;
  if (cluster === undefined || eks?.kind !== 'create') return ['no cluster to make'];
  const made = account.cluster;
  const network = made.resourcesVpcConfig;
  const is = (what: string, found: unknown, wanted: unknown) => differs(eks.name, what, found, wanted);
  const own = account.associations.filter(({ ownerArn }) => ownerArn === undefined);
  return [
    ...is('version', made.version, cluster.version),
    ...is('deletion protection', made.deletionProtection, platform.protection.level === 'full'),
    ...is('public endpoint', network.endpointPublicAccess, eks.endpoint.access === 'public'),
    ...is('subnets', sorted(network.subnetIds), sorted(account.privateSubnets)),
    ...is('sign-in', made.accessConfig.authenticationMode, 'API'),
    ...is('administration by who made it', made.accessConfig.bootstrapClusterCreatorAdminPermissions, false),
    ...is('keys of secrets', made.encryptionConfig.length, 1),
    ...is('logs', sorted(made.logging.clusterLogging.flatMap(({ types }) => types)), sorted(eks.logs)),
    ...is('administrators', sorted(account.admins), sorted(eks.admins)),
    ...is(
      'identities of pods',
      sorted(own.map((one) => `${one.namespace}/${one.serviceAccount}`)),
      sorted(eks.podIdentities.map((one) => `${one.namespace}/${one.serviceAccount}`)),
    ),
    ...Object.values(cluster.nodePools).flatMap((pool) => poolProblems(account.nodeGroups, pool, cluster.version)),
    ...is('node groups', account.nodeGroups.length, Object.keys(cluster.nodePools).length),
    ...is(
      'repositories',
      sorted(account.repositories.map(({ repositoryName }) => repositoryName)),
      sorted(aws?.registry?.repositories ?? []),
    ),
    ...account.repositories.flatMap(({ repositoryName, imageTagMutability, imageScanningConfiguration }) => [
      ...differs(repositoryName, 'tags', imageTagMutability, 'IMMUTABLE'),
      ...differs(repositoryName, 'scan', imageScanningConfiguration.scanOnPush, true),
    ]),
    ...is('published name', account.parameters['cluster/name'], eks.name),
    ...is('published group', account.parameters['cluster/security-group'], network.clusterSecurityGroupId),
    ...is('published subnets', account.parameters['network/private-subnet-ids'], network.subnetIds.join()),
  ];
}

/** Pods select a pool by its label and tolerate its taint: both have to be on the nodes, letter by letter. */
function poolProblems(groups: readonly NodeGroup[], pool: NodePool, version: string): string[] {
  const { key, value } = pool.label;
  const group = groups.find(({ labels }) => labels[key] === value);
  if (group === undefined) return [`no nodes with ${key}=${value}`];
  const is = (what: string, found: unknown, wanted: unknown) => differs(pool.name, what, found, wanted);
  const taints = (group.taints ?? []).map((taint) => `${taint.key}=${taint.value}:${taint.effect}`);
  return [
    ...is('version', group.version, version),
    ...is('machine', group.instanceType, pool.instanceType),
    ...is('least', group.scalingConfig.minSize, pool.minNodes),
    ...is('most', group.scalingConfig.maxSize, pool.autoScaling ? pool.maxNodes : pool.minNodes),
    ...is('taints', taints.join(), pool.tainted ? `${key}=${value}:NO_SCHEDULE` : ''),
  ];
}
