import { type IVpc, SecurityGroup, type SubnetSelection } from 'aws-cdk-lib/aws-ec2';
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { ClientPasswordAuthType, type DatabaseCluster, DatabaseProxy, ProxyTarget } from 'aws-cdk-lib/aws-rds';
import type { ISecret } from 'aws-cdk-lib/aws-secretsmanager';
import { Duration } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import type { ConnectionBudget, Platform } from '../platform/types';
import { pinLogicalId } from './aws-facts';
import { logicalIds } from './logical-ids';
import { PlatformConstruct, type PlatformConstructProps } from './platform-construct';
import { admitClients } from './postgres-access';

export interface PostgresProxyProps extends PlatformConstructProps {
  readonly vpc: IVpc;
  readonly vpcSubnets: SubnetSelection;
  readonly cluster: DatabaseCluster;
  readonly clientSecurityGroup: SecurityGroup;
  /** JSON with username and password of the one user that the proxy lets through. */
  readonly secret: ISecret;
}

/**
 * RDS Proxy: many short-lived functions share few connections (E26). Clients sign in with the application's
 * password, which they read anyway for the services that connect directly; IAM tokens would be a second way in.
 */
export class PostgresProxy extends PlatformConstruct {
  public readonly proxy: DatabaseProxy;
  public readonly securityGroup: SecurityGroup;
  /** May read the one secret, nothing else. */
  public readonly role: Role;

  constructor(scope: Construct, id: string, props: PostgresProxyProps) {
    super(scope, id, props, { paths: ['aws.proxy'], rules: ['connections'] });
    const { platform, vpc, cluster } = props;
    const name = `memorai-${platform.environment}`;

    this.securityGroup = new SecurityGroup(this, 'SecurityGroup', {
      vpc,
      description: `Proxy of the database ${name}`,
      allowAllOutbound: false,
    });
    this.role = new Role(this, 'Role', { assumedBy: new ServicePrincipal('rds.amazonaws.com') });
    this.proxy = new DatabaseProxy(this, 'Proxy', {
      dbProxyName: name,
      proxyTarget: ProxyTarget.fromCluster(cluster),
      vpc,
      vpcSubnets: props.vpcSubnets,
      securityGroups: [this.securityGroup],
      secrets: [props.secret],
      role: this.role,
      requireTLS: true,
      iamAuth: false,
      clientPasswordAuthType: ClientPasswordAuthType.POSTGRES_SCRAM_SHA_256,
      maxConnectionsPercent: proxyPercent(platform.connections),
      borrowTimeout: borrowTimeout(platform),
    });
    pinLogicalId(this.proxy, logicalIds.postgresProxy);
    admitClients(this.securityGroup, props.clientSecurityGroup, platform, vpc);
  }
}

/** Share of max_connections that the proxy may open, percent: all but the reserve for people and tools (E32). */
export function proxyPercent(budget: ConnectionBudget): number {
  const reserve = Object.values(budget.reserve).reduce((sum, count) => sum + count, 0);
  return Math.max(1, Math.floor((100 * (budget.usable - reserve)) / budget.maxConnections));
}

/** A client waits for a free connection no longer than it waits for a new one. */
function borrowTimeout(platform: Platform): Duration {
  const clients = Object.values(platform.services).filter(({ poolSize }) => poolSize > 0);
  return Duration.millis(Math.min(...clients.map(({ timeouts }) => timeouts.connectMs), 120_000));
}
