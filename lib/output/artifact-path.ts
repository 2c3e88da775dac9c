/** The list of files we own, in each environment's folder. */
export const MANIFEST = '.synth.json';

interface PathRule {
  readonly message: string;
  readonly broken: (path: string) => boolean;
}

const RULES: readonly PathRule[] = [
  { message: 'is empty', broken: (path) => path === '' },
  { message: 'is absolute', broken: (path) => path.startsWith('/') || /^[A-Za-z]:/.test(path) },
  { message: 'holds a backslash', broken: (path) => path.includes('\\') },
  { message: 'holds a control character', broken: (path) => /\p{Cc}/u.test(path) },
  { message: 'holds half of a surrogate pair', broken: (path) => /\p{Surrogate}/u.test(path) },
  {
    message: 'holds an empty, `.` or `..` part',
    broken: (path) => path.split('/').some((part) => part === '' || part === '.' || part === '..'),
  },
  {
    message: 'is longer than 1000 bytes, or a part of it than 255',
    broken: (path) => bytes(path) > 1000 || path.split('/').some((part) => bytes(part) > 255),
  },
  {
    message: `is reserved, ${MANIFEST} is the list of files we own`,
    broken: (path) => fold(path.split('/')[0] ?? '') === MANIFEST,
  },
];

const bytes = (text: string): number => Buffer.byteLength(text);

/**
 * Why `path` cannot be the path of an artifact, or undefined. Also asked of paths read from disk: a manifest or
 * journal that somebody else wrote must not make us write or delete outside of the output folder.
 */
export function pathProblem(path: string): string | undefined {
  return RULES.find((rule) => rule.broken(path))?.message;
}

/** An environment is one folder, and not one of the writer's own, which start with a dot. */
export function environmentProblem(environment: string): string | undefined {
  return environment.includes('/') || environment.startsWith('.')
    ? 'is not the name of a folder; allowed is one name that does not start with a dot'
    : pathProblem(environment);
}

/** Equal for names that macOS and Windows take for the same file. */
export function fold(path: string): string {
  return path.normalize('NFC').toLowerCase();
}

/** `a/b/c` → `a`, `a/b`. */
export function parentsOf(path: string): string[] {
  const parts = path.split('/');
  return parts.slice(1).map((_, index) => parts.slice(0, index + 1).join('/'));
}
