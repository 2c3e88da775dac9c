/** One thing that stops the writer: where, what happened, and what a person can do. */
export interface OutputProblem {
  /** As the user named the folder, or relative to it with `/`. */
  readonly path: string;
  /** Lower case, no full stop. */
  readonly message: string;
  readonly remedy: string;
}

/**
 * Whether the folder was touched. `partly written`: the journal is complete, some of its steps are not done, and the
 * next run does them first.
 */
type OutputState = 'nothing was changed' | 'partly written, the next run finishes it';

/** Thrown when output cannot be written or read; carries every problem that was found, not only the first. */
export class OutputError extends Error {
  override readonly name = 'OutputError';

  constructor(
    readonly problems: readonly OutputProblem[],
    readonly state: OutputState = 'nothing was changed',
    options?: ErrorOptions,
  ) {
    const lines = problems.map(({ path, message, remedy }) => `${path}  ${message}; ${remedy}`);
    super([...lines, `output: ${state}`].join('\n'), options);
  }
}

/** What the operating system answers, in words, and the way out. */
const CAUSES: Readonly<Record<string, readonly [message: string, remedy: string]>> = {
  EACCES: ['permission denied', 'make it writable for this user, or choose another output folder'],
  EBUSY: ['in use by another program', 'close that program and run again'],
  EDQUOT: ['the disk quota is used up', 'free some space and run again'],
  EEXIST: ['exists already', 'move it away, or delete it, and run again'],
  EISDIR: ['is a folder where a file belongs', 'move it away, or delete it, and run again'],
  EMFILE: ['too many open files', 'raise the limit (ulimit -n) and run again'],
  ENAMETOOLONG: ['the name is too long', 'choose shorter names'],
  ENOENT: ['does not exist', 'create it and run again'],
  ENOSPC: ['no space left on the device', 'free some space and run again'],
  ENOTDIR: ['a file is where a folder belongs', 'move it away, or delete it, and run again'],
  ENOTEMPTY: ['is a folder where a file belongs', 'move it away, or delete it, and run again'],
  EPERM: ['not permitted', 'make it writable for this user, or choose another output folder'],
  EROFS: ['the file system is read-only', 'choose another output folder'],
  EXDEV: ['is on another file system than the output folder', 'choose an output folder without mounts inside'],
};

/**
 * Runs a step on `path`. An error of the operating system becomes an OutputError that names this path, which may be
 * clearer than the one the system names (a staged copy). Errors of our own pass through.
 */
export function attempt<T>(path: string, step: () => T): T {
  try {
    return step();
  } catch (error) {
    const code = errorCode(error);
    if (code === undefined) {
      throw error;
    }
    const [message, remedy] = CAUSES[code] ?? [`failed with ${code}`, 'remove the cause and run again'];
    throw new OutputError([{ path, message, remedy }], undefined, { cause: error });
  }
}

/** `ENOENT` and the like, of an error of the operating system. Not by `instanceof`: it may come from another realm. */
export function errorCode(error: unknown): string | undefined {
  const isCoded = typeof error === 'object' && error !== null && 'code' in error && typeof error.code === 'string';
  return isCoded ? String(error.code) : undefined;
}
