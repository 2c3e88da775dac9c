import type { Command } from 'commander';
import { ConfigError, formatPosition } from '../config/errors';
import { nearest } from '../config/nearest';
import { formatMemory } from '../config/units';
import { settingsRegistry } from '../platform/settings-registry';
import type { Origin, Setting } from '../platform/types';
import type { Console } from './console';
import { type Environment, loadEnvironments } from './environments';
import { type ExitCode, exitCodes } from './exit-codes';
import { unwrittenKnobs } from './explain-knobs';
import { type CommonOptions, withCommonOptions } from './options';
import { originText } from './origin-text';
import { printJson } from './report';

interface Explained {
  readonly environment: string;
  readonly path: string;
  readonly value: string;
  readonly from: string;
}

export function explainCommand(program: Command, console: Console, end: (code: ExitCode) => void): void {
  withCommonOptions(
    program
      .command('explain')
      .argument('<path>', 'such as services.api.replicas.max, stores.postgres or services.api.settings'),
  )
    .description('a value, or all values below a path, and where each came from')
    .action((path: string, options: CommonOptions) => {
      const environments = loadEnvironments({ folder: options.config, names: options.env });
      const rows = environments.flatMap((environment) => explain(environment, path));
      if (rows.length === 0) throw unknownPath(environments, path);
      if (options.output === 'json') printJson({ path, values: rows }, console);
      else console.out(rows.map((row) => `${row.environment}  ${row.path} = ${row.value}\n    ${row.from}\n`).join(''));
      end(exitCodes.ok);
    });
}

function explain(environment: Environment, path: string): Explained[] {
  const within = (key: string) => key === path || key.startsWith(`${path}.`) || key.startsWith(`${path}[`);
  const traced = Object.entries(environment.platform.origins).map(([key, { value, origin }]) => ({
    path: key,
    value: withUnit(key, value),
    from: describe(environment, origin),
  }));
  const unwritten = unwrittenKnobs(environment.platform).map(({ path: key, value, description }) => ({
    path: key,
    value: value === undefined ? 'not set' : withUnit(key, value),
    from: `not written; ${description.charAt(0).toLowerCase()}${description.slice(1)}`,
  }));
  return [...traced, ...unwritten, ...explainedSettings(environment)]
    .filter((row) => within(row.path))
    .map((row) => ({ environment: environment.platform.environment, ...row }));
}

/** Settings of each service as `services.<name>.settings.<NAME>`. */
function explainedSettings(environment: Environment): Omit<Explained, 'environment'>[] {
  return Object.values(environment.platform.services).flatMap((service) =>
    service.settings.map((setting) => {
      const definition = settingsRegistry[setting.name];
      const own =
        definition === undefined ? `services.${service.name}.env` : `the registry of settings (${definition.source})`;
      return {
        path: `services.${service.name}.settings.${setting.name}`,
        value: describeSource(setting),
        from: `${definition?.description ?? 'own setting of the service'}; ${setting.scope === 'shared' ? 'the same for all services' : 'for this service'}; from ${own}`,
      };
    }),
  );
}

function describeSource({ source }: Setting): string {
  switch (source.from) {
    case 'literal':
      return JSON.stringify(source.value);
    case 'secret':
      return `secret ${source.secretName}${source.property === undefined ? '' : ` (${source.property})`}`;
    case 'parameter':
      return `parameter ${source.parameterName}`;
    case 'secretKey':
      return `key ${source.key} of Secret ${source.name}`;
    case 'configKey':
      return `key ${source.key} of ConfigMap ${source.name}`;
    case 'field':
      return `field ${source.path} of the pod`;
    case 'composed':
      return source.parts.map((part) => ('text' in part ? part.text : `{${part.setting}}`)).join('');
  }
}

const describe = (environment: Environment, origin: Origin): string =>
  origin.kind === 'config'
    ? `written at ${formatPosition(environment.placeOf(origin.path).position)}`
    : originText(origin);

/** Units by the end of the path; what has none is printed as it is. */
const units: readonly (readonly [RegExp, (value: number) => string])[] = [
  [/autoscaling\.(cpu|memory)$/, (value) => `${value}%`],
  [/\.memory$/, formatMemory],
  [/\.cpu$/, (value) => `${value}m`],
  [/(timeouts\.\w+|\.latency)$/, (value) => `${value}ms`],
  [
    /\.(stabilization|pollingInterval|cooldown|minReady|progressDeadline|initialDelay|period|timeout|gracePeriod|preStop|visibilityTimeout|batchWindow|retention|refresh|deadline|interval|retryInterval)$/,
    (value) => `${value}s`,
  ],
];

function withUnit(path: string, value: unknown): string {
  const unit = typeof value === 'number' ? units.find(([pattern]) => pattern.test(path)) : undefined;
  return unit !== undefined && typeof value === 'number'
    ? unit[1](value)
    : typeof value === 'string'
      ? value
      : JSON.stringify(value);
}

function unknownPath(environments: readonly Environment[], path: string): ConfigError {
  const known = [
    ...new Set(
      environments.flatMap((one) => [
        ...Object.keys(one.platform.origins),
        ...unwrittenKnobs(one.platform).map((row) => row.path),
        ...explainedSettings(one).map((row) => row.path),
      ]),
    ),
  ];
  return new ConfigError([
    {
      path,
      code: 'unknown-key',
      message: `no value at this path${nearest(path, known) || '; memorai explain services shows what there is'}`,
    },
  ]);
}
