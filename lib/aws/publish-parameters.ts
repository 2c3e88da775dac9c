import { CfnParameter } from 'aws-cdk-lib/aws-ssm';
import { Fn } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import { pascalCase } from '../platform/pascal-case';
import type { Aws, ParameterFact } from '../platform/types';

/** Writes facts that exist only after deployment under the names that the platform fixed for them. */
export function publishParameters(
  scope: Construct,
  aws: Aws,
  facts: Readonly<Partial<Record<ParameterFact, string | readonly string[]>>>,
): Readonly<Partial<Record<ParameterFact, CfnParameter>>> {
  return Object.fromEntries(
    Object.entries(facts).map(([fact, value]) => {
      const name = aws.parameters[fact as ParameterFact];
      const id = `Parameter${pascalCase(name.split('/').slice(3).join('-'))}`;
      return [
        fact,
        new CfnParameter(scope, id, {
          name,
          ...(typeof value === 'string'
            ? { type: 'String', value }
            : { type: 'StringList', value: Fn.join(',', [...value]) }),
        }),
      ];
    }),
  );
}
