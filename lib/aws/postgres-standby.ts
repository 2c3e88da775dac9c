import type { IVpc, SecurityGroup } from 'aws-cdk-lib/aws-ec2';
import { Key } from 'aws-cdk-lib/aws-kms';
import { CfnDBCluster, CfnDBClusterParameterGroup, CfnDBInstance, CfnDBSubnetGroup } from 'aws-cdk-lib/aws-rds';
import type { CfnParameter } from 'aws-cdk-lib/aws-ssm';
import type { Construct } from 'constructs';
import type { ParameterFact, Postgres, Recovery } from '../platform/types';
import { awsOf, pinLogicalId, removalPolicy } from './aws-facts';
import { logicalIds } from './logical-ids';
import { PlatformConstruct, type PlatformConstructProps } from './platform-construct';
import { acceptDatabase } from './postgres-accepted';
import { postgresAccess } from './postgres-access';
import { insightsOf } from './postgres-insights';
import { postgresLogs } from './postgres-logs';
import { postgresParameters } from './postgres-parameters';
import { PostgresPeople } from './postgres-people';
import { publishParameters } from './publish-parameters';
import { storeSubnets } from './subnets';

type Aurora = Extract<Postgres, { provider: 'aurora' }>;

export interface PostgresStandbyProps extends PlatformConstructProps {
  readonly vpc: IVpc;
  readonly recovery: Extract<Recovery, { kind: 'globalCluster' }>;
}

/**
 * The database in the second region: follows the first one within a second or so, and is promoted with
 * `aws rds failover-global-cluster` (E143). Data, users and passwords come from the first; the rest is as there.
 * Throws when the platform's Postgres is not Aurora.
 */
export class PostgresStandby extends PlatformConstruct {
  public readonly cluster: CfnDBCluster;
  public readonly instances: readonly CfnDBInstance[];
  public readonly key: Key;
  /** Whoever carries it may connect. */
  public readonly clientSecurityGroup: SecurityGroup;
  /** Present where people sign in with IAM: this database has an id of its own. */
  public readonly people?: PostgresPeople;
  public readonly parameters: Readonly<Partial<Record<ParameterFact, CfnParameter>>>;

  constructor(scope: Construct, id: string, props: PostgresStandbyProps) {
    super(scope, id, props, { paths: ['stores.postgres', 'aws.recovery'] });
    const { platform, vpc, recovery } = props;
    const { postgres } = platform.stores;
    if (postgres.provider !== 'aurora') {
      throw new Error(`stores.postgres of ${platform.environment} is not Aurora, got ${postgres.provider}`);
    }
    const name = `memorai-${platform.environment}`;
    const removal = removalPolicy(platform.protection);
    this.key = new Key(this, 'Key', {
      description: `Storage and backups of ${name} in ${recovery.region}`,
      enableKeyRotation: true,
      removalPolicy: removal,
    });
    pinLogicalId(this.key, logicalIds.postgresKey);

    const access = postgresAccess(this, platform, vpc);
    this.clientSecurityGroup = access.client;

    const subnetGroup = new CfnDBSubnetGroup(this, 'Subnets', {
      dbSubnetGroupDescription: `Subnets of ${name}`,
      subnetIds: storeSubnets(this, vpc, 2).map(({ subnetId }) => subnetId),
    });
    pinLogicalId(subnetGroup, logicalIds.postgresSubnetGroup);
    const parameterGroup = new CfnDBClusterParameterGroup(this, 'Parameters', {
      description: `Parameters of ${name}`,
      family: `aurora-postgresql${postgres.engineVersion.split('.')[0]}`,
      parameters: postgresParameters(postgres),
    });

    this.cluster = new CfnDBCluster(this, 'Cluster', {
      dbClusterIdentifier: name,
      globalClusterIdentifier: recovery.globalClusterName,
      engine: 'aurora-postgresql',
      engineVersion: postgres.engineVersion,
      dbSubnetGroupName: subnetGroup.ref,
      dbClusterParameterGroupName: parameterGroup.ref,
      vpcSecurityGroupIds: [access.server.securityGroupId],
      port: postgres.port,
      storageEncrypted: true,
      kmsKeyId: this.key.keyArn,
      backupRetentionPeriod: postgres.backupRetentionDays,
      preferredBackupWindow: postgres.backupWindow,
      preferredMaintenanceWindow: postgres.maintenanceWindow,
      copyTagsToSnapshot: true,
      deletionProtection: platform.protection.level === 'full',
      enableIamDatabaseAuthentication: postgres.iamAuthentication,
      enableCloudwatchLogsExports: [...postgres.logExports],
      autoMinorVersionUpgrade: false,
      ...insights(postgres, this.key),
      ...scaling(postgres),
    });
    this.cluster.node.addDependency(...postgresLogs(this, platform, postgres));
    this.cluster.applyRemovalPolicy(removal);
    pinLogicalId(this.cluster, logicalIds.postgresCluster);
    acceptDatabase(this.cluster, platform, postgres);
    this.instances = Array.from({ length: recovery.readers }, (_, index) => {
      const instance = new CfnDBInstance(this, `Instance${index + 1}`, {
        dbInstanceIdentifier: `${name}-${index + 1}`,
        dbClusterIdentifier: this.cluster.ref,
        dbInstanceClass: instanceClass(postgres),
        engine: 'aurora-postgresql',
        publiclyAccessible: false,
        // The first is promoted, the second scales with it and is next, as in the first region.
        promotionTier: Math.min(index, LAST_TIER),
        autoMinorVersionUpgrade: false,
      });
      instance.applyRemovalPolicy(removal);
      pinLogicalId(instance, logicalIds.postgresInstance(index + 1));
      return instance;
    });

    if (postgres.people !== undefined) {
      const clusterResourceId = this.cluster.attrDbClusterResourceId;
      this.people = new PostgresPeople(this, 'People', { platform, clusterResourceId, region: 'second' });
    }

    this.parameters = publishParameters(this, awsOf(platform), {
      postgresHost: this.cluster.attrEndpointAddress,
      postgresPort: String(postgres.port),
      postgresReaderHost: this.cluster.attrReadEndpointAddress,
      postgresClientSecurityGroup: this.clientSecurityGroup.securityGroupId,
    });
  }
}

/** Of readers that do not scale with the writer; CDK gives the first region's the same. */
const LAST_TIER = 2;

function insights(postgres: Aurora, key: Key) {
  const found = insightsOf(postgres);
  return found === undefined
    ? { performanceInsightsEnabled: false }
    : {
        performanceInsightsEnabled: true,
        performanceInsightsKmsKeyId: key.keyArn,
        performanceInsightsRetentionPeriod: found.retentionDays,
        databaseInsightsMode: found.mode,
      };
}

const instanceClass = ({ capacity }: Aurora): string =>
  capacity.kind === 'serverless' ? 'db.serverless' : `db.${capacity.instanceType}`;

const scaling = ({ capacity }: Aurora) =>
  capacity.kind === 'serverless'
    ? { serverlessV2ScalingConfiguration: { minCapacity: capacity.minAcu, maxCapacity: capacity.maxAcu } }
    : {};
