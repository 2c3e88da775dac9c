import { type ComposeVariable, composeSecrets } from '../platform/compose-secrets';
import type { Platform } from '../platform/types';
import { hashHeader } from './header';
import { sourceVariable } from './sources';

const how = {
  generated: 'made by memorai secrets init',
  composed: 'made by memorai secrets init from its parts, percent-encoded',
  thirdParty: 'to be filled in',
} as const;

/** Compose only warns, and the service gets another value than the one that is written. */
const QUOTES = [
  "# Values stand in single quotes: without them Compose takes what follows a $ for a variable. One that has a ' in it",
  '# stands in double quotes, with a \\ before each $, " and \\.',
];

/** Names of all that has to be in `.env`, a line on each, and no value. */
export function envExample(platform: Platform): string {
  const lines = ({ name, description, content }: ComposeVariable) => [
    `# ${description}; ${how[content.kind]}`,
    `${name}=''`,
    '',
  ];
  const sources = Object.keys(platform.compose?.sources ?? {}).flatMap((service) => [
    `# Folder with the sources of ${service}, absolute or from here; for compose.sources.yaml only`,
    `# ${sourceVariable(service)}=`,
    '',
  ]);
  const start = [`# memorai secrets init --env ${platform.environment} makes .env beside this file.`, ...QUOTES, ''];
  return (
    hashHeader(platform) +
    [...start, ...composeSecrets(platform).variables.flatMap(lines), ...sources]
      .slice(0, -1)
      .map((line) => `${line}\n`)
      .join('')
  );
}
