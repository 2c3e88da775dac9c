import { type IVpc, Vpc } from 'aws-cdk-lib/aws-ec2';
import { Annotations } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import type { Platform } from '../platform/types';
import { awsOf } from './aws-facts';

/** The VPC given, or the existing one that the config names. Throws where it has to be made and is not given. */
export function vpcOf(scope: Construct, platform: Platform, vpc: IVpc | undefined): IVpc {
  if (vpc !== undefined) {
    return vpc;
  }
  const { network } = awsOf(platform);
  if (network.kind === 'create') {
    throw new Error(`environment ${platform.environment} makes its own network: pass the vpc of its NetworkStack`);
  }
  const existing = Vpc.fromVpcAttributes(scope, 'Vpc', {
    vpcId: network.vpcId,
    vpcCidrBlock: network.cidr,
    availabilityZones: [...network.availabilityZones],
    privateSubnetIds: [...network.privateSubnetIds],
  });
  for (const subnet of existing.privateSubnets) {
    Annotations.of(subnet).acknowledgeWarning('@aws-cdk/aws-ec2:noSubnetRouteTableId', 'we add no route to it');
  }
  return existing;
}
