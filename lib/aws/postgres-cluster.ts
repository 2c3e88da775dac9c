import { InstanceType, type IVpc, type SecurityGroup, type SubnetSelection } from 'aws-cdk-lib/aws-ec2';
import { Key } from 'aws-cdk-lib/aws-kms';
import {
  AuroraPostgresEngineVersion,
  CfnGlobalCluster,
  ClusterInstance,
  Credentials,
  DatabaseCluster,
  DatabaseClusterEngine,
  DatabaseInsightsMode,
  type IClusterInstance,
  ParameterGroup,
  type PerformanceInsightRetention,
  SubnetGroup,
} from 'aws-cdk-lib/aws-rds';
import type { ISecret } from 'aws-cdk-lib/aws-secretsmanager';
import type { CfnParameter } from 'aws-cdk-lib/aws-ssm';
import { Annotations, CfnResource, Duration, RemovalPolicy } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import type { ParameterFact, Platform, Postgres } from '../platform/types';
import { awsOf, pinLogicalId, removalPolicy } from './aws-facts';
import { logicalIds } from './logical-ids';
import { PlatformConstruct, type PlatformConstructProps } from './platform-construct';
import { acceptDatabase } from './postgres-accepted';
import { postgresAccess } from './postgres-access';
import { PostgresBootstrap } from './postgres-bootstrap';
import { insightsOf } from './postgres-insights';
import { postgresLogs } from './postgres-logs';
import { postgresParameters } from './postgres-parameters';
import { PostgresPeople } from './postgres-people';
import { PostgresProxy } from './postgres-proxy';
import { publishParameters } from './publish-parameters';
import { storeSubnets } from './subnets';

export interface PostgresClusterProps extends PlatformConstructProps {
  readonly vpc: IVpc;
  /** JSON with the administrator's user and password: for the bootstrap only, never for an application. */
  readonly adminSecret: ISecret;
  /** JSON with user and password of the application: the proxy signs in with it. */
  readonly applicationSecret: ISecret;
}

/**
 * Aurora PostgreSQL: one writer and the readers, encrypted with a key of its own, TLS only.
 * Applications connect from the client security group, or from anywhere in the VPC when they run on Kubernetes.
 * Host, port and the rest are published as SSM parameters. Throws when the platform's Postgres is not Aurora.
 */
export class PostgresCluster extends PlatformConstruct {
  public readonly cluster: DatabaseCluster;
  /** Of the storage and its backups: without it no snapshot can be restored. */
  public readonly key: Key;
  /** Whoever carries it may connect, to the cluster and to the proxy. */
  public readonly clientSecurityGroup: SecurityGroup;
  public readonly parameterGroup: ParameterGroup;
  /** Makes what is inside: role, extensions, schemas. */
  public readonly bootstrap: PostgresBootstrap;
  /** Present where people sign in with IAM. */
  public readonly people?: PostgresPeople;
  /** Present with a global cluster: its secondary is in another region, in a stack of its own. */
  public readonly globalCluster?: CfnGlobalCluster;
  /** Present when the platform asks for a proxy. */
  public readonly proxy?: PostgresProxy;
  public readonly parameters: Readonly<Partial<Record<ParameterFact, CfnParameter>>>;

