import { type IVpc, Peer, Port, SecurityGroup } from 'aws-cdk-lib/aws-ec2';
import type { Construct } from 'constructs';
import type { Edge, Platform } from '../platform/types';

/**
 * The security group of one function: nobody may connect to it, and it may connect to what its edges name.
 * HTTPS goes anywhere: AWS's own APIs (secrets, parameters, queue, traces) and services outside have no fixed
 * address. Aurora and ElastiCache are not here; their client security groups let out to them.
 */
export function functionSecurityGroup(
  scope: Construct,
  platform: Platform,
  name: string,
  uses: readonly Edge[],
  vpc: IVpc,
): SecurityGroup {
  const group = new SecurityGroup(scope, 'SecurityGroup', {
    vpc,
    description: `Function ${name}`,
    allowAllOutbound: false,
  });
  group.addEgressRule(Peer.anyIpv4(), Port.tcp(443), 'APIs over HTTPS');
  for (const edge of uses) {
    const store = edge.kind === 'store' ? platform.stores[edge.store] : undefined;
    if (store?.provider === 'external') {
      group.addEgressRule(Peer.ipv4(store.cidr), Port.tcp(store.port), `${store.host}`);
    }
  }
  return group;
}
