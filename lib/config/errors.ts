/** A place in a config file; line and column count from 1. */
export interface Position {
  /** The file as the user named it, or relative to the working folder. */
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/** What kind of mistake an issue is. A contract: tools may switch on it. */
export type IssueCode =
  | 'syntax' // not YAML, or YAML that we refuse: several documents, a cycle of anchors
  | 'file' // missing, unreadable or empty file; a cycle of `extends`
  | 'duplicate-key'
  | 'unknown-key'
  | 'renamed-key'
  | 'missing' // a required key is absent
  | 'type' // a value of the wrong kind: a list where a map was expected
  | 'value' // the right kind, but out of range, not in the enumeration, a wrong unit or form
  | 'conflict' // two values that cannot both hold: min above max
  | 'secret'; // a secret value where none may be written

/** One mistake in a config: where it is, what is wrong, what is allowed, the way out. */
export interface ConfigIssue {
  /** Path of keys, such as `services.api.replicas.min`; empty for the document itself. */
  readonly path: string;
  readonly code: IssueCode;
  /** Lower case, no full stop: what is wrong, the value received, what is allowed. */
  readonly message: string;
  /** Absent when the config came as an object from TypeScript. */
  readonly position?: Position;
}

/** Thrown for a config that cannot be resolved; carries every issue, not only the first. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';

  constructor(readonly issues: readonly ConfigIssue[]) {
    super(formatIssues(issues));
  }
}

/** Whether no line is about an issue: a key is missing that stands below no other. */
export const isOfWholeFile = ({ code, path }: ConfigIssue): boolean => code === 'missing' && !/[.[]/.test(path);

/** Where an issue is, for a person: `file:line:column`, or the file alone. */
export const placeOfIssue = (issue: ConfigIssue): string =>
  isOfWholeFile(issue) ? (issue.position?.file ?? '') : formatPosition(issue.position);

/** One line per issue, columns aligned: `file:line:column  path  message`. */
export function formatIssues(issues: readonly ConfigIssue[]): string {
  const rows = issues.map((issue) => [placeOfIssue(issue), issue.path, issue.message] as const);
  const width = (column: 0 | 1) => Math.max(0, ...rows.map((row) => row[column].length));
  const [places, paths] = [width(0), width(1)];
  return rows
    .map(([place, path, message]) =>
      [places > 0 ? place.padEnd(places) : '', paths > 0 ? path.padEnd(paths) : '', message]
        .filter((cell) => cell !== '')
        .join('  '),
    )
    .join('\n');
}

/** `file:line:column`, or the empty text where there is no file. */
export function formatPosition(position: Position | undefined): string {
  return position === undefined ? '' : `${position.file}:${position.line}:${position.column}`;
}
