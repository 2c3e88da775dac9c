import type { NameKind } from '../../platform/facts';
import type { OutputRule } from './types';
import { unresolved } from './unresolved';

/** Things in AWS whose name one stack gives, and another spells out. */
const spelledOut: readonly { readonly kind: NameKind; readonly word: string }[] = [
  { kind: 'cluster', word: 'cluster' },
  { kind: 'database', word: 'database cluster' },
  { kind: 'function', word: 'function' },
  { kind: 'logGroup', word: 'log group' },
  { kind: 'topic', word: 'topic' },
];

export const stackNames: OutputRule = {
  id: 'stack-names',
  severity: 'error',
  protects: 'rights, snapshots and logs from a name that no stack gives: they are missed when they are needed',
  source: 'ADR 9',
  reads: ['aws', 'environment'],
  wayOut: 'take the name from the construct that has it',
  check: (output, { aws }) =>
    spelledOut.flatMap(({ kind, word }) =>
      unresolved(output, {
        kind,
        word,
        missing: 'which no stack makes',
        path: 'aws',
        isElsewhere: ({ name }) => kind === 'cluster' && aws?.eks?.kind === 'existing' && aws.eks.name === name,
      }),
    ),
};
