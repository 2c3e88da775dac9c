import type { Consumers, SettingDefinition, SettingValue } from '../lib/platform/settings-registry';

/** The page docs/settings.md: every setting of the registry, in its order. */
export function settingsPage(registry: Readonly<Record<string, SettingDefinition>>): string {
  return [
    '<!-- Generated from lib/platform/settings-registry.ts: do not edit. -->',
    '# Settings',
    '',
    'Every environment variable that the platform gives to its services. `Lnn` is a line of the guide, `Enn` an erratum',
    'that changes it. A value in code is the default, which `settings.<NAME>` of a config overrides; `from` names the field',
    'of the config that it follows.',
    '',
    settingsTable(registry),
    '',
    '- A service has what it reads and nothing else: a setting of its edges, of its `keys`, of its `env`.',
    '- In Kubernetes a config setting of every service is in the ConfigMap `memorai-config`, as long as no service has another',
    '  value. Any other config setting is in the `env` of each container that reads it, so that a change rolls the pods of',
    '  these services alone. A secret is one key of the Secret of its service.',
    '- In a function a value that is not known before the deployment, or is secret, is named and not written:',
    '  `NAME_SECRET_ID` (with `NAME_SECRET_KEY`), `NAME_PARAMETER`, or `NAME_TEMPLATE` for one made of others.',
    '- The default of `MAX_MEMORY_SIZE` is at most half of the memory request.',
    ...leftOut(registry),
    '',
  ].join('\n');
}

/** What functions have no use for, by reason. */
function leftOut(registry: Readonly<Record<string, SettingDefinition>>): readonly string[] {
  const reasons = [...new Set(Object.values(registry).flatMap(({ notInFunctions }) => notInFunctions ?? []))];
  if (reasons.length === 0) return [];
  const names = (reason: string) =>
    Object.keys(registry)
      .filter((name) => registry[name]?.notInFunctions === reason)
      .map((name) => `\`${name}\``)
      .join(', ');
  return [
    '- Functions are not given these, unless the config says a value:',
    ...reasons.map((reason) => `  - ${names(reason)}: ${reason}`),
  ];
}

/** One line a setting. */
export function settingsTable(registry: Readonly<Record<string, SettingDefinition>>): string {
  const lines = Object.entries(registry).map(([name, { kind, type, consumers, value, source, description }]) =>
    [`\`${name}\``, kind, type, receivers(consumers), origin(value), source, description].map(cell).join(' | '),
  );
  return [
    'name | kind | type | who receives it | value | source | what it is',
    Array(7).fill('---').join(' | '),
    ...lines,
  ]
    .map((line) => `| ${line} |`)
    .join('\n');
}

function receivers(consumers: Consumers): string {
  switch (consumers.of) {
    case 'all':
      return 'every service';
    case 'each':
      return 'every service, its own value';
    case 'store':
      return `services that use ${consumers.store}`;
    case 'queue':
      return 'services that use the queue';
    case 'outside':
      return `services that use ${consumers.name}`;
    case 'keys':
      return 'services that name it under `keys`';
    case 'api-clients':
      return 'services that use the api';
    case 'api':
      return 'the api';
    case 'static-credentials':
      return 'services that use the queue, with `aws.staticCredentials` or ElasticMQ';
  }
}

function origin(value: SettingValue): string {
  switch (value.by) {
    case 'default':
      return `\`${value.value}\``;
    case 'monitoring':
      return `\`${value.value}\`, in the monitoring namespace`;
    case 'platform':
      return `from \`${value.setAt}\``;
    case 'signing-key':
      return 'made once: 64 hexadecimal characters';
    case 'third-party':
      return 'issued by somebody else';
  }
}

/** A bar would end the cell. */
const cell = (text: string): string => text.replaceAll('|', '\\|');
