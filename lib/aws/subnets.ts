import type { ISubnet, IVpc } from 'aws-cdk-lib/aws-ec2';
import { Token } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';

/**
 * Where a store stands: in the isolated subnets, else the private ones. Throws where a VPC of a team has neither, or
 * fewer zones than the store has to be in.
 *
 * @param zones Aurora takes a group of subnets in two zones or more, also for one instance (AWS, 'Working with a DB instance in a VPC')
 */
export function storeSubnets(scope: Construct, vpc: IVpc, zones = 1): ISubnet[] {
  const subnets = vpc.isolatedSubnets.length > 0 ? vpc.isolatedSubnets : vpc.privateSubnets;
  if (subnets.length === 0) {
    throw new Error(
      `${scope.node.path} needs isolated or private subnets, and its VPC (${vpc.node.path}) has none; give it a VPC with some`,
    );
  }
  const names = subnets.map(({ availabilityZone }) => availabilityZone);
  const found = new Set(names).size;
  if (found < zones && !names.some(Token.isUnresolved)) {
    throw new Error(
      `${scope.node.path} needs subnets in ${zones} zones, and those of its VPC (${vpc.node.path}) are in ${[...new Set(names)].join(', ')} alone`,
    );
  }
  return subnets;
}

/** Where functions stand: they reach AWS and others through NAT. Throws where a VPC of a team has no such subnets. */
export function functionSubnets(scope: Construct, vpc: IVpc): ISubnet[] {
  if (vpc.privateSubnets.length === 0) {
    throw new Error(
      `${scope.node.path} needs private subnets with a way out, and its VPC (${vpc.node.path}) has none; give it a VPC with some`,
    );
  }
  return vpc.privateSubnets;
}
