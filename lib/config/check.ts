import type { z } from 'zod';
import { ConfigError, type ConfigIssue } from './errors';
import { explainIssue, type Problem, schemaMessage } from './explain-issue';
import { formatPath } from './format-path';
import { findLiteralSecrets } from './literal-secrets';
import type { ConfigSource } from './read';
import { newPathOf, type RenamedKeys } from './renamed-keys';

/**
 * Checks a config against the schema and hands back what the schema makes of it: units are numbers. The same for a file
 * and for an object from TypeScript, which has no positions.
 *
 * @param renamed keys of older versions of the schema, which it does not know any more
 * @throws ConfigError with every issue, in the order of the file, or of the paths where there is none
 */
export function checkConfig<S extends z.ZodType>(
  schema: S,
  source: { readonly value: unknown; readonly positionOf?: ConfigSource['positionOf'] },
  renamed: RenamedKeys = {},
): z.output<S> {
  // Without code generation: a config is checked once, and building the code costs more than it saves.
  const result = schema.safeParse(source.value, { error: schemaMessage, jitless: true });
  const secrets = findLiteralSecrets(source.value).map((secret): Problem => ({ ...secret, code: 'secret' }));
  if (result.success && secrets.length === 0) return result.data;
  const secretPaths = new Set(secrets.map(({ path }) => formatPath(path)));
  const problems = (result.error?.issues ?? [])
    .flatMap((issue) => explainIssue(issue, source.value))
    .filter(({ path }) => !secretPaths.has(formatPath(path)))
    .map((problem) => withNewName(problem, renamed));
  const issues = [...problems, ...secrets].map(({ path, code, message }): ConfigIssue => {
    const position = source.positionOf?.(path);
    return { path: formatPath(path), code, message, ...(position && { position }) };
  });
  throw new ConfigError(issues.sort(inOrder));
}

function withNewName(problem: Problem, renamed: RenamedKeys): Problem {
  const name = problem.code === 'unknown-key' ? newPathOf(problem.path, renamed) : undefined;
  return name === undefined ? problem : { ...problem, code: 'renamed-key', message: `was renamed to "${name}"` };
}

function inOrder(a: ConfigIssue, b: ConfigIssue): number {
  return (
    compare(a.position?.file ?? '', b.position?.file ?? '') ||
    (a.position?.line ?? 0) - (b.position?.line ?? 0) ||
    (a.position?.column ?? 0) - (b.position?.column ?? 0) ||
    compare(a.path, b.path)
  );
}

/** By code unit, not by locale, so that the order is the same on every machine. */
function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
