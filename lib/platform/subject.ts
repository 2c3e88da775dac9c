import { namesIn } from '../config/path-pattern';

/** What something is made from. */
export interface Subject {
  /** Parts of the config: `stores.postgres`. */
  readonly paths: readonly string[];
  /**
   * Rules that weigh it, and find fault elsewhere: `connections`, at the service with the most of them.
   *
   * @default - none
   */
  readonly rules?: readonly string[];
}

/** Whether a finding is about what is made from a subject: it stands there, or in what holds it. */
export const isAbout = (
  { paths, rules = [] }: Subject,
  { rule, path }: { readonly rule: string; readonly path: string },
): boolean => rules.includes(rule) || paths.some((one) => isOnTheWay(path, one));

/** Whether one of two paths lies in the other. */
function isOnTheWay(path: string, other: string): boolean {
  const names = namesIn(path);
  const part = namesIn(other);
  return names.every((name, at) => at >= part.length || name === part[at]);
}
