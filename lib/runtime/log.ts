import { isError } from './is-error';
import { SettingsError } from './settings-error';

export type LogLevel = 'info' | 'warn' | 'error';
export type LogFields = Readonly<Record<string, string | number | boolean | readonly string[]>>;

/** One event. Fields are facts that we made: never a body, a query, a header or the message of an exception. */
export type Log = (level: LogLevel, event: string, fields?: LogFields) => void;

/**
 * Logs JSON lines, which CloudWatch and every log collector take apart by themselves.
 * @param write takes one whole line, such as `process.stdout.write`
 * @param now time of the event
 */
export function createLog(write: (line: string) => void, now: () => Date): Log {
  return (level, event, fields = {}) => {
    const head = { time: now().toISOString(), level, event };
    // twice: first in the line, and no field can take its place
    write(`${JSON.stringify({ ...head, ...fields, ...head })}\n`);
  };
}

/**
 * What may be logged of an exception. Its message may hold a host or a password, so only its class, its code and the
 * places in our code are kept; the texts of a SettingsError are made to be read.
 */
export function describeError(error: unknown): LogFields {
  if (error instanceof SettingsError) return { error: error.name, issues: error.issues };
  if (!isError(error)) return { error: typeof error };
  const code = 'code' in error && typeof error.code === 'string' ? { code: error.code } : {};
  const frames = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line));
  return { error: error.name, ...code, at: frames.slice(0, 5).map((line) => line.trim()) };
}
