import { namesIn } from '../config/path-pattern';
import type { RuleDescription } from './types';

/**
 * Whether a rule weighs what a config has at a path: the value itself, one below it, or one that holds it. What is said
 * once under `serviceDefaults` is said of every service.
 */
export function weighs({ reads }: Pick<RuleDescription, 'reads'>, path: string): boolean {
  const [first, ...rest] = namesIn(path);
  if (first === undefined) return false;
  const names = first === 'serviceDefaults' ? ['services', '*', ...rest] : [first, ...rest];
  return reads
    .map(namesIn)
    .some((read) =>
      read.every((name, at) => at >= names.length || [name, '*'].includes(names[at] ?? '') || name === '*'),
    );
}
