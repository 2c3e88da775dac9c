import { CfnResource, Stack, Validations } from 'aws-cdk-lib/core';
import type { IConstruct } from 'constructs';
import { textOf } from './template';

/** Where cdk-nag 2 and what reads templates look for it; cdk-nag 3 reads what CDK itself keeps of a construct. */
const METADATA = 'cdk_nag';

interface Accepted {
  readonly id: string;
  readonly reason: string;
}

/**
 * Says at a resource which findings of cdk-nag's AwsSolutions are left as they are there, and why: in the app for whoever
 * asks the linter, in the template for whoever reads it. Throws for a construct that is no resource and has none.
 *
 * @param findings as the linter calls them: `AwsSolutions-S1`, `AwsSolutions-IAM5[Resource::*]`
 */
export function acceptFindings(construct: IConstruct, reason: string, ...findings: readonly string[]): void {
  if (findings.length === 0) return;
  const resource = resourceOf(construct);
  const rules = findings.map((id): Accepted => ({ id, reason }));
  Validations.of(resource).acknowledge(...rules);
  const before: { readonly rules_to_suppress: readonly Accepted[] } | undefined = resource.getMetadata(METADATA);
  resource.addMetadata(METADATA, { rules_to_suppress: [...(before?.rules_to_suppress ?? []), ...rules] });
}

/** The same for every `*` in what the policy or the policies of the role allow by now. One that is added later is a finding. */
export function acceptWildcards(construct: IConstruct, reason: string): void {
  const resource = resourceOf(construct);
  const { policyDocument, policies = [] } = resource as CfnResource & Documents;
  const documents = [policyDocument, ...list(Stack.of(resource).resolve(policies)).map((one) => one.policyDocument)];
  const statements = documents.flatMap((document) => Stack.of(resource).resolve(document)?.Statement ?? []);
  const found = (statements as Statement[]).flatMap(({ Effect, Action = [], Resource = [] }) =>
    Effect === 'Allow'
      ? [
          ...list(Action).map((action) => `Action::${action}`),
          ...list(Resource).map((arn) => `Resource::${flat(arn)}`),
        ].filter((text) => text.includes('*'))
      : [],
  );
  acceptFindings(resource, reason, ...[...new Set(found)].map((text) => `AwsSolutions-IAM5[${text}]`));
}

/** The same for the policies of AWS that a role carries. */
export function acceptManagedPolicies(construct: IConstruct, reason: string): void {
  const resource = resourceOf(construct);
  const { managedPolicyArns = [] } = resource as CfnResource & Documents;
  const arns = list(Stack.of(resource).resolve(managedPolicyArns)).map(flat);
  acceptFindings(resource, reason, ...arns.map((arn) => `AwsSolutions-IAM4[Policy::${arn}]`));
}

interface Documents {
  readonly policyDocument?: unknown;
  readonly policies?: unknown;
  readonly managedPolicyArns?: unknown;
}

interface Statement {
  readonly Effect: string;
  readonly Action?: string | readonly string[];
  readonly Resource?: unknown;
}

/** To IAM a single value and a list of it are the same. */
const list = <T>(value: T | readonly T[]): readonly T[] => (Array.isArray(value) ? value : [value as T]);

/** As the linter writes an ARN: references in angle brackets. */
const flat = (arn: unknown): string => (textOf(arn) ?? '').replaceAll('${', '<').replaceAll('}', '>');

function resourceOf(construct: IConstruct): CfnResource {
  const resource = CfnResource.isCfnResource(construct) ? construct : construct.node.defaultChild;
  if (!CfnResource.isCfnResource(resource)) {
    throw new Error(`${construct.node.path} is no resource and has none of its own: nothing is found there`);
  }
  return resource;
}
