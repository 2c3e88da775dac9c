import { createHash } from 'node:crypto';
import type { IVpc, SecurityGroup } from 'aws-cdk-lib/aws-ec2';
import { CfnRule } from 'aws-cdk-lib/aws-events';
import type { Role } from 'aws-cdk-lib/aws-iam';
import { CfnFunction, CfnLayerVersion, CfnPermission } from 'aws-cdk-lib/aws-lambda';
import type { LogGroup } from 'aws-cdk-lib/aws-logs';
import { Asset } from 'aws-cdk-lib/aws-s3-assets';
import { CfnCustomResource, RemovalPolicy } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import type { MigrationFunction, Platform } from '../platform/types';
import { pinLogicalId } from './aws-facts';
import { bundledCode } from './bundled-code';
import { awsCron } from './cron';
import { functionSecurityGroup } from './function-egress';
import { functionEnvironment } from './function-environment';
import { functionRole } from './function-policy';
import { logGroup } from './log-group';
import { logicalIds } from './logical-ids';
import { namedPath } from './named-path';
import { storeClients } from './store-clients';

/** Where Lambda unpacks layers. */
const SQL_FOLDER = '/opt';

export interface DatabaseMigrationProps {
  readonly platform: Platform;
  readonly migration: MigrationFunction;
  readonly vpc: IVpc;
}

/**
 * A function in the VPC that runs the application's SQL as the application's role, whenever the SQL, the version or
 * what the platform says of the stores changes. Whatever shall not serve before it is done depends on `resource`: where it
 * fails the deployment fails, and callers stay with what they have (ADR 21). It undoes nothing, also not when the stack
 * goes.
 */
export class DatabaseMigration extends Construct {
  public readonly function: CfnFunction;
  /** The application's SQL, apart from the code that runs it. */
  public readonly layer: CfnLayerVersion;
  public readonly role: Role;
  public readonly securityGroup: SecurityGroup;
  public readonly logGroup: LogGroup;
  /** Runs the function during a deployment. */
  public readonly resource: CfnCustomResource;
  /** Keeps partitions ahead between releases; present where the platform has a schedule for it. */
  public readonly schedule?: CfnRule;

  constructor(scope: Construct, id: string, { platform, migration, vpc }: DatabaseMigrationProps) {
    super(scope, id);
    const { functionName, settings, uses, timeoutSeconds } = migration;
    const sql = new Asset(this, 'Sql', { path: namedPath('migration.sql', migration.sql, ['migrations']) });
    // Its fixed name would block the stack from being made again.
    this.logGroup = logGroup(this, 'LogGroup', platform, `/aws/lambda/${functionName}`, RemovalPolicy.DESTROY);
    this.role = functionRole(this, functionName, this.logGroup, settings);
    this.securityGroup = functionSecurityGroup(this, platform, functionName, uses, vpc);
    this.layer = new CfnLayerVersion(this, 'Layer', {
      layerName: functionName,
      description: `SQL of memorai-${platform.environment}`,
      content: { s3Bucket: sql.s3BucketName, s3Key: sql.s3ObjectKey },
    });
    const code = bundledCode(this, 'migration');
    this.function = new CfnFunction(this, 'Function', {
      functionName,
      description: `Migrates the database of memorai-${platform.environment}`,
      runtime: 'nodejs24.x',
      architectures: ['arm64'],
      code: { s3Bucket: code.s3BucketName, s3Key: code.s3ObjectKey },
      handler: 'index.handler',
      memorySize: 512,
      timeout: timeoutSeconds,
      role: this.role.roleArn,
      layers: [this.layer.ref],
      loggingConfig: { logGroup: this.logGroup.logGroupName },
      vpcConfig: {
        subnetIds: vpc.privateSubnets.map(({ subnetId }) => subnetId),
        securityGroupIds: [this.securityGroup, ...storeClients(this, platform, uses)].map(
          ({ securityGroupId }) => securityGroupId,
        ),
      },
      environment: { variables: { ...functionEnvironment('the migration', settings), SQL_FOLDER } },
    });
    this.function.node.addDependency(this.role);

    this.resource = new CfnCustomResource(this, 'Resource', {
      serviceToken: this.function.attrArn,
      serviceTimeout: timeoutSeconds + 60,
    });
    this.resource.addOverride('Type', 'Custom::DatabaseMigration');
    // Nothing reads it: that it changes is what makes CloudFormation run the function again.
    this.resource.addPropertyOverride('Revision', revision(sql, platform.version, settings));
    pinLogicalId(this.resource, logicalIds.databaseMigration);
    // The rules too: without them nothing answers.
    this.resource.node.addDependency(this.securityGroup);
    if (migration.schedule !== undefined) this.schedule = this.addSchedule(migration.schedule);
  }

  private addSchedule(schedule: string): CfnRule {
    const rule = new CfnRule(this, 'Schedule', {
      description: 'Keeps partitions of the months ahead between releases',
      scheduleExpression: awsCron(schedule),
      state: 'ENABLED',
      targets: [{ id: 'partitions', arn: this.function.attrArn, input: JSON.stringify({ steps: ['index'] }) }],
    });
    new CfnPermission(this, 'SchedulePermission', {
      action: 'lambda:InvokeFunction',
      functionName: this.function.ref,
      principal: 'events.amazonaws.com',
      sourceArn: rule.attrArn,
    });
    return rule;
  }
}

/** Not of the code that runs the SQL: another version of the client is no reason to touch a database. */
function revision(sql: Asset, version: string, settings: MigrationFunction['settings']): string {
  return createHash('sha256')
    .update(JSON.stringify([sql.assetHash, version, settings]))
    .digest('hex')
    .slice(0, 16);
}
