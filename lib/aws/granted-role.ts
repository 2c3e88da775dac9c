import { CfnRole } from 'aws-cdk-lib/aws-iam';
import { Aws, Fn } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import type { Grant } from '../platform/types';

/** Statements as IAM reads them; `${AWS::Partition}` and `${AWS::AccountId}` in ARNs are filled in at deployment. */
export function policyDocument(grants: readonly Grant[]) {
  return {
    Version: '2012-10-17',
    Statement: grants.map(({ effect = 'Allow', actions, resources, condition }) => ({
      Effect: effect,
      Action: actions,
      Resource: resources.map((resource) => (resource.includes('${AWS::') ? Fn.sub(resource) : resource)),
      ...(condition === undefined ? {} : { Condition: condition }),
    })),
  };
}

/** ARN of a policy that AWS keeps. */
const managedPolicy = (name: string): string => `arn:${Aws.PARTITION}:iam::aws:policy/${name}`;

/** A role of one service of AWS. */
export function serviceRole(
  scope: Construct,
  id: string,
  props: { readonly service: string; readonly description: string; readonly managedPolicies: readonly string[] },
): CfnRole {
  return new CfnRole(scope, id, {
    description: props.description,
    assumeRolePolicyDocument: {
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: props.service } }],
    },
    managedPolicyArns: props.managedPolicies.map(managedPolicy),
  });
}

/**
 * A role of the pods of one service account in one cluster. EKS Pod Identity says by tags of the session who asks, so an
 * association with another account, namespace or cluster gives nothing (AWS documentation, 'pod-id-role').
 */
export function podRole(
  scope: Construct,
  id: string,
  props: {
    readonly clusterName: string;
    readonly namespace: string;
    readonly serviceAccount: string;
    readonly grants?: readonly Grant[];
    readonly managedPolicies?: readonly string[];
  },
): CfnRole {
  const { clusterName, namespace, serviceAccount, grants = [], managedPolicies = [] } = props;
  return new CfnRole(scope, id, {
    description: `Pods of ${namespace}/${serviceAccount} in ${clusterName}`,
    assumeRolePolicyDocument: {
      Version: '2012-10-17',
      Statement: [
        {
          Effect: 'Allow',
          Action: ['sts:AssumeRole', 'sts:TagSession'],
          Principal: { Service: 'pods.eks.amazonaws.com' },
          Condition: {
            StringEquals: {
              'aws:RequestTag/eks-cluster-name': clusterName,
              'aws:RequestTag/kubernetes-namespace': namespace,
              'aws:RequestTag/kubernetes-service-account': serviceAccount,
            },
          },
        },
      ],
    },
    ...(managedPolicies.length === 0 ? {} : { managedPolicyArns: managedPolicies.map(managedPolicy) }),
    ...(grants.length === 0 ? {} : { policies: [{ policyName: 'Grants', policyDocument: policyDocument(grants) }] }),
  });
}
