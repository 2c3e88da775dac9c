import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { addToEnvFile, readEnvFile } from '../../../lib/cli/env-file';
import { writeSecretFolder } from '../../../lib/cli/secret-folder';
import { planSecrets } from '../../../lib/cli/secret-values';
import type { Platform } from '../../../lib/index';
import { composeSecrets } from '../../../lib/platform/compose-secrets';

/** Fills a folder as `memorai secrets init` and a person do; `given` are values that the person chose. */
export function fill(folder: string, platform: Platform, given: Readonly<Record<string, string>> = {}): void {
  const wanted = composeSecrets(platform);
  const issued = wanted.variables.filter(({ content }) => content.kind === 'thirdParty');
  const present = new Map([...issued.map(({ name }) => [name, 'issued'] as const), ...Object.entries(given)]);
  const plan = planSecrets(wanted, { variables: present, files: new Map() }, () => '0123456789abcdef'.repeat(4));
  const lines = [...present, ...plan.variables].map(([name, value]) => ({
    name,
    value,
    description: 'made by a test',
  }));
  writeSecretFolder(folder, addToEnvFile('', lines), plan.files);
}

/** Names in `.env`. */
export const namesIn = (folder: string): string[] => [
  ...readEnvFile(readFileSync(join(folder, '.env'), 'utf8')).values.keys(),
];

/** Takes a name out of `.env`; answers with the text as it was. */
export function takeOut(folder: string, name: string): string {
  const file = join(folder, '.env');
  const text = readFileSync(file, 'utf8');
  writeFileSync(file, text.replace(new RegExp(`^${name}=.*\n`, 'm'), ''));
  return text;
}
