import { checkConfig } from '../../config/check';
import { ConfigError, type ConfigIssue } from '../../config/errors';
import { explainIssue, schemaMessage } from '../../config/explain-issue';
import { formatPath } from '../../config/format-path';
import type { ConfigSource } from '../../config/read';
import { type CheckedConfig, platformSchema } from '../../config/schema/index';
import { renamedKeys } from '../../config/schema/renamed';
import { serviceSchema } from '../../config/schema/services';
import { defaultServices } from '../default-services';
import { layOver, memberOf, withoutTakenBack } from './lay-over';
import type { WrittenService } from './written';

/** A service of which nothing is written: its knobs at their defaults. */
// Without code generation, as every config is checked: it costs more than one parse.
export const unwrittenService: WrittenService = serviceSchema.parse({}, { jitless: true });

/**
 * Checks a config as it was written, in a file or in TypeScript. What a service takes back of `serviceDefaults` is no
 * value of its own.
 *
 * @throws ConfigError with every issue
 */
export const checkWritten = (source: Pick<ConfigSource, 'value'> & Partial<ConfigSource>): CheckedConfig =>
  checkConfig(
    platformSchema,
    { ...source, value: withoutTakenBack(source.value, (path) => source.isEmpty?.(path) === true) },
    renamedKeys,
  );

/**
 * Lays each service over `serviceDefaults`, as the config has them before defaults are filled in. Nothing changes where
 * there are none.
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
  const issues: ConfigIssue[] = [];
  const services = [...new Set(names)].flatMap((name): [string, WrittenService][] => {
    const both = layOver(defaults, memberOf(memberOf(written, 'services'), name));
    const result = serviceSchema.safeParse(both, { error: schemaMessage, jitless: true });
    if (result.success) return [[name, result.data]];
    const problems = result.error.issues.flatMap((issue) => explainIssue(issue, both));
    issues.push(
      ...problems.map(({ path, message }) => ({
        path: formatPath(['services', name, ...path]),
        code: 'conflict' as const,
        message: `together with serviceDefaults: ${message}; null takes back what those say`,
      })),
    );
    return [];
  });
  if (issues.length > 0) throw new ConfigError(issues);
  return { ...config, services: Object.fromEntries(services) };
}
