/** Where a command writes: data to `out`, messages to `err`. The process's own streams, or a test's. */
export interface Console {
  /** Data: what a pipe wants. */
  out(text: string): void;
  /** Messages for a person. */
  err(text: string): void;
  /** Progress: shown on a terminal only. */
  progress(text: string): void;
  /** Of messages. */
  readonly style: Style;
  /** Of data: plain where a pipe or a file takes it. */
  readonly outStyle: Style;
  /** Of the terminal, where messages go to one. */
  readonly columns?: number;
  /** Folder from which a pipeline counts the names of files; absent: the working folder. */
  readonly workspace?: string;
}

export interface Style {
  error(text: string): string;
  warning(text: string): string;
  note(text: string): string;
  faint(text: string): string;
}

/** Text of a config as one line that cannot steer a terminal. */
export const oneLine = (text: string): string => text.replace(/\p{Cc}/gu, ' ');

const colour = (code: number) => (text: string) => `\u001b[${code}m${text}\u001b[0m`;
const same = (text: string) => text;

export const plainStyle: Style = { error: same, warning: same, note: same, faint: same };
const colourStyle: Style = { error: colour(31), warning: colour(33), note: colour(36), faint: colour(2) };

/** Colour on a terminal, unless NO_COLOR is set to anything (no-color.org) or the terminal is dumb. */
export function styleFor(isTerminal: boolean, environment: Readonly<Record<string, string | undefined>>): Style {
  const off = (environment.NO_COLOR ?? '') !== '' || environment.TERM === 'dumb';
  return isTerminal && !off ? colourStyle : plainStyle;
}
