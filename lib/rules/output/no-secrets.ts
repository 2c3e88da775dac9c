import { secretFormIn } from '../../config/literal-secrets';
import type { Facts } from '../../platform/facts';
import type { OutputRule } from './types';

/** What stands for a secret that is put in later: `{{ .DB_PASSWORD }}`, `{DB_PASSWORD}`, `${…}`, `$(…)`. */
const PLACEHOLDER = /\{\{[^{}]*\}\}|\$?\{[\w:?.; ,-]+\}|\$\(\w+\)/g;

export const noSecrets: OutputRule = {
  id: 'no-secrets',
  severity: 'error',
  protects:
    'secrets from being committed and shown to all who review the output: each would have to be changed everywhere',
  source: 'E41, E43, E48; guide L239-247',
  reads: ['settings', 'services.*.env', 'patches', 'extraObjects'],
  wayOut: 'keep the value in the secret store, and declare its name as { secret: true } under env of the service',
  check: ({ artifacts, facts }) =>
    artifacts.flatMap(({ path, content }) =>
      content.split('\n').flatMap((line, index) => {
        const what = secretFormIn(line, PLACEHOLDER);
        return what === undefined
          ? []
          : [
              {
                path: writerOf(facts, path) ?? 'settings',
                message: `${path}: line ${index + 1} holds ${what}; no output may hold a secret: keep it in the secret store, and declare its name as { secret: true } under env of the service that reads it`,
              },
            ];
      }),
    ),
};

/** The patch or the extra object that wrote a file last. */
const writerOf = ({ definitions, references, environments }: Facts, file: string): string | undefined =>
  [...definitions, ...references, ...environments].find((one) => one.file === file && one.source !== undefined)?.source;
