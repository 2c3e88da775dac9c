import { ConfigError, type ConfigIssue } from '../config/errors';
import type { Environment } from './environments';

/**
 * What the work on each gives, in order. What reads or renders a platform knows no file: here its issues get their
 * places.
 *
 * @throws ConfigError with the issues of all environments at once
 */
export function forEachEnvironment<Result>(
  environments: readonly Environment[],
  work: (environment: Environment) => Result,
): Result[] {
  const issues: ConfigIssue[] = [];
  const results = environments.flatMap((environment) => {
    try {
      return [work(environment)];
    } catch (error) {
      if (!(error instanceof ConfigError)) throw error;
      issues.push(...error.issues.map((issue) => ({ ...issue, position: environment.placeOf(issue.path).position })));
      return [];
    }
  });
  if (issues.length > 0) throw new ConfigError(issues);
  return results;
}
