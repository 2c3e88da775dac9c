import { isWithin } from '../config/path-pattern';
import type { Platform, Traced } from '../platform/types';

/** A value that two environments do not share; absent where one has none. */
export interface Unlike {
  readonly path: string;
  readonly one?: unknown;
  readonly other?: unknown;
}

/** Differences that the config declares by one path. */
export interface Intended {
  readonly path: string;
  readonly reason: string;
  readonly values: readonly Unlike[];
}

/** How two environments differ. */
export interface ParityReport {
  /** Nobody said that these should differ. */
  readonly undeclared: readonly Unlike[];
  readonly intended: readonly Intended[];
  /** How many values differ only because of those above: nobody wrote them on either side. */
  readonly following: number;
  /** Declared, and no longer different: the line can go. */
  readonly stale: readonly { readonly path: string; readonly reason: string }[];
}

/** They differ by being two environments. */
const ofCourse = ['environment', 'domain', 'parity'];

/** Compares the resolved values of two environments; where each other's names and domains stand, they are the same. */
export function compareEnvironments(
  one: Platform,
  other: Platform,
  intended: Readonly<Record<string, string>>,
): ParityReport {
  const paths = [...new Set([...Object.keys(one.origins), ...Object.keys(other.origins)])].sort();
  const unlike = paths.filter(
    (path) =>
      !ofCourse.some((each) => isWithin(path, each)) &&
      likeness(one, one.origins[path]) !== likeness(other, other.origins[path]),
  );
  const isDeclared = (path: string) => Object.keys(intended).some((pattern) => isWithin(path, pattern));
  const isWritten = (path: string) => [one, other].some(({ origins }) => origins[path]?.origin.kind === 'config');
  const rest = unlike.filter((path) => !isDeclared(path));
  const declared = Object.entries(intended).map(([pattern, reason]) => ({
    path: pattern,
    reason,
    values: unlike.filter((path) => isWithin(path, pattern)).map((path) => unlikeAt(path, one, other)),
  }));
  return {
    undeclared: rest.filter(isWritten).map((path) => unlikeAt(path, one, other)),
    intended: declared.filter(({ values }) => values.length > 0),
    following: rest.filter((path) => !isWritten(path)).length,
    stale: declared.filter(({ values }) => values.length === 0).map(({ path, reason }) => ({ path, reason })),
  };
}

function unlikeAt(path: string, one: Platform, other: Platform): Unlike {
  const member = (key: 'one' | 'other', traced: Traced | undefined) =>
    traced?.value === undefined ? {} : { [key]: traced.value };
  return { path, ...member('one', one.origins[path]), ...member('other', other.origins[path]) };
}

/** The value as text, without what names the environment itself. */
function likeness({ environment, domain }: Platform, traced: Traced | undefined): string | undefined {
  if (traced?.value === undefined) return undefined;
  const name = new RegExp(`(?<![A-Za-z0-9])${environment}(?![A-Za-z0-9])`, 'g');
  return JSON.stringify(traced.value).replaceAll(domain, '<domain>').replace(name, '<environment>');
}
