import type { OutputRule } from './types';
import { unresolved } from './unresolved';

export const templateReferences: OutputRule = {
  id: 'template-references',
  severity: 'error',
  protects: 'a stack from being refused before anything is made, for a resource that its template does not have',
  source: 'AWS documentation, CloudFormation, "Ref"',
  reads: ['aws'],
  wayOut: 'refer to a construct of the same stack, or read what another stack made by its name (ADR 9)',
  check: (output) =>
    unresolved(output, {
      kind: 'resource',
      word: 'resource',
      missing: 'which the template does not have',
      path: 'aws',
    }),
};
