import { formatPosition } from '../../config/errors';
import { platformJsonSchema } from '../../config/json-schema';
import { parsePath } from '../../config/parse-path';
import type { Path } from '../../config/path';
import { settingsRegistry } from '../../platform/settings-registry';
import type { Origin, Platform, Service, Setting } from '../../platform/types';
import { keptSettings } from '../../platform/uses';
import type { Environment } from '../environments';
import { originText } from '../origin-text';
import { childAt, childOf } from './child-at';
import { unwrittenKnobs } from './knobs';
import { type SchemaNode, schemaAt } from './schema-at';
import { withUnit } from './with-unit';

/** One value of an environment. */
export interface Explained {
  readonly environment: string;
  readonly path: string;
  readonly value: string;
  readonly from: string;
}

type Row = Omit<Explained, 'environment'>;

/** The value at a path, and every one below it; or what the config says at a path from which no value follows as it is. */
export function explainValues(environment: Environment, path: string): Explained[] {
  const within = (key: string) => key === path || key.startsWith(`${path}.`) || key.startsWith(`${path}[`);
  const rows = allValues(environment).filter((row) => within(row.path));
  return (rows.length > 0 ? rows : configRow(environment, path)).map((row) => ({
    environment: environment.platform.environment,
    ...row,
  }));
}

/** A key such as `services.worker.enabled` or `serviceDefaults.replicas.max`, where the schema has it. */
function configRow(environment: Environment, path: string): Row[] {
  if (/[\\\p{Cc}]/u.test(path)) return []; // no key that the schema has
  const steps = parsePath(path);
  const [schema] = steps.length === 0 ? [] : schemaAt(platformJsonSchema() as SchemaNode, steps);
  if (schema === undefined || !isThere(environment, steps)) return [];
  const { written, position } = environment.placeOf(path);
  const value = written ? withUnit(path, childAt(environment.source.value, steps)) : 'not set';
  const description = schema.description === undefined ? '' : `; ${inSentence(schema.description)}`;
  return [{ path, value, from: written ? `written at ${formatPosition(position)}` : `not written${description}` }];
}

/** A service that nobody has is no place for a value. */
const isThere = ({ platform, source }: Environment, [section, name]: Path): boolean =>
  section !== 'services' ||
  name === undefined ||
  Object.hasOwn(platform.services, name) ||
  childAt(source.value, [section, name]) !== undefined;

/** `RDS Proxy` keeps its name. */
const inSentence = (text: string): string =>
  /^[A-Z]{2}/.test(text) ? text : `${text.charAt(0).toLowerCase()}${text.slice(1)}`;

/** Every path that can be explained. */
export const explainedPaths = (environment: Environment): string[] => allValues(environment).map(({ path }) => path);

function allValues(environment: Environment): Row[] {
  const traced = Object.entries(environment.platform.origins).map(([key, { value, origin }]) => ({
    path: key,
    value: withUnit(key, asWritten(environment, value, origin)),
    from: describe(environment, origin),
  }));
  const unwritten = unwrittenKnobs(environment.platform).map(({ path: key, value, description }) => ({
    path: key,
    value: withUnit(key, value),
    from: `not written; ${inSentence(description)}`,
  }));
  return [...traced, ...unwritten, ...explainedSettings(environment.platform)];
}

/** A list or a map in the words of who wrote all of it: there its values have their units, and no defaults yet. */
function asWritten({ source }: Environment, value: unknown, origin: Origin): unknown {
  if (origin.kind !== 'config' || typeof value !== 'object') return value;
  const written = childAt(source.value, parsePath(origin.path));
  const isAll = Object.keys(value ?? {}).every((key) => childOf(written, key) !== undefined);
  return isAll ? written : value;
}

/** Settings of each service as `services.<name>.settings.<NAME>`. */
export function explainedSettings(platform: Platform): Row[] {
  return Object.values(platform.services).flatMap((service) =>
    service.settings.map((setting) => {
      const definition = settingsRegistry[setting.name];
      const own =
        definition === undefined ? `services.${service.name}.env` : `the registry of settings (${definition.source})`;
      return {
        path: `services.${service.name}.settings.${setting.name}`,
        value: describeSource(setting, service, platform),
        from: `${definition?.description ?? 'own setting of the service'}; ${setting.scope === 'shared' ? 'the same for all services' : 'for this service'}; from ${own}`,
      };
    }),
  );
}

/** With Secrets that are already there, the key of the service's own; of a text that is put together, also its parts. */
function describeSource(setting: Setting, { secretName }: Service, { secrets }: Platform): string {
  const isKey = secrets.provider === 'existing' && keptSettings([setting]).length > 0;
  const key = `key ${setting.name} of Secret ${secretName}`;
  if (!isKey) return sourceText(setting);
  return setting.source.from === 'composed' ? `${key}: ${sourceText(setting)}` : key;
}

function sourceText({ source }: Setting): string {
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
