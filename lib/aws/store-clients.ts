import { type ISecurityGroup, SecurityGroup } from 'aws-cdk-lib/aws-ec2';
import { CfnParameter, Stack } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import type { Edge, ParameterFact, Platform } from '../platform/types';
import { awsOf } from './aws-facts';
import { logicalIds } from './logical-ids';

interface Clients {
  readonly logicalId: string;
  readonly parameter: ParameterFact;
  readonly description: string;
}

/** Stores that AWS manages let in who carries their client group. */
const clients: Readonly<Record<'postgres' | 'redis', Clients>> = {
  postgres: {
    logicalId: logicalIds.postgresClientSecurityGroup,
    parameter: 'postgresClientSecurityGroup',
    description: 'Security group that may connect to the database',
  },
  redis: {
    logicalId: logicalIds.redisClientSecurityGroup,
    parameter: 'redisClientSecurityGroup',
    description: 'Security group that may connect to the cache',
  },
};

/** The client groups of what a service uses, by their SSM parameters, which CloudFormation reads at each deployment. */
export function storeClients(scope: Construct, platform: Platform, uses: readonly Edge[]): ISecurityGroup[] {
  return (['postgres', 'redis'] as const)
    .filter((name) => ['aurora', 'elasticache'].includes(platform.stores[name].provider))
    .filter((name) => uses.some((edge) => edge.kind === 'store' && edge.store === name))
    .map((name) =>
      SecurityGroup.fromSecurityGroupId(scope, `${clients[name].logicalId}Reference`, groupId(scope, platform, name), {
        mutable: false,
      }),
    );
}

/** One template parameter a stack, whoever asks first. */
function groupId(scope: Construct, platform: Platform, name: 'postgres' | 'redis'): string {
  const stack = Stack.of(scope);
  const { logicalId, parameter, description } = clients[name];
  const existing = stack.node.tryFindChild(logicalId);
  const own =
    existing instanceof CfnParameter
      ? existing
      : new CfnParameter(stack, logicalId, {
          type: 'AWS::SSM::Parameter::Value<AWS::EC2::SecurityGroup::Id>',
          default: awsOf(platform).parameters[parameter],
          description,
        });
  return own.valueAsString;
}
