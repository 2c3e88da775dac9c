import { type IVpc, Peer, Port, SecurityGroup } from 'aws-cdk-lib/aws-ec2';
import type { Construct } from 'constructs';
import type { Platform } from '../platform/types';
import { pinLogicalId } from './aws-facts';
import { logicalIds } from './logical-ids';

export interface PostgresAccess {
  /** Whoever carries it may connect. */
  readonly client: SecurityGroup;
  /** Of the database itself. */
  readonly server: SecurityGroup;
}

/** Who reaches a database in this network: its clients, and the pods of a cluster, as they carry no group of ours. */
export function postgresAccess(scope: Construct, platform: Platform, vpc: IVpc): PostgresAccess {
  const name = `memorai-${platform.environment}`;
  const client = new SecurityGroup(scope, 'ClientSecurityGroup', {
    vpc,
    description: `Clients of the database ${name}`,
    allowAllOutbound: false,
  });
  pinLogicalId(client, logicalIds.postgresClientSecurityGroup);
  const server = new SecurityGroup(scope, 'SecurityGroup', {
    vpc,
    description: `Database ${name}`,
    allowAllOutbound: false,
  });
  admitClients(server, client, platform, vpc);
  return { client, server };
}

/** Lets the clients in to whatever stands before or is the database: the same ones at each of its addresses. */
export function admitClients(server: SecurityGroup, client: SecurityGroup, platform: Platform, vpc: IVpc): void {
  const port = Port.tcp(platform.stores.postgres.port);
  server.connections.allowFrom(client, port, 'clients of the database');
  if (platform.deployment === 'kubernetes') {
    server.addIngressRule(Peer.ipv4(vpc.vpcCidrBlock), port, 'pods in this network');
  }
}
