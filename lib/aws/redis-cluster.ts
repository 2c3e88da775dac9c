import { type IVpc, Peer, Port, SecurityGroup } from 'aws-cdk-lib/aws-ec2';
import { CfnParameterGroup, CfnReplicationGroup, CfnSubnetGroup } from 'aws-cdk-lib/aws-elasticache';
import { Key } from 'aws-cdk-lib/aws-kms';
import type { LogGroup } from 'aws-cdk-lib/aws-logs';
import type { ISecret } from 'aws-cdk-lib/aws-secretsmanager';
import type { CfnParameter } from 'aws-cdk-lib/aws-ssm';
import { CfnDeletionPolicy } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import type { ParameterFact, Platform, Redis } from '../platform/types';
import { acceptFindings } from './accepted-findings';
import { awsOf, pinLogicalId, removalPolicy } from './aws-facts';
import { logGroup } from './log-group';
import { logicalIds } from './logical-ids';
import { PlatformConstruct, type PlatformConstructProps } from './platform-construct';
import { publishParameters } from './publish-parameters';
import { storeSubnets } from './subnets';

type ElastiCache = Extract<Redis, { provider: 'elasticache' }>;

export interface RedisClusterProps extends PlatformConstructProps {
  readonly vpc: IVpc;
  /** The password, as the whole text of the secret. */
  readonly secret: ISecret;
}

/**
 * ElastiCache for Valkey or Redis: one node, a node with replicas, or a cluster of shards. TLS only, with a password,
 * encrypted with a key of its own. Who may connect is as for `PostgresCluster`: the client security group, and pods
 * of the network on Kubernetes. Throws when the platform's Redis is not ElastiCache.
 */
export class RedisCluster extends PlatformConstruct {
  public readonly replicationGroup: CfnReplicationGroup;
  /** Of the data and its snapshots. */
  public readonly key: Key;
  /** Whoever carries it may connect. */
  public readonly clientSecurityGroup: SecurityGroup;
  public readonly securityGroup: SecurityGroup;
  public readonly parameterGroup: CfnParameterGroup;
  /** Slow commands, and the engine's own log. */
  public readonly logGroups: Readonly<Record<'slow' | 'engine', LogGroup>>;
  public readonly parameters: Readonly<Partial<Record<ParameterFact, CfnParameter>>>;

