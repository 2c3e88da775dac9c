import { ConfigError } from '../../lib/config/errors';
import type { PlatformConfig } from '../../lib/config/schema/index';
import { resolvePlatform } from '../../lib/platform/resolve';

/** What a call refuses of a config, as `path: message`; any other error is thrown on. */
export function issuesFrom(call: () => unknown): string[] {
  try {
    call();
    return [];
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    return error.issues.map(({ path, message }) => `${path}: ${message}`);
  }
}

/** What is refused of a config that does not resolve. */
export const issues = (config: PlatformConfig): string[] => issuesFrom(() => resolvePlatform(config));
