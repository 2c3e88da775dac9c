import { formatPath } from '../config/format-path';
import { namesIn } from '../config/path-pattern';
import { placesWithoutEffect } from './places-without-effect';
import type { Rule } from './types';

/** Paths in order, without those below another one. */
function outermost(paths: readonly string[]): readonly string[] {
  const all = [...new Set(paths)].sort().map((path) => ({ path, names: namesIn(path) }));
  return all
    .filter((one) => !all.some((other) => other !== one && isBelow(one.names, other.names)))
    .map(({ path }) => path);
}

/** What a config asks for and its target cannot give is said, not dropped in silence. */
export const withoutEffect: Rule = {
  id: 'without-effect',
  severity: 'warning',
  protects: 'people from counting on what they wrote and nothing reads: a sidecar, a probe, a volume that is not there',
  source: 'E14',
  reads: outermost(placesWithoutEffect.flatMap(({ paths, on = [] }) => [...paths, ...on])),
  wayOut: 'leave it out of this environment, or say what it needs to be read',
  check: (platform) => {
    const found = new Map<string, string>();
    for (const written of platform.written) {
      const shared = written[0] === 'serviceDefaults';
      const names = shared ? ['services', '*', ...written.slice(1)] : written;
      for (const { patterns, why } of rows) {
        const pattern = patterns.find((one) => isBelow(names, one));
        const reason = pattern && why(platform, written);
        if (pattern === undefined || reason === undefined) continue;
        found.set(formatPath(written.slice(0, shared ? pattern.length - 1 : pattern.length)), reason);
        break;
      }
    }
    return [...found].map(([path, reason]) => ({ path, message: `has no effect ${reason}; remove it` }));
  },
};

const rows = placesWithoutEffect.map(({ paths, why }) => ({ patterns: paths.map(namesIn), why }));

function isBelow(names: readonly string[], pattern: readonly string[]): boolean {
  return pattern.length <= names.length && pattern.every((name, at) => name === '*' || name === names[at]);
}
