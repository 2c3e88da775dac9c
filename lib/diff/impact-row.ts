import { memory } from '../config/units';
import { nameAndTag, postgresMajor } from '../platform/image-version';
import type { FieldChange, Impact, JudgedField } from './change';

/** What a change of a field does. The first row that fits decides. */
export interface ImpactRow {
  readonly kinds: readonly string[];
  /** Of the object; any, where it is absent. */
  readonly name?: RegExp;
  readonly path: RegExp;
  /** Only where it holds too. */
  readonly when?: (change: FieldChange) => boolean;
  readonly impact: Impact;
  readonly because: string;
}

/** The change with what it does to an object of a kind; undefined where no row speaks of it. */
export function judgedByRows(
  rows: readonly ImpactRow[],
  { kind, name }: { readonly kind: string; readonly name: string },
  change: FieldChange,
): JudgedField | undefined {
  const row = rows.find(
    (one) =>
      one.kinds.includes(kind) &&
      (one.name?.test(name) ?? true) &&
      one.path.test(change.path) &&
      (one.when?.(change) ?? true),
  );
  return row === undefined ? undefined : { ...change, impact: row.impact, because: row.because };
}

export const asSafe = (field: FieldChange): JudgedField => ({ ...field, impact: 'safe', because: '' });

/** A count or a size that was more; what is absent is nothing. */
export const smaller = ({ before, after }: FieldChange): boolean => sizeOf(after) < sizeOf(before);
const sizeOf = (value: unknown): number => memory().safeParse(value).data ?? Number(value ?? 0);

/** A list of names that lacks one which it had; all of it is gone where nothing is after it. */
export const lacksOne = ({ before, after }: FieldChange): boolean => {
  const names = (value: unknown) => (typeof value === 'string' ? value.split(', ') : []);
  const kept = names(after);
  return names(before).some((name) => !kept.includes(name));
};

/** A time after which things are deleted; what is absent is for ever. */
export const endsSooner = ({ before, after }: FieldChange): boolean =>
  Number(after ?? Number.POSITIVE_INFINITY) < Number(before ?? Number.POSITIVE_INFINITY);

/** PostgreSQL reads no data of another major version. */
export const otherMajor = ({ before, after }: FieldChange): boolean => {
  const major = (image: unknown) => postgresMajor(nameAndTag(String(image)));
  const [from, to] = [major(before), major(after)];
  return from !== undefined && to !== undefined && from !== to;
};
