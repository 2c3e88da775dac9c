import type { OutputRule } from './types';
import { unpromised } from './unpromised';
import { unresolved } from './unresolved';

export const storedSecrets: OutputRule = {
  id: 'stored-secrets',
  severity: 'error',
  protects:
    'pods and functions from not starting, because a secret is fetched under another name than it was made under',
  source: 'E41, E43; ADR 9',
  reads: ['secrets', 'services.*.env', 'stores', 'patches', 'extraObjects'],
  wayOut: 'take the name, and the property, that the data stack makes: memorai list secrets shows them',
  check: (output, platform) => {
    const managed = platform.managedSecrets.map(({ name }) => name);
    const isMade = platform.targets.includes('aws') && platform.aws?.stacks.data !== undefined;
    return [
      ...unresolved(output, {
        kind: 'secret',
        word: 'secret',
        part: 'property',
        missing: isMade ? 'which no stack makes' : 'which is none of the platform',
        path: 'secrets',
        // A team's own object may fetch what the team keeps. Without our data stack somebody else fills the store.
        isElsewhere: ({ name, file }) =>
          file.startsWith('kubernetes/80-extra/') ||
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
