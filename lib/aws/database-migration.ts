import { createHash } from 'node:crypto';
import type { IVpc, SecurityGroup } from 'aws-cdk-lib/aws-ec2';
import { CfnRule } from 'aws-cdk-lib/aws-events';
import type { Role } from 'aws-cdk-lib/aws-iam';
import { CfnFunction, CfnLayerVersion, CfnPermission } from 'aws-cdk-lib/aws-lambda';
import type { LogGroup } from 'aws-cdk-lib/aws-logs';
import { Asset } from 'aws-cdk-lib/aws-s3-assets';
import { CfnCustomResource, RemovalPolicy } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import type { SetupStep } from '../platform/setup-steps';
import { setupFacts } from '../platform/store-config/setup-facts';
import type { MigrationFunction } from '../platform/types';
import { pinLogicalId } from './aws-facts';
import { bundledCode } from './bundled-code';
import { awsCron } from './cron';
import { functionSecurityGroup } from './function-egress';
import { functionEnvironment } from './function-environment';
import { functionRole } from './function-policy';
import { logGroup } from './log-group';
import { logicalIds } from './logical-ids';
import { namedPath } from './named-path';
import { PlatformConstruct, type PlatformConstructProps } from './platform-construct';
import { storeClients } from './store-clients';
import { functionSubnets } from './subnets';

interface Run {
  readonly steps: readonly SetupStep[];
  /** That another value of it is a reason to run them again. */
  readonly of: readonly unknown[];
}

export interface DatabaseMigrationProps extends PlatformConstructProps {
  readonly migration: MigrationFunction;
  readonly vpc: IVpc;
}

/**
 * A function in the VPC that runs the application's SQL as the application's role, and makes the collection of Qdrant,
 * whenever the SQL, the version or what the platform says of the stores changes. Whatever shall not serve before all of it
 * is done depends on `last`: where it fails the deployment fails, and callers stay with what they have (ADR 21). It undoes
 * nothing, also not when the stack goes.
 */
export class DatabaseMigration extends PlatformConstruct {
  public readonly function: CfnFunction;
  /** The application's SQL, apart from the code that runs it. */
  public readonly layer: CfnLayerVersion;
  public readonly role: Role;
  public readonly securityGroup: SecurityGroup;
  public readonly logGroup: LogGroup;
  /** Runs the steps of the database during a deployment. */
  public readonly resource: CfnCustomResource;
  /** Makes or compares the collection, after the database; present where a service uses Qdrant. */
  public readonly collection?: CfnCustomResource;
  /** Keeps partitions ahead between releases; present where the platform has a schedule for it. */
  public readonly schedule?: CfnRule;

  constructor(scope: Construct, id: string, props: DatabaseMigrationProps) {
    super(scope, id, props, { paths: ['migration'] });
    const { platform, migration, vpc } = props;
    const { functionName, settings, steps, uses, timeoutSeconds } = migration;
    const sql = new Asset(this, 'Sql', {
      path: namedPath('migration.sql', migration.sql, ['migrations', ...(steps.includes('seed') ? ['seeds'] : [])]),
    });
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
      description: `Sets up the databases of memorai-${platform.environment}`,
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
        subnetIds: functionSubnets(this, vpc).map(({ subnetId }) => subnetId),
        securityGroupIds: [this.securityGroup, ...storeClients(this, platform, uses)].map(
          ({ securityGroupId }) => securityGroupId,
        ),
      },
      environment: { variables: { ...functionEnvironment('the migration', settings) } },
    });
    this.function.node.addDependency(this.role);

    const { stores, connections, version } = platform;
    const facts = setupFacts(stores, connections);
    this.resource = this.run('Resource', 'Custom::DatabaseMigration', migration, {
      steps: steps.filter((step) => step !== 'collection'),
      // Not of the code that runs the SQL: another version of the client is no reason to touch a database.
      of: [version, sql.assetHash, facts.postgres, settings.filter(({ name }) => /^(DB|PG)/.test(name))],
    });
    pinLogicalId(this.resource, logicalIds.databaseMigration);
    // The rules too: without them nothing answers.
    this.resource.node.addDependency(this.securityGroup);
    if (steps.includes('collection')) {
      this.collection = this.run('Collection', 'Custom::QdrantCollection', migration, {
        steps: ['collection'],
        of: [version, facts.qdrant, settings.filter(({ name }) => name.startsWith('QDRANT_'))],
      });
      pinLogicalId(this.collection, logicalIds.qdrantCollection);
      // A Qdrant that cannot be reached keeps nobody's schema from being made.
      this.collection.node.addDependency(this.resource);
    }
    if (migration.schedule !== undefined) this.schedule = this.addSchedule(migration.schedule);
  }

  /** What ends last of a deployment. */
  public get last(): CfnCustomResource {
    return this.collection ?? this.resource;
  }

  /** Calls the function during a deployment whenever what the steps depend on changes. */
  private run(id: string, type: string, { timeoutSeconds }: MigrationFunction, { steps, of }: Run): CfnCustomResource {
    const resource = new CfnCustomResource(this, id, {
      serviceToken: this.function.attrArn,
      // It stops before its time is up, and says so; after that nobody has to be waited for.
      serviceTimeout: timeoutSeconds + 60,
    });
    resource.addOverride('Type', type);
    resource.addPropertyOverride('Steps', steps);
    resource.addPropertyOverride('Revision', hashOf([steps, ...of]));
    return resource;
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

const hashOf = (values: readonly unknown[]): string =>
  createHash('sha256').update(JSON.stringify(values)).digest('hex').slice(0, 16);
