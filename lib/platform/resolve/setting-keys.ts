import { lookup } from '../../config/lookup';
import type { SettingSource } from '../types';
import type { Context } from './context';

/** The Secret and key that the config names for a setting, whatever its usual source. */
export function keyOf({ config }: Context, name: string): SettingSource | undefined {
  const keys = config.secrets?.provider === 'existing' ? config.secrets.keys : undefined;
  const key = lookup(keys ?? {}, name);
  return key === undefined ? undefined : { from: 'secretKey', ...key };
}
