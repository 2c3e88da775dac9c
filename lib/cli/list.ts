import { Argument, type Command } from 'commander';
import { controllersOf } from '../platform/controllers';
import { type ExpectedSecret, expectedSecrets } from '../platform/expected-secrets';
import { type SettingDefinition, settingsRegistry } from '../platform/settings-registry';
import { describedRules } from '../rules/describe';
import { synthesize } from '../synthesize';
import type { Console } from './console';
import { loadEnvironments } from './environments';
import { type ExitCode, exitCodes } from './exit-codes';
import { type CommonOptions, withCommonOptions } from './options';
import { printJson } from './report';

type Row = Readonly<Record<string, string | number>>;

/** What can be listed; each answers rows with the same columns. */
const lists: Readonly<Record<string, (options: CommonOptions) => readonly Row[]>> = {
  environments: (options) =>
    load(options).map(({ file, platform }) => ({
      environment: platform.environment,
      deployment: platform.deployment,
      targets: platform.targets.join(','),
      tier: platform.tier,
      services: Object.keys(platform.services).length,
      file,
    })),
  services: (options) =>
    load(options).flatMap(({ platform }) =>
      Object.values(platform.services).map((service) => ({
        environment: platform.environment,
        service: service.name,
        replicas: service.lambda === undefined ? `${service.replicas.min}-${service.replicas.max}` : 'lambda',
        pool: service.poolSize,
        host: service.exposure?.host ?? '-',
        image: service.image.reference,
      })),
    ),
  stacks: (options) =>
    load(options).flatMap(({ platform }) =>
      Object.values(platform.aws?.stacks ?? {}).map((stack) => ({ environment: platform.environment, stack })),
    ),
  secrets: (options) =>
    load(options).flatMap(({ platform: { environment, managedSecrets }, platform }) => [
      ...managedSecrets.map(({ name, content, description }) => ({
        environment,
        secret: name,
        content: content.kind,
        description,
      })),
      ...expectedSecrets(platform).map((secret) => ({
        environment,
        secret: secret.name,
        content: 'existing',
        description: contentOf(secret),
      })),
    ]),
  controllers: (options) =>
    load(options).flatMap(({ platform }) =>
      controllersOf(platform).map(({ name, neededFor, supply, controller }) => ({
        environment: platform.environment,
        controller: name,
        neededFor,
        supply: supply.from === 'add-on' ? `add-on ${supply.name}` : supply.from,
        versions: controller.versions,
        judged: controller.judged.by === 'definitions' ? controller.judged.version : controller.judged.by,
      })),
    ),
  settings: () =>
    Object.entries(settingsRegistry).map(([setting, definition]) => ({
      setting,
      kind: definition.kind,
      type: definition.type,
      value: whereFrom(definition),
      source: definition.source,
      description: definition.description,
    })),
  rules: () =>
    describedRules.map(({ id, severity, phase, protects, page }) => ({ rule: id, severity, phase, protects, page })),
  artifacts: (options) =>
    load(options).flatMap(({ platform }) =>
      synthesize(platform).map(({ path, content }) => ({
        environment: platform.environment,
        target: path.split('/')[0] ?? '',
        path,
        bytes: Buffer.byteLength(content),
      })),
    ),
};

export function listCommand(program: Command, console: Console, end: (code: ExitCode) => void): void {
  withCommonOptions(
    program
      .command('list')
      .addArgument(new Argument('[what]', 'what to list').choices(Object.keys(lists)).default('environments')),
  )
    .description(
      'what there is: environments, their services, stacks, secrets and files, the controllers that they need; the settings and rules of the library',
    )
    .action((what: string, options: CommonOptions) => {
      const rows = lists[what]?.(options) ?? [];
      if (options.output === 'json') printJson({ [what]: rows }, console);
      else console.out(table(rows));
      end(exitCodes.ok);
    });
}

/** `for api, worker: DB_PASSWORD, JWT_SECRET`; of a login also whose. */
const contentOf = ({ keys, readBy, username }: ExpectedSecret): string =>
  `for ${readBy.join(', ')}: ${keys.join(', ')}${username === undefined ? '' : ` (kubernetes.io/basic-auth, user ${username})`}`;

const load = (options: CommonOptions) => loadEnvironments({ folder: options.config, names: options.env });

function whereFrom({ value }: SettingDefinition): string {
  if (value.by === 'default' || value.by === 'monitoring') return value.value;
  return value.by === 'platform' ? `from ${value.setAt}` : value.by;
}

/** Columns as wide as their widest cell, two blanks between them. */
function table(rows: readonly Row[]): string {
  const columns = Object.keys(rows[0] ?? {});
  const cells = [columns, ...rows.map((row) => columns.map((column) => String(row[column] ?? '')))];
  const widths = columns.map((_, index) => Math.max(...cells.map((line) => line[index]?.length ?? 0)));
  return cells
    .map(
      (line) =>
        `${line
          .map((cell, index) => cell.padEnd(widths[index] ?? 0))
          .join('  ')
          .trimEnd()}\n`,
    )
    .join('');
}
