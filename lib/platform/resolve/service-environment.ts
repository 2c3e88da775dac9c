import { settingsRegistry } from '../settings-registry';
import type { Setting, SettingSource } from '../types';
import type { Context } from './context';
import { memberOf } from './lay-over';
import { secretName } from './secret-name';
import type { ServiceDraft } from './services';
import { checkOverride } from './setting-overrides';
import type { WrittenService } from './written';

type Written = NonNullable<WrittenService['env']>[string];

/** Settings that only this service has, or that it has from elsewhere than the others. `null` leaves one out. */
export function serviceEnvironment(context: Context, service: ServiceDraft): Setting[] {
  return Object.entries(context.config.services?.[service.name]?.env ?? {}).flatMap(([name, written]) => {
    const path = `services.${service.name}.env.${name}`;
    const definition = settingsRegistry[name];
    if (written === null) {
      if (definition === undefined && memberOf(context.config.serviceDefaults?.env, name) === undefined) {
        context.fail(
          path,
          'value',
          `nothing to take back: ${name} is no setting of the registry, nor of serviceDefaults`,
        );
      }
      return [];
    }
    const source = sourceOf(context, path, name, written);
    const kind = typeof written === 'object' && ('secret' in written || 'secretKey' in written) ? 'secret' : 'config';
    if (typeof written !== 'object' && definition !== undefined) checkOverride(context, path, name, written);
    if (typeof written === 'object' && 'secret' in written && definition !== undefined) {
      context.fail(path, 'conflict', `${name} is a setting of the registry; its source is decided there`);
    }
    if (typeof written === 'object' && definition?.kind === 'secret' && kind === 'config') {
      context.fail(path, 'conflict', `${name} is a secret; name a Secret: { secretKey: { name, key } }`);
    }
    return [{ name, kind, scope: 'service', source }];
  });
}

function sourceOf(context: Context, path: string, name: string, written: Exclude<Written, null>): SettingSource {
  if (typeof written !== 'object') return { from: 'literal', value: String(written) };
  if ('secret' in written) return { from: 'secret', secretName: secretName(context.config.environment, name) };
  if ((context.config.deployment ?? 'kubernetes') !== 'kubernetes') {
    context.fail(
      path,
      'conflict',
      'names an object of Kubernetes, which this deployment has not; give a value, or { secret: true }',
    );
  }
  if ('secretKey' in written) return { from: 'secretKey', ...written.secretKey };
  if ('configKey' in written) return { from: 'configKey', ...written.configKey };
  return { from: 'field', path: written.field };
}