  constructor(scope: Construct, id: string, props: PostgresClusterProps) {
    super(scope, id, props, { paths: ['stores.postgres', 'aws.proxy'], rules: ['connections'] });
    const { platform, vpc } = props;
    const aws = awsOf(platform);
    const postgres = platform.stores.postgres;
    if (postgres.provider !== 'aurora') {
      throw new Error(`stores.postgres of ${platform.environment} is not Aurora, got ${postgres.provider}`);
    }
    const isProtected = platform.protection.level === 'full';
    const name = `memorai-${platform.environment}`;
    const engine = DatabaseClusterEngine.auroraPostgres({ version: engineVersion(postgres.engineVersion) });
    const vpcSubnets: SubnetSelection = { subnets: storeSubnets(this, vpc, 2) };

    this.key = new Key(this, 'Key', {
      description: `Storage and backups of ${name}`,
      enableKeyRotation: true,
      removalPolicy: isProtected ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
    });
    pinLogicalId(this.key, logicalIds.postgresKey);

    const access = postgresAccess(this, platform, vpc);
    this.clientSecurityGroup = access.client;

    const logs = postgresLogs(this, platform, postgres);
    this.parameterGroup = new ParameterGroup(this, 'Parameters', {
      engine,
      description: `Parameters of ${name}`,
      parameters: { ...postgresParameters(postgres) },
    });
    const subnetGroup = new SubnetGroup(this, 'Subnets', { vpc, vpcSubnets, description: `Subnets of ${name}` });
    pinLogicalId(subnetGroup, logicalIds.postgresSubnetGroup);

    const [writer, ...readers] = instances(name, postgres);
    this.cluster = new DatabaseCluster(this, 'Cluster', {
      engine,
      clusterIdentifier: name,
      defaultDatabaseName: postgres.database,
      credentials: Credentials.fromSecret(props.adminSecret, administrator(platform)),
      writer,
      readers,
      ...(postgres.capacity.kind === 'serverless'
        ? {
            serverlessV2MinCapacity: postgres.capacity.minAcu,
            serverlessV2MaxCapacity: postgres.capacity.maxAcu,
          }
        : {}),
      vpc,
      subnetGroup,
      securityGroups: [access.server],
      port: postgres.port,
      parameterGroup: this.parameterGroup,
      storageEncrypted: true,
      storageEncryptionKey: this.key,
      backup: { retention: Duration.days(postgres.backupRetentionDays), preferredWindow: postgres.backupWindow },
      preferredMaintenanceWindow: postgres.maintenanceWindow,
      copyTagsToSnapshot: true,
      deletionProtection: isProtected,
      removalPolicy: isProtected ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
      iamAuthentication: postgres.iamAuthentication,
      cloudwatchLogsExports: [...postgres.logExports],
      ...insights(postgres, this.key),
      // The version is the config's: AWS raising it by itself would make the template a lie.
      autoMinorVersionUpgrade: false,
    });
    Annotations.of(this.cluster).acknowledgeWarning(
      '@aws-cdk/aws-rds:instancePerformanceInsightsOverridden',
      'the setting of the cluster is that of its instances',
    );
    pinLogicalId(this.cluster, logicalIds.postgresCluster);
    acceptDatabase(this.cluster, platform, postgres);
    for (const [index, instance] of databaseInstances(this.cluster).entries()) {
      instance.overrideLogicalId(logicalIds.postgresInstance(index + 1));
    }
    this.cluster.node.addDependency(...logs);

    if (aws.proxy) {
      this.proxy = new PostgresProxy(this, 'Proxy', {
        platform,
        vpc,
        vpcSubnets,
        cluster: this.cluster,
        clientSecurityGroup: this.clientSecurityGroup,
        secret: props.applicationSecret,
      });
    }
    this.bootstrap = new PostgresBootstrap(this, 'Bootstrap', {
      platform,
      vpc,
      cluster: this.cluster,
      clientSecurityGroup: this.clientSecurityGroup,
    });
    if (postgres.people !== undefined) {
      const { clusterResourceIdentifier: clusterResourceId } = this.cluster;
      this.people = new PostgresPeople(this, 'People', { platform, clusterResourceId, region: 'first' });
    }
    if (aws.recovery?.kind === 'globalCluster') {
      this.globalCluster = this.addGlobalCluster(platform, aws.recovery.globalClusterName);
    }
    this.parameters = publishParameters(this, aws, {
      postgresHost: this.cluster.clusterEndpoint.hostname,
      postgresPort: String(postgres.port),
      postgresReaderHost: this.cluster.clusterReadEndpoint.hostname,
      ...(this.proxy === undefined ? {} : { postgresProxyHost: this.proxy.proxy.endpoint }),
      postgresClientSecurityGroup: this.clientSecurityGroup.securityGroupId,
    });
  }

  /** Made of the cluster, not the cluster of it: so a second region can come later, and go, without touching the first. */
  private addGlobalCluster(platform: Platform, name: string): CfnGlobalCluster {
    const globalCluster = new CfnGlobalCluster(this, 'GlobalCluster', {
      globalClusterIdentifier: name,
      sourceDbClusterIdentifier: this.cluster.clusterArn,
      deletionProtection: platform.protection.level === 'full',
    });
    globalCluster.applyRemovalPolicy(removalPolicy(platform.protection));
    pinLogicalId(globalCluster, logicalIds.postgresGlobalCluster);
    globalCluster.node.addDependency(this.cluster);
    return globalCluster;
  }
}

/** Part of a contract: another name would replace the cluster. Throws where the platform has no such secret. */
function administrator(platform: Platform): string {
  const { admin } = awsOf(platform).databaseSecrets;
  const content = platform.managedSecrets.find(({ name }) => name === admin)?.content;
  if (content?.kind !== 'databaseUser') {
    throw new Error(`managed secrets of ${platform.environment} must hold the database user ${admin}`);
  }
  return content.username;
}

/** A literal, so that a version newer than this CDK works; that it exists is checked against CDK's list in a test. */
function engineVersion(version: string): AuroraPostgresEngineVersion {
  const [major = ''] = version.split('.');
  return AuroraPostgresEngineVersion.of(version, major);
}

type Aurora = Extract<Postgres, { provider: 'aurora' }>;

function insights(postgres: Aurora, key: Key) {
  const found = insightsOf(postgres);
  return found === undefined
    ? { enablePerformanceInsights: false }
    : {
        enablePerformanceInsights: true,
        performanceInsightEncryptionKey: key,
        performanceInsightRetention: found.retentionDays satisfies PerformanceInsightRetention,
        databaseInsightsMode: found.mode === 'advanced' ? DatabaseInsightsMode.ADVANCED : DatabaseInsightsMode.STANDARD,
      };
}

/** The writer first. Numbered, not named by role: after a failover another one is the writer. */
function instances(name: string, postgres: Aurora): [IClusterInstance, ...IClusterInstance[]] {
  const { capacity } = postgres;
  const instance = (index: number): IClusterInstance => {
    const options = { instanceIdentifier: `${name}-${index}`, publiclyAccessible: false };
    return capacity.kind === 'serverless'
      ? ClusterInstance.serverlessV2(`Instance${index}`, { ...options, scaleWithWriter: index === 2 })
      : ClusterInstance.provisioned(`Instance${index}`, {
          ...options,
          instanceType: new InstanceType(capacity.instanceType),
        });
  };
  return [instance(1), ...Array.from({ length: postgres.readers }, (_, index) => instance(index + 2))];
}

/** In the order of their names. */
function databaseInstances(cluster: DatabaseCluster): CfnResource[] {
  return cluster.node
    .findAll()
    .filter(CfnResource.isCfnResource)
    .filter((resource) => resource.cfnResourceType === 'AWS::RDS::DBInstance');
}
