import { nearest } from '../../config/nearest';
import { type SettingDefinition, type SettingType, settingsRegistry } from '../settings-registry';
import type { Cluster } from '../types';
import { byDefault, type Context } from './context';

type Written = string | number | boolean;

const forms: Readonly<Record<SettingType, { readonly matches: RegExp; readonly words: string }>> = {
  text: { matches: /^[^\r\n\0]*$/, words: 'one line of text' },
  integer: { matches: /^\d{1,15}$/, words: 'a whole number' },
  boolean: { matches: /^(true|false)$/, words: 'true or false' },
  url: { matches: /^[a-z][a-z0-9+.-]*:\/\/[^\s/@]+(\/\S*)?$/, words: 'a URL without user and password' },
  size: { matches: /^\d+(\.\d+)?(kb|mb|gb|Ki|Mi|Gi)$/, words: 'a size such as 512mb' },
};

/** Values of all settings that have a default, with the overrides of `settings`. */
export function resolveDefaults(context: Context, cluster: Cluster | undefined): Record<string, string> {
  const written = context.config.settings ?? {};
  for (const name of Object.keys(written)) checkOverride(context, `settings.${name}`, name, written[name]);
  const values: Record<string, string> = {};
  for (const [name, definition] of Object.entries(settingsRegistry)) {
    const fallback = defaultOf(definition, cluster);
    if (fallback === undefined) continue;
    const value = context.pick<Written>(
      `settings.${name}`,
      written[name],
      fallback,
      byDefault(`guide ${definition.source}`),
    );
    values[name] = String(value);
  }
  return values;
}

/** Whether a value may stand for a setting of the registry; notes an issue where not. */
export function checkOverride(context: Context, path: string, name: string, value: Written | undefined): void {
  const definition = settingsRegistry[name];
  if (definition === undefined) {
    const hint = nearest(name, Object.keys(settingsRegistry));
    context.fail(
      path,
      'unknown-key',
      `no setting of this name; a service's own settings go under services.<name>.env${hint}`,
    );
  } else if (!mayOverride(definition)) {
    context.fail(path, definition.kind === 'secret' ? 'secret' : 'conflict', whyNot(definition));
  } else if (!forms[definition.type].matches.test(String(value))) {
    context.fail(path, 'value', `must be ${forms[definition.type].words}, got ${JSON.stringify(value)}`);
  }
}

/** The value that stands unless the config says otherwise; undefined for what has none. */
function defaultOf({ value }: SettingDefinition, cluster: Cluster | undefined): string | undefined {
  if (value.by === 'default') return value.value;
  if (value.by !== 'monitoring') return undefined;
  // Pods run in a namespace of their own, where the bare name would not resolve.
  return cluster === undefined ? value.value : value.value.replace(/(:\d+)$/, `.${cluster.monitoringNamespace}$1`);
}

const mayOverride = (definition: SettingDefinition): boolean => defaultOf(definition, undefined) !== undefined;

function whyNot(definition: SettingDefinition): string {
  if (definition.kind === 'secret') return 'a secret has no value in a config; its value is kept in the secret store';
  return definition.value.by === 'platform'
    ? `follows from ${definition.value.setAt}; change it there`
    : 'cannot be set';
}
