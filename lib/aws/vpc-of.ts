import { type IVpc, Vpc } from 'aws-cdk-lib/aws-ec2';
import { Annotations } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import type { Platform } from '../platform/types';
import { awsOf } from './aws-facts';
import { subnetIds, vpcId } from './network-reference';

/** The VPC given, or else the platform's: the existing one that the config names, or that of the network stack. */
export function vpcOf(scope: Construct, platform: Platform, vpc: IVpc | undefined): IVpc {
  if (vpc !== undefined) {
    return vpc;
  }
  const { network } = awsOf(platform);
  const isolatedSubnetIds = [...subnetIds(scope, platform, 'Isolated')];
  const publicSubnetIds = [...subnetIds(scope, platform, 'Public')];
  const reference = Vpc.fromVpcAttributes(scope, 'Vpc', {
    vpcId: vpcId(scope, platform),
    vpcCidrBlock: network.cidr,
    availabilityZones: [...network.availabilityZones],
    privateSubnetIds: [...subnetIds(scope, platform, 'Private')],
    ...(isolatedSubnetIds.length === 0 ? {} : { isolatedSubnetIds }),
    ...(publicSubnetIds.length === 0 ? {} : { publicSubnetIds }),
  });
  for (const subnet of [...reference.privateSubnets, ...reference.isolatedSubnets, ...reference.publicSubnets]) {
    Annotations.of(subnet).acknowledgeWarning('@aws-cdk/aws-ec2:noSubnetRouteTableId', 'we add no route to it');
  }
  return reference;
}
