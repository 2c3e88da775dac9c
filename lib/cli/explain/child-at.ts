import type { Path } from '../../config/path';

/** The member of a map or list; undefined of anything else, and of what every object inherits. */
export const childOf = (value: unknown, step: string | number): unknown =>
  typeof value === 'object' && value !== null && Object.hasOwn(value, step)
    ? (value as Readonly<Record<string | number, unknown>>)[step]
    : undefined;

export const childAt = (value: unknown, path: Path): unknown => path.reduce(childOf, value);
