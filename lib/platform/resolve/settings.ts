import { lookup } from '../../config/lookup';
import { nearest } from '../../config/nearest';
import { type Consumers, type SettingDefinition, settingsRegistry } from '../settings-registry';
import type { Setting } from '../types';
import { usesQueue, usesStore } from '../uses';
import type { Context } from './context';
import { serviceEnvironment } from './service-environment';
import type { ServiceDraft } from './services';
import { keyOf } from './setting-keys';
import { type SettingFacts, sourceOf } from './setting-sources';

export interface ResolvedSettings {
  /** Config settings that every service has, all with one value. */
  readonly shared: Readonly<Record<string, string>>;
  /** By service: what it reads, sorted by name. */
  readonly byService: Readonly<Record<string, readonly Setting[]>>;
}

/** Gives each service its settings: from its edges, its keys, its own `env`. The same names in every target. */
export function resolveSettings(
  context: Context,
  facts: SettingFacts,
  poolSizes: Readonly<Record<string, number>>,
): ResolvedSettings {
  const own = new Map<string, Setting[]>();
  for (const service of facts.services) {
    checkKeys(context, service);
    own.set(service.name, [
      ...registrySettings(context, facts, service, lookup(poolSizes, service.name) ?? 0),
      ...serviceEnvironment(context, service),
    ]);
  }
  checkSecretKeys(context, [...[...own.values()].flat(), ...facts.others]);
  const shared = findShared([...own.values()]);
  const byService = Object.fromEntries(
    [...own].map(([service, settings]) => [
      service,
      settings
        .map((setting): Setting => (Object.hasOwn(shared, setting.name) ? { ...setting, scope: 'shared' } : setting))
        .sort(byName),
    ]),
  );
  return { shared, byService };
}

const byName = (a: { readonly name: string }, b: { readonly name: string }): number => (a.name < b.name ? -1 : 1);

function registrySettings(context: Context, facts: SettingFacts, service: ServiceDraft, poolSize: number): Setting[] {
  const env = context.config.services?.[service.name]?.env ?? {};
  const settings: Setting[] = [];
  for (const [name, definition] of Object.entries(settingsRegistry)) {
    if (Object.hasOwn(env, name) || !consumes(context, facts, service, name, definition)) continue;
    const source = keyOf(context, name) ?? sourceOf(name, definition, facts, service, poolSize);
    if (source === undefined) continue;
    // An address that carries no password (a cache without one) is no secret, whatever its name.
    const kind = source.from === 'literal' ? 'config' : definition.kind;
    settings.push({ name, kind, scope: 'service', source });
  }
  return settings;
}

/** A name that nobody has would be read by nobody: most likely a slip of the pen. */
function checkSecretKeys(context: Context, all: readonly Setting[]): void {
  const { secrets } = context.config;
  const keys = secrets?.provider === 'existing' ? Object.keys(secrets.keys ?? {}) : [];
  const known = [...new Set(all.flatMap(({ name, kind }) => (kind === 'secret' ? [name] : [])))];
  for (const name of keys.filter((key) => !known.includes(key))) {
    context.fail(`secrets.keys.${name}`, 'unknown-key', `no service has a secret of this name${nearest(name, known)}`);
  }
}

function consumes(
  context: Context,
  { queue }: SettingFacts,
  service: ServiceDraft,
  name: string,
  definition: SettingDefinition,
): boolean {
  if (service.keys.includes(name)) return true;
  const { consumers } = definition;
  switch (consumers.of) {
    case 'all':
    case 'each':
      return true;
    case 'store':
      return usesStore(service.uses, consumers.store);
    case 'queue':
      return usesQueue(service.uses);
    case 'outside':
      return service.uses.some((edge) => edge.kind === 'outside' && edge.name === consumers.name);
    case 'api':
      return service.name === 'api';
    case 'api-clients':
      return service.uses.some((edge) => edge.kind === 'service' && edge.service === 'api');
    case 'static-credentials':
      return (
        (context.config.aws?.staticCredentials !== undefined || queue.provider === 'elasticmq') &&
        usesQueue(service.uses)
      );
    case 'keys':
      return false;
  }
}

function checkKeys(context: Context, service: ServiceDraft): void {
  const known = Object.keys(settingsRegistry).filter((name) => settingsRegistry[name]?.consumers.of === 'keys');
  for (const [index, name] of (context.config.services?.[service.name]?.keys ?? []).entries()) {
    if (known.includes(name)) continue;
    const path = `services.${service.name}.keys[${index}]`;
    const definition = settingsRegistry[name];
    context.fail(
      path,
      'value',
      definition === undefined
        ? `no setting "${name}" in the registry; a service's own secret goes under env as { secret: true }${nearest(name, known)}`
        : `${name} comes with ${comesWith(definition.consumers)}; it cannot be asked for by name`,
    );
  }
}

const comesWith = (consumers: Consumers): string =>
  ({
    all: 'every service',
    each: 'every service',
    store: `an edge to ${'store' in consumers ? consumers.store : ''}`,
    queue: 'an edge to the queue',
    outside: `an edge to ${'name' in consumers ? consumers.name : ''}`,
    'api-clients': 'an edge to api',
    api: 'the api',
    'static-credentials': 'aws.staticCredentials',
    keys: 'keys',
  })[consumers.of];

/**
 * Settings that are meant for every service, have a value in the config, and the same one everywhere. That all of them
 * use a store is chance, and no reason: one service more would change the environment of the others, and roll their pods.
 */
function findShared(services: readonly (readonly Setting[])[]): Record<string, string> {
  const shared: Record<string, string> = {};
  for (const [name, { consumers }] of Object.entries(settingsRegistry)) {
    if (consumers.of !== 'all') continue;
    const [value, ...others] = new Set(services.map((settings) => literalOf(settings, name)));
    if (value !== undefined && others.length === 0) shared[name] = value;
  }
  return Object.fromEntries(Object.entries(shared).sort(([a], [b]) => (a < b ? -1 : 1)));
}

function literalOf(settings: readonly Setting[], name: string): string | undefined {
  const source = settings.find((setting) => setting.name === name)?.source;
  return source?.from === 'literal' ? source.value : undefined;
}
