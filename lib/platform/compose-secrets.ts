import { ownExporters } from './exporters';
import { percentEncode } from './percent-encode';
import { settingsRegistry } from './settings-registry';
import type { ComposedPart, Platform, Setting } from './types';
import { storeWorkloads } from './uses';

/** How the value of a variable comes about. */
export type VariableContent =
  /** Made once, at random. */
  | { readonly kind: 'generated' }
  /** Issued by someone else: a person fills it in. */
  | { readonly kind: 'thirdParty' }
  /** A connection string: texts, and variables that are percent-encoded in it. */
  | {
      readonly kind: 'composed';
      readonly parts: readonly ({ readonly text: string } | { readonly variable: string })[];
    };

/** A line of `.env`, which Compose puts where a file says `${NAME}`. */
export interface ComposeVariable {
  readonly name: string;
  readonly description: string;
  readonly content: VariableContent;
}

/** Secrets of a platform in Compose: names only. */
export interface ComposeSecrets {
  /** Lines of `.env`: what the services read from their environment, by contract. Sorted by name. */
  readonly variables: readonly ComposeVariable[];
  /**
   * Files of `secrets/`: what stores and those who watch them read, so that it is not in the environment of their
   * containers. One that is also a variable has the same value. Sorted by name.
   */
  readonly files: readonly ComposeVariable[];
}

/** What `memorai secrets init` makes, and the compose file asks for. */
export function composeSecrets(platform: Platform): ComposeSecrets {
  const services = [
    ...Object.values(platform.services),
    ...(platform.migration === undefined ? [] : [platform.migration]),
  ];
  const inFiles = [
    ...storeWorkloads(platform.stores),
    ...ownExporters(platform),
    ...(platform.compose?.monitoring === undefined ? [] : [platform.compose.monitoring]),
  ].flatMap(({ settings }) => settings);
  return {
    variables: collect(
      platform,
      services.map(({ settings }) => settings),
    ),
    files: collect(platform, [inFiles]),
  };
}

function collect(platform: Platform, lists: readonly (readonly Setting[])[]): ComposeVariable[] {
  const found = new Map<string, ComposeVariable>();
  for (const settings of lists) {
    for (const setting of settings) {
      if (setting.kind !== 'secret') continue;
      const variable = {
        name: setting.name,
        description: describe(platform, setting),
        content: contentOf(platform, setting, settings),
      };
      const other = found.get(setting.name);
      // One file for all services: a name has one value. What composes a secret is the same for every service.
      if (other !== undefined && JSON.stringify(other) !== JSON.stringify(variable)) {
        throw new Error(`${setting.name} would have two values in one .env`);
      }
      found.set(setting.name, variable);
    }
  }
  return [...found.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
}

const managed = (platform: Platform, { source }: Setting) =>
  source.from === 'secret' ? platform.managedSecrets.find(({ name }) => name === source.secretName) : undefined;

const describe = (platform: Platform, setting: Setting): string =>
  managed(platform, setting)?.description ?? settingsRegistry[setting.name]?.description ?? 'Own secret of a service';

function contentOf(platform: Platform, setting: Setting, settings: readonly Setting[]): VariableContent {
  const { source } = setting;
  switch (source.from) {
    case 'secret':
      return { kind: managed(platform, setting)?.content.kind === 'generated' ? 'generated' : 'thirdParty' };
    case 'composed':
      return { kind: 'composed', parts: source.parts.map((part) => partOf(part, settings)) };
    default:
      throw new Error(`${setting.name} is a secret from ${source.from}, which Compose cannot supply`);
  }
}

function partOf(part: ComposedPart, settings: readonly Setting[]) {
  if ('text' in part) return part;
  const source = settings.find(({ name }) => name === part.setting)?.source;
  if (source?.from === 'literal') return { text: percentEncode(source.value) };
  if (source?.from === 'secret') return { variable: part.setting };
  throw new Error(`${part.setting} is part of a connection string, and neither a value nor a secret of the service`);
}
