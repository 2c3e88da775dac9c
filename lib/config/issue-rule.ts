import type { z } from 'zod';
import { nearest } from './nearest';

/** What each type of the schema is to the person who writes the config. */
const nouns: Readonly<Record<string, string>> = {
  string: 'text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  tuple: 'a list',
  object: 'a map',
  record: 'a map',
  map: 'a map',
};

/** What the schema asks for: `must be a list`, `must be at most 5`. */
export function ruleOf(issue: z.core.$ZodIssue): string {
  const values = valuesOf(issue);
  if (values !== undefined) return `must be ${values.length > 1 ? 'one of ' : ''}${values.join(', ')}`;
  switch (issue.code) {
    case 'invalid_type':
      return `must be ${nouns[issue.expected] ?? issue.expected}`;
    case 'too_small':
      return sizeRule(issue.origin, issue.inclusive === false ? 'more than' : 'at least', issue.minimum);
    case 'too_big':
      return sizeRule(issue.origin, issue.inclusive === false ? 'less than' : 'at most', issue.maximum);
    case 'not_multiple_of':
      return `must be a multiple of ${issue.divisor}`;
    case 'invalid_format':
      return issue.format === 'regex' ? `must match ${issue.pattern}` : `must be a valid ${issue.format}`;
    default:
      return 'is not allowed here';
  }
}

/** The values that an enumeration, a literal or a discriminator allows. */
export function valuesOf(issue: z.core.$ZodIssue): readonly string[] | undefined {
  if (issue.code === 'invalid_value') return issue.values.map(String);
  const options = issue.code === 'invalid_union' && 'options' in issue ? issue.options : undefined;
  return options?.filter((option) => option !== undefined).map(String);
}

/** `must be text or a map`, of a value that fits none of several branches. */
export function anyRule(issues: readonly z.core.$ZodIssue[]): string {
  const values = issues.flatMap((issue) => valuesOf(issue) ?? []);
  const types = issues
    .filter((issue) => valuesOf(issue) === undefined)
    .map((issue) => ruleOf(issue).replace(/^must be /, ''));
  if (types.length === 0) return `must be ${values.length > 1 ? 'one of ' : ''}${values.join(', ')}`;
  const all = [...new Set([...values, ...types.flatMap((type) => type.split(' or '))])];
  return `must be ${[all.slice(0, -1).join(', '), all.at(-1)].filter(Boolean).join(' or ')}`;
}

/** The way out of a value of the wrong kind or outside an enumeration. */
export function hintOf(issues: readonly z.core.$ZodIssue[], value: unknown): string {
  if (value === null) return '; remove it or give it a value';
  const types = issues.flatMap((issue) =>
    issue.code === 'invalid_type' && issue.message === '' ? [issue.expected] : [],
  );
  if (typeof value !== 'string') {
    return types.includes('string') && typeof value !== 'object' ? '; put it in quotes' : '';
  }
  const asNumber = types.some((type) => type === 'number' || type === 'int') && /^-?\d+(\.\d+)?$/.test(value);
  const asBoolean = types.includes('boolean') && /^(true|false)$/.test(value);
  if (asNumber || asBoolean) return '; remove the quotes';
  return nearest(
    value,
    issues.flatMap((issue) => valuesOf(issue) ?? []),
  );
}

function sizeRule(origin: string, relation: string, limit: number | bigint): string {
  const things = origin === 'string' ? 'character' : origin === 'array' ? 'item' : undefined;
  if (things === undefined) return `must be ${relation} ${limit}`;
  return `must have ${relation} ${limit} ${things}${Number(limit) === 1 ? '' : 's'}`;
}
