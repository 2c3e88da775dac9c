import { CfnParameter, Fn, Stack } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import type { ParameterFact, Platform } from '../platform/types';
import { awsOf } from './aws-facts';

/** Of a network that we make, in the order of the list of all subnets: of each kind one a zone. */
export const subnetKinds = ['Private', 'Isolated', 'Public'] as const;
export type SubnetKind = (typeof subnetKinds)[number];

/** The VPC's id: the config's, or read from SSM at each deployment (ADR 9). */
export function vpcId(scope: Construct, platform: Platform): string {
  const { network } = awsOf(platform);
  return network.kind === 'existing'
    ? network.vpcId
    : fact(scope, platform, 'networkVpcId', 'AWS::EC2::VPC::Id').valueAsString;
}

/** Ids of the subnets of one kind, one a zone. An existing network has private ones only. */
export function subnetIds(scope: Construct, platform: Platform, kind: SubnetKind): readonly string[] {
  const { network } = awsOf(platform);
  if (network.kind === 'existing') {
    return kind === 'Private' ? network.privateSubnetIds : [];
  }
  const all = fact(scope, platform, 'networkSubnetIds', 'List<AWS::EC2::Subnet::Id>').valueAsList;
  const zones = network.availabilityZones.length;
  const first = subnetKinds.indexOf(kind) * zones;
  return Array.from({ length: zones }, (_, index) => Fn.select(first + index, all));
}

/** One template parameter a fact and stack, whose value CloudFormation reads from SSM. */
function fact(scope: Construct, platform: Platform, name: ParameterFact, type: string): CfnParameter {
  const stack = Stack.of(scope);
  const id = `${name.slice(0, 1).toUpperCase()}${name.slice(1)}`;
  const existing = stack.node.tryFindChild(id);
  return existing instanceof CfnParameter
    ? existing
    : new CfnParameter(stack, id, {
        type: `AWS::SSM::Parameter::Value<${type}>`,
        default: awsOf(platform).parameters[name],
      });
}
