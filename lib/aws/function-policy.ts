import { type IRole, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { LogGroup } from 'aws-cdk-lib/aws-logs';
import { ArnFormat, Stack } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import type { Edge, Platform, Setting } from '../platform/types';
import { acceptWildcards } from './accepted-findings';

/** What Lambda itself does with the role, to put the function into a VPC (AWS documentation, "VPC permissions"). */
const networkActions = [
  'ec2:AssignPrivateIpAddresses',
  'ec2:CreateNetworkInterface',
  'ec2:DeleteNetworkInterface',
  'ec2:DescribeNetworkInterfaces',
  'ec2:DescribeSubnets',
  'ec2:UnassignPrivateIpAddresses',
];

/** The role of one function: its own log, its network interfaces, and exactly the names that its settings hold. */
export function functionRole(
  scope: Construct,
  functionName: string,
  logGroup: LogGroup,
  settings: readonly Setting[],
): Role {
  const role = new Role(scope, 'Role', {
    assumedBy: new ServicePrincipal('lambda.amazonaws.com'),
    description: `Function ${functionName}`,
  });
  const functionArn = Stack.of(scope).formatArn({
    service: 'lambda',
    resource: 'function',
    resourceName: functionName,
    arnFormat: ArnFormat.COLON_RESOURCE_NAME,
  });
  role.addToPolicy(
    new PolicyStatement({
      actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
      resources: [logGroup.logGroupArn],
    }),
  );
  role.addToPolicy(new PolicyStatement({ actions: networkActions, resources: ['*'] }));
  role.addToPolicy(
    // The service needs them, the code does not: what runs inside may not touch the network.
    PolicyStatement.fromJson({
      Effect: 'Deny',
      Action: networkActions,
      Resource: '*',
      Condition: { ArnEquals: { 'lambda:SourceFunctionArn': functionArn } },
    }),
  );
  grantSettings(role, scope, settings);
  acceptWildcards(
    role.node.findChild('DefaultPolicy'),
    'network interfaces and traces have no ARN before they exist; code of the function itself is denied the interfaces',
  );
  return role;
}

function grantSettings(role: Role, scope: Construct, settings: readonly Setting[]): void {
  const stack = Stack.of(scope);
  const secrets = unique(settings.flatMap(({ source }) => (source.from === 'secret' ? [source.secretName] : [])));
  const parameters = unique(
    settings.flatMap(({ source }) => (source.from === 'parameter' ? [source.parameterName] : [])),
  );
  if (secrets.length > 0) {
    role.addToPolicy(
      new PolicyStatement({
        actions: ['secretsmanager:GetSecretValue'],
        // Secrets Manager ends every ARN with six characters of its own.
        resources: secrets.map((name) =>
          stack.formatArn({
            service: 'secretsmanager',
            resource: 'secret',
            resourceName: `${name}-??????`,
            arnFormat: ArnFormat.COLON_RESOURCE_NAME,
          }),
        ),
      }),
    );
  }
  if (parameters.length > 0) {
    role.addToPolicy(
      new PolicyStatement({
        actions: ['ssm:GetParameter'],
        resources: parameters.map((name) =>
          stack.formatArn({ service: 'ssm', resource: 'parameter', resourceName: name.replace(/^\//, '') }),
        ),
      }),
    );
  }
}

/** Sending to the queue, for a service that has that edge; consuming is granted by the mapping. */
export function grantQueue(role: IRole, scope: Construct, platform: Platform, uses: readonly Edge[]): void {
  if (platform.queue.provider === 'sqs' && uses.some((edge) => edge.kind === 'queue' && edge.role === 'produce')) {
    role.addToPrincipalPolicy(
      new PolicyStatement({
        actions: ['sqs:SendMessage'],
        resources: [Stack.of(scope).formatArn({ service: 'sqs', resource: platform.queue.queueName })],
      }),
    );
  }
}

function unique(names: readonly string[]): string[] {
  return [...new Set(names)].sort();
}