  constructor(scope: Construct, id: string, props: RedisClusterProps) {
    super(scope, id, props, { paths: ['stores.redis'] });
    const { platform, vpc } = props;
    const { redis } = platform.stores;
    if (redis.provider !== 'elasticache') {
      throw new Error(`stores.redis of ${platform.environment} is not ElastiCache, got ${redis.provider}`);
    }
    const name = `memorai-${platform.environment}`;

    this.key = new Key(this, 'Key', {
      description: `Cache of ${name} and its snapshots`,
      enableKeyRotation: true,
      removalPolicy: removalPolicy(platform.protection),
    });
    pinLogicalId(this.key, logicalIds.redisKey);
    this.clientSecurityGroup = new SecurityGroup(this, 'ClientSecurityGroup', {
      vpc,
      description: `Clients of the cache ${name}`,
      allowAllOutbound: false,
    });
    pinLogicalId(this.clientSecurityGroup, logicalIds.redisClientSecurityGroup);
    this.securityGroup = new SecurityGroup(this, 'SecurityGroup', {
      vpc,
      description: `Cache ${name}`,
      allowAllOutbound: false,
    });
    this.allowClients(platform, vpc, redis.port);

    const subnetGroup = new CfnSubnetGroup(this, 'Subnets', {
      cacheSubnetGroupName: name,
      description: `Subnets of ${name}`,
      subnetIds: storeSubnets(this, vpc).map(({ subnetId }) => subnetId),
    });
    pinLogicalId(subnetGroup, logicalIds.redisSubnetGroup);
    this.parameterGroup = new CfnParameterGroup(this, 'Parameters', {
      cacheParameterGroupFamily: parameterFamily(redis),
      description: `Parameters of ${name}`,
      properties: {
        // What goes when memory is full (E10); the group's own default keeps all that has no expiry, and then refuses.
        'maxmemory-policy': redis.eviction,
        'cluster-enabled': redis.topology.mode === 'cluster' ? 'yes' : 'no',
      },
    });
    this.logGroups = {
      slow: logGroup(this, 'SlowLog', platform, `/memorai/${platform.environment}/redis/slow`),
      engine: logGroup(this, 'EngineLog', platform, `/memorai/${platform.environment}/redis/engine`),
    };

    this.replicationGroup = new CfnReplicationGroup(this, 'ReplicationGroup', {
      replicationGroupId: name,
      replicationGroupDescription: `Cache of ${name}`,
      engine: redis.engine,
      engineVersion: redis.engineVersion,
      cacheNodeType: redis.nodeType,
      ...nodes(redis),
      // AWS raising it by itself would make the template a lie.
      autoMinorVersionUpgrade: false,
      cacheParameterGroupName: this.parameterGroup.ref,
      cacheSubnetGroupName: subnetGroup.ref,
      securityGroupIds: [this.securityGroup.securityGroupId],
      port: redis.port,
      transitEncryptionEnabled: true,
      atRestEncryptionEnabled: true,
      kmsKeyId: this.key.keyArn,
      authToken: props.secret.secretValue.unsafeUnwrap(),
      preferredMaintenanceWindow: redis.maintenanceWindow,
      ...(redis.snapshotRetentionDays === 0
        ? {}
        : { snapshotRetentionLimit: redis.snapshotRetentionDays, snapshotWindow: redis.snapshotWindow }),
      logDeliveryConfigurations: [
        this.delivery('slow-log', this.logGroups.slow),
        this.delivery('engine-log', this.logGroups.engine),
      ],
    });
    pinLogicalId(this.replicationGroup, logicalIds.redis);
    acceptCache(this.replicationGroup, redis);
    // A cache is made again from its sources; its last state makes that quicker, and a retained one would block its name.
    const policy = platform.protection.level === 'full' ? CfnDeletionPolicy.SNAPSHOT : CfnDeletionPolicy.DELETE;
    this.replicationGroup.cfnOptions.deletionPolicy = policy;
    this.replicationGroup.cfnOptions.updateReplacePolicy = policy;

    this.parameters = publishParameters(this, awsOf(platform), {
      redisHost:
        redis.topology.mode === 'cluster'
          ? this.replicationGroup.attrConfigurationEndPointAddress
          : this.replicationGroup.attrPrimaryEndPointAddress,
      redisPort: String(redis.port),
      redisClientSecurityGroup: this.clientSecurityGroup.securityGroupId,
    });
  }

  private allowClients(platform: Platform, vpc: IVpc, port: number): void {
    this.securityGroup.connections.allowFrom(this.clientSecurityGroup, Port.tcp(port), 'clients of the cache');
    if (platform.deployment === 'kubernetes') {
      this.securityGroup.addIngressRule(Peer.ipv4(vpc.vpcCidrBlock), Port.tcp(port), 'pods in this network');
    }
  }

  private delivery(logType: string, group: LogGroup): CfnReplicationGroup.LogDeliveryConfigurationRequestProperty {
    return {
      logType,
      logFormat: 'json',
      destinationType: 'cloudwatch-logs',
      destinationDetails: { cloudWatchLogsDetails: { logGroup: group.logGroupName } },
    };
  }
}

/** What the config says of the cache, and a linter would not. */
function acceptCache(group: CfnReplicationGroup, { engine, replicas }: ElastiCache): void {
  if (replicas === 0) {
    acceptFindings(group, 'without a replica there is nothing in another zone to fail over to', 'AwsSolutions-AEC4');
  }
  if (engine === 'redis') {
    acceptFindings(
      group,
      'who may connect is said by groups, networks and a password; a port hides nothing',
      'AwsSolutions-AEC5',
    );
  }
}

/** `valkey` 8.2 → `valkey8`; Redis has had one family for its 7. */
const parameterFamily = ({ engine, engineVersion }: ElastiCache): string => `${engine}${engineVersion.split('.')[0]}`;

/** Failover and more than one zone need a replica to fail over to (E34). */
function nodes({ topology, replicas }: ElastiCache) {
  const shared = {
    automaticFailoverEnabled: topology.mode === 'cluster' || replicas > 0,
    multiAzEnabled: replicas > 0,
  };
  return topology.mode === 'cluster'
    ? { ...shared, numNodeGroups: topology.shards, replicasPerNodeGroup: topology.replicasPerShard }
    : { ...shared, numCacheClusters: 1 + replicas };
}
