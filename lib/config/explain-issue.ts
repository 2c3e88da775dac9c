import type { z } from 'zod';
import type { IssueCode } from './errors';
import { anyRule, hintOf, ruleOf, valuesOf } from './issue-rule';
import { nearest } from './nearest';
import type { Path } from './path';
import { hidden, showValue } from './show-value';

/** One mistake in our words; its place in a file is found later. */
export interface Problem {
  readonly path: Path;
  readonly code: IssueCode;
  readonly message: string;
}

type Issue = z.core.$ZodIssue;

/** Codes that a rule of the schema may give its own issues; without one it is `value`. */
const customCodes = ['conflict', 'missing', 'type'] as const;

/**
 * Message of an issue for which the schema has no words of its own: none. Of unknown keys it is the list of the known
 * keys, one a line, because a finished issue does not say which schema it comes from.
 */
export function schemaMessage(issue: z.core.$ZodRawIssue): string {
  const definition = issue.code === 'unrecognized_keys' ? issue.inst?._zod.def : undefined;
  return definition !== undefined && 'shape' in definition ? Object.keys(Object(definition.shape)).join('\n') : '';
}

/** Translates an issue at `base` of the whole value `root`; of a union, the issues of the branch that fits best. */
export function explainIssue(issue: Issue, root: unknown, base: Path = []): Problem[] {
  const path = [...base, ...issue.path.map((step) => (typeof step === 'number' ? step : String(step)))];
  const value = valueAt(root, path);
  if (issue.code === 'unrecognized_keys') {
    const known = issue.message.split('\n');
    return issue.keys.map((key) => ({
      path: [...path, key],
      code: 'unknown-key',
      message: `unknown key${nearest(key, known)}`,
    }));
  }
  if (issue.code === 'invalid_key') {
    const key = showValue(path.at(-1), []);
    return issue.issues.map((inner) => ({
      path,
      code: 'value',
      message: received(`key ${inner.message || ruleOf(inner)}`, key),
    }));
  }
  if (issue.code === 'custom') {
    const code = customCodes.find((known) => known === issue.params?.code) ?? 'value';
    return [{ path, code, message: issue.message }];
  }
  if (value === undefined) return [{ path, code: 'missing', message: missing(issue) }];
  if (issue.code === 'invalid_union' && issue.errors.length > 0 && issue.message === '') {
    return explainUnion(issue.errors, root, path);
  }
  return [wrongValue([issue], issue.message || ruleOf(issue), value, path)];
}

function missing(issue: Issue): string {
  const rule = issue.message || (valuesOf(issue) === undefined ? '' : ruleOf(issue));
  return rule === '' ? 'missing' : `missing; ${rule}`;
}

/** Branches whose type fits are better than others; of them the one with the fewest mistakes. */
function explainUnion(branches: readonly (readonly Issue[])[], root: unknown, path: Path): Problem[] {
  const wrong = branches.flat().filter(isWrongType);
  const fitting = branches.filter((issues) => !issues.some(isWrongType));
  const [best] = fitting
    .map((issues) => issues.flatMap((issue) => explainIssue(issue, root, path)))
    .sort((a, b) => a.length - b.length);
  return best ?? [wrongValue(wrong, anyRule(wrong), valueAt(root, path), path)];
}

/** Whether the value as a whole is not what the branch is about. */
function isWrongType(issue: Issue): boolean {
  return issue.path.length === 0 && (issue.code === 'invalid_type' || issue.code === 'invalid_value');
}

function wrongValue(issues: readonly Issue[], rule: string, value: unknown, path: Path): Problem {
  const shown = issues.some(isSize) && Array.isArray(value) ? String(value.length) : showValue(value, path);
  const code = issues.some((issue) => isSameKind(issue, value)) ? 'value' : 'type';
  return { path, code, message: received(rule, shown) + (shown === hidden ? '' : hintOf(issues, value)) };
}

function isSize(issue: Issue): boolean {
  return issue.code === 'too_small' || issue.code === 'too_big';
}

/** Whether the value is of the kind that was asked for, so that only its content is wrong. */
function isSameKind(issue: Issue, value: unknown): boolean {
  if (issue.code === 'invalid_type') return typeof value === 'number' && /^(?:int|number)$/.test(issue.expected);
  const values = issue.code === 'invalid_union' && 'options' in issue ? issue.options : undefined;
  const allowed = issue.code === 'invalid_value' ? issue.values : values;
  return allowed?.some((one) => typeof one === typeof value) ?? true;
}

function received(rule: string, shown: string): string {
  return `${rule}${rule.includes(',') ? ';' : ','} got ${shown}`;
}

function valueAt(root: unknown, path: Path): unknown {
  return path.reduce<unknown>(
    (value, step) =>
      typeof value === 'object' && value !== null && Object.hasOwn(value, step) ? Reflect.get(value, step) : undefined,
    root,
  );
}
