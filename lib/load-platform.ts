import { ConfigError } from './config/errors';
import { parsePath } from './config/parse-path';
import { type ConfigSource, readConfigFile } from './config/read';
import { resolveChecked } from './platform/resolve/index';
import { checkWritten } from './platform/resolve/service-defaults';
import type { Platform } from './platform/types';

/**
 * Reads the YAML file of one environment, with all that it extends, and resolves it. `file` is relative to the working
 * folder or absolute.
 *
 * @throws ConfigError with every issue at once; each says in which file, line and column it is
 */
export function loadPlatform(file: string): Platform {
  return resolveSource(readConfigFile(file));
}

/**
 * The second half of `loadPlatform`, for a file that has been read.
 *
 * @throws ConfigError with every issue at once
 */
export function resolveSource(source: ConfigSource): Platform {
  const config = checkWritten(source);
  try {
    return resolveChecked(config, source.value);
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    throw new ConfigError(
      error.issues.map((issue) => {
        const position = source.positionOf(parsePath(issue.path));
        return position === undefined ? issue : { ...issue, position };
      }),
    );
  }
}
