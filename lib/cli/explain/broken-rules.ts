import type { Platform } from '../../platform/types';
import { checkPlatform } from '../../rules/index';

/**
 * The rules that find an error in a platform.
 *
 * @throws ConfigError where an exception names no rule
 */
export const brokenRules = (platform: Platform): readonly string[] => [
  ...new Set(checkPlatform(platform).flatMap(({ rule, severity }) => (severity === 'error' ? [rule] : []))),
];
