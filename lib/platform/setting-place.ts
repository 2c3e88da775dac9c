import { lookup } from '../config/lookup';
import { settingsRegistry } from './settings-registry';
import type { Platform } from './types';

/** Where in a config a person says the value of a setting: of this service, of all, or what the value follows from. */
export function settingPlace(
  { written }: Pick<Platform, 'written'>,
  service: string | undefined,
  name: string,
): string {
  const places = [...(service === undefined ? [] : [`services.${service}.env.${name}`]), `serviceDefaults.env.${name}`];
  const own = places.find((place) => written.some((names) => names.join('.') === place));
  const value = lookup(settingsRegistry, name)?.value;
  return own ?? (value?.by === 'platform' ? value.setAt : `settings.${name}`);
}
