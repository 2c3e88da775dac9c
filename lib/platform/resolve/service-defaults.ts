import { ConfigError } from '../../config/errors';
import type { CheckedConfig } from '../../config/schema/index';
import { serviceSchema } from '../../config/schema/services';
import { defaultServices } from '../default-services';
import type { WrittenService } from './written';

/** A service of which nothing is written: its knobs at their defaults. */
// Without code generation, as every config is checked: it costs more than one parse.
export const unwrittenService: WrittenService = serviceSchema.parse({}, { jitless: true });

/**
 * Lays each service over `serviceDefaults`, as the config has them before defaults are filled in: maps merge, lists and
 * values replace. Nothing changes where there are none.
 *
 * @throws ConfigError where the two together make something that the schema refuses
 */
export function withServiceDefaults(config: CheckedConfig, written: unknown): CheckedConfig {
  const defaults = memberOf(written, 'serviceDefaults');
  if (config.serviceDefaults === undefined || defaults === undefined) return config;
  const serverless = config.deployment === 'serverless';
  const names = [
    ...Object.keys(defaultServices).filter((name) => !serverless || defaultServices[name]?.serverless === true),
    ...Object.keys(config.services ?? {}),
  ];
  const services = [...new Set(names)].map((name): [string, WrittenService] => {
    const result = serviceSchema.safeParse(merge(defaults, memberOf(memberOf(written, 'services'), name)), {
      jitless: true,
    });
    if (result.success) return [name, result.data];
    throw new ConfigError(
      result.error.issues.map(({ path, message }) => ({
        path: `services.${name}.${path.join('.')}`,
        code: 'conflict',
        message: `together with serviceDefaults: ${message}`,
      })),
    );
  });
  return { ...config, services: Object.fromEntries(services) };
}

const isMap = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** A member of a map, and of nothing else. */
export const memberOf = (value: unknown, key: string): unknown =>
  isMap(value) && Object.hasOwn(value, key) ? value[key] : undefined;

function merge(base: unknown, over: unknown): unknown {
  if (over === undefined) return base;
  if (!isMap(base) || !isMap(over)) return over;
  const keys = [...new Set([...Object.keys(base), ...Object.keys(over)])];
  return Object.fromEntries(keys.map((key) => [key, merge(memberOf(base, key), memberOf(over, key))]));
}
