import { createHash } from 'node:crypto';
import { type IVpc, Peer, Port, SecurityGroup } from 'aws-cdk-lib/aws-ec2';
import type { Role } from 'aws-cdk-lib/aws-iam';
import { CfnFunction } from 'aws-cdk-lib/aws-lambda';
import type { LogGroup } from 'aws-cdk-lib/aws-logs';
import type { DatabaseCluster } from 'aws-cdk-lib/aws-rds';
import { CfnCustomResource, RemovalPolicy } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import { type BootstrapFacts, bootstrapStatements } from '../platform/database/bootstrap-sql';
import { lambdaRuntime } from '../platform/support';
import type { Setting } from '../platform/types';
import { awsOf, pinLogicalId } from './aws-facts';
import { bundledCode } from './bundled-code';
import { functionRole } from './function-policy';
import { logGroup } from './log-group';
import { logicalIds } from './logical-ids';
import { PlatformConstruct, type PlatformConstructProps } from './platform-construct';
import { functionSubnets } from './subnets';

/** A server that is just being made takes a minute or two until it answers. */
const TIMEOUT_SECONDS = 300;

export interface PostgresBootstrapProps extends PlatformConstructProps {
  readonly vpc: IVpc;
  /** With its instances: before them nothing answers. */
  readonly cluster: DatabaseCluster;
  readonly clientSecurityGroup: SecurityGroup;
}

/**
 * A function in the VPC that makes role, database, extensions and schemas as the administrator, when the stack is
 * made and whenever the statements change. It can be invoked by hand too, after a change of the application's
 * password. It undoes nothing, also not when the stack goes.
 */
export class PostgresBootstrap extends PlatformConstruct {
  public readonly function: CfnFunction;
  public readonly role: Role;
  public readonly securityGroup: SecurityGroup;
  public readonly logGroup: LogGroup;
  /** Runs the function during a deployment. */
  public readonly resource: CfnCustomResource;

  constructor(scope: Construct, id: string, props: PostgresBootstrapProps) {
    super(scope, id, props, { paths: ['stores.postgres'] });
    const { platform, vpc, cluster } = props;
    const { postgres } = platform.stores;
    const { admin, application, monitor } = awsOf(platform).databaseSecrets;
    const functionName = `memorai-${platform.environment}-postgres-bootstrap`;
    const facts: BootstrapFacts = {
      database: postgres.database,
      username: postgres.username,
      ...(postgres.monitor === undefined ? {} : { monitor: postgres.monitor }),
      ...(postgres.people === undefined ? {} : { people: postgres.people }),
      extensions: postgres.extensions,
      schemas: postgres.schemas,
      searchPath: postgres.searchPath,
    };

    // Its fixed name would block the stack from being made again.
    this.logGroup = logGroup(this, 'LogGroup', platform, `/aws/lambda/${functionName}`, RemovalPolicy.DESTROY);
    const monitorSecrets = postgres.monitor === undefined ? [] : [monitor];
    this.role = functionRole(this, functionName, this.logGroup, [admin, application, ...monitorSecrets].map(secret));
    this.securityGroup = new SecurityGroup(this, 'SecurityGroup', {
      vpc,
      description: `Function ${functionName}`,
      allowAllOutbound: false,
    });
    this.securityGroup.addEgressRule(
      Peer.anyIpv4(),
      Port.tcp(443),
      'Secrets Manager, and the answer to CloudFormation',
    );

    const code = bundledCode(this, 'bootstrap');
    this.function = new CfnFunction(this, 'Function', {
      functionName,
      description: `Roles, schemas and extensions of memorai-${platform.environment}`,
      runtime: lambdaRuntime.name,
      architectures: ['arm64'],
      code: { s3Bucket: code.s3BucketName, s3Key: code.s3ObjectKey },
      handler: 'index.handler',
      memorySize: 256,
      timeout: TIMEOUT_SECONDS,
      role: this.role.roleArn,
      loggingConfig: { logGroup: this.logGroup.logGroupName },
      vpcConfig: {
        subnetIds: functionSubnets(this, vpc).map(({ subnetId }) => subnetId),
        securityGroupIds: [this.securityGroup, props.clientSecurityGroup].map(({ securityGroupId }) => securityGroupId),
      },
      environment: {
        variables: {
          DB_HOST: cluster.clusterEndpoint.hostname,
          DB_PORT: String(postgres.port),
          ADMIN_SECRET_ID: admin,
          APPLICATION_SECRET_ID: application,
          ...(postgres.monitor === undefined ? {} : { MONITOR_SECRET_ID: monitor }),
          BOOTSTRAP_FACTS: JSON.stringify(facts),
          // Since Node 20 the runtime has Amazon's authorities, those of RDS among them, but loads them only by name.
          NODE_EXTRA_CA_CERTS: '/var/runtime/ca-cert.pem',
        },
      },
    });
    this.function.node.addDependency(this.role);

    this.resource = new CfnCustomResource(this, 'Resource', {
      serviceToken: this.function.attrArn,
      serviceTimeout: TIMEOUT_SECONDS + 60,
    });
    this.resource.addOverride('Type', 'Custom::PostgresBootstrap');
    // Nothing reads it: that it changes is what makes CloudFormation run the function again.
    this.resource.addPropertyOverride('Revision', revision(facts));
    pinLogicalId(this.resource, logicalIds.postgresBootstrap);
    // The rules of the security groups too: without them nothing answers.
    this.resource.node.addDependency(cluster, props.clientSecurityGroup, ...cluster.connections.securityGroups);
  }
}

const secret = (secretName: string): Setting => ({
  name: 'SECRET',
  kind: 'secret',
  scope: 'service',
  source: { from: 'secret', secretName },
});

/** Of the statements, not of the code: another version of the client is no reason to touch a database. */
function revision(facts: BootstrapFacts): string {
  return createHash('sha256')
    .update(JSON.stringify(bootstrapStatements(facts)))
    .digest('hex')
    .slice(0, 16);
}
