import type { NameKind } from '../../platform/facts';
import type { Platform, TargetName } from '../../platform/types';
import type { Problem } from '../types';
import { type Output, where } from './output';
import type { OutputRule } from './types';
import { unresolved } from './unresolved';

const makes = ({ targets }: Platform, target: TargetName): boolean => targets.includes(target);

/** Definitions under names that the platform never fixed: nobody would look there. */
const unpromised = (output: Output, kind: NameKind, promised: readonly string[], path: string): readonly Problem[] =>
  output
    .definitions(kind)
    .filter(({ name }) => !promised.includes(name))
    .map((one) => ({
      path,
      message: `${where(one)} makes ${kind} ${one.name}, a name that nothing reads; names of the platform begin with ${commonStart(promised)}`,
    }));

const commonStart = ([first = '']: readonly string[]): string => first.slice(0, first.lastIndexOf('/') + 1);

export const storedSecrets: OutputRule = {
  id: 'stored-secrets',
  severity: 'error',
  protects:
    'pods and functions from not starting, because a secret is fetched under another name than it was made under',
  source: 'E41, E43; ADR 9',
  reads: ['secrets', 'services.*.env', 'stores'],
  wayOut: 'take the name, and the property, that the data stack makes: memorai list secrets shows them',
  check: (output, platform) => {
    const managed = platform.managedSecrets.map(({ name }) => name);
    const isMade = makes(platform, 'aws') && platform.aws?.stacks.data !== undefined;
    return [
      ...unresolved(output, {
        kind: 'secret',
        word: 'secret',
        part: 'property',
        missing: isMade ? 'which no stack makes' : 'which is none of the platform',
        path: 'secrets',
        // A team's own object may fetch what the team keeps. Without our data stack somebody else fills the store.
        isElsewhere: ({ name, source }) =>
          source?.startsWith('extraObjects') === true ||
          // Its reading is denied whether or not there is a database of ours.
          name === platform.aws?.databaseSecrets.admin ||
          (!isMade && managed.some((one) => one === name || (name.endsWith('*') && one.startsWith(name.slice(0, -1))))),
      }),
      ...(isMade
        ? managed
            .filter((name) => output.find('secret', name).length === 0)
            .map((name) => ({
              path: 'secrets',
              message: `secret ${name} is needed, and no stack makes it`,
            }))
        : []),
      ...unpromised(output, 'secret', managed, 'secrets'),
    ];
  },
};

export const storedParameters: OutputRule = {
  id: 'stored-parameters',
  severity: 'error',
  protects: 'deployments and pods from an address that is read under another name than it was published under',
  source: 'ADR 4, ADR 9',
  reads: ['aws'],
  wayOut: 'publish the fact under the name that the platform fixed for it, and read it there',
  check: (output, platform) => [
    ...unresolved(output, {
      kind: 'parameter',
      word: 'parameter',
      missing: 'which no stack publishes',
      path: 'aws',
    }),
    ...unpromised(output, 'parameter', Object.values(platform.aws?.parameters ?? {}), 'aws'),
  ],
};

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
