import { lookup } from '../../config/lookup';
import type { SettingSource } from '../types';
import type { Context } from './context';
import { secretName } from './secret-name';

/** The Secret and key that the config names for a setting, whatever its usual source. */
export function keyOf({ config }: Context, name: string): SettingSource | undefined {
  const keys = config.secrets?.provider === 'existing' ? config.secrets.keys : undefined;
  const key = lookup(keys ?? {}, name);
  return key === undefined ? undefined : { from: 'secretKey', ...key };
}

/** Where a password is kept: the key that the config names, or else the secret store. */
export const secretSource = (context: Context, name: string): SettingSource =>
  keyOf(context, name) ?? { from: 'secret', secretName: secretName(context.config.environment, name) };
