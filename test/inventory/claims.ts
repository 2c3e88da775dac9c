import { isDeepStrictEqual } from 'node:util';

/** A value that the platform or an output holds. */
export interface Evidence {
  /** Key of what is looked into: `production` (the platform), `production/kubernetes/…` (a file), `tiers`, `schema`. */
  readonly subject: string;
  /**
   * Steps with a blank between them: a key or index, or `field=value` (several with `&`) for the first item that has
   * those values; `a.b` goes into the item, and `undefined` is what is not there.
   */
  readonly path: string;
  readonly expected: unknown;
}

/** How a statement of the guide is shown; a row may be partly kept and partly different. */
export interface Row {
  /** Lines of the guide, as docs/differences.md writes them. */
  readonly lines: string;
  readonly evidence: readonly Evidence[];
  /** Whether docs/differences.md has a line for it. */
  readonly differs: boolean;
}

export type Subjects = ReadonlyMap<string, unknown>;

/** Expects that what the path leads into is there, and its last step is not. */
export const absent = Symbol('absent');

/** Makes evidence about one subject. */
export const about =
  (subject: string) =>
  (path: string, expected: unknown): Evidence => ({ subject, path, expected });

/** The statement is kept, and this shows it. */
export const kept = (lines: string, ...evidence: readonly Evidence[]): Row => ({ lines, evidence, differs: false });

/** The statement is changed, wholly or in part; the evidence shows what stands there instead, and what is kept. */
export const changed = (lines: string, ...evidence: readonly Evidence[]): Row => ({ lines, evidence, differs: true });

export function holds({ subject, path, expected }: Evidence, subjects: Subjects): boolean {
  const steps = path.split(' ');
  const root = subjects.get(subject);
  if (expected !== absent) return isDeepStrictEqual(valueAt(root, steps), expected);
  const parent = valueAt(root, steps.slice(0, -1));
  return typeof parent === 'object' && parent !== null && valueAt(root, steps) === undefined;
}

export function valueAt(root: unknown, steps: readonly string[]): unknown {
  return steps.reduce(take, root);
}

function take(value: unknown, step: string): unknown {
  if (typeof value !== 'object' || value === null) return undefined;
  if (!step.includes('=')) return Object.entries(value).find(([key]) => key === step)?.[1];
  const conditions = step.split('&').map((condition) => condition.split('=') as [string, string]);
  return Object.values(value).find((item) =>
    conditions.every(([field, wanted]) => String(valueAt(item, field.split('.'))) === wanted),
  );
}
