import { checkOutputs, type Outputs } from './check-outputs';
import { type FileSystem, realFileSystem } from './file-system';
import { planOutput } from './plan';

/** One file that a write would change: not there, with other bytes, or no longer in the output. */
export interface Difference {
  /** Relative to the root, with `/`. */
  readonly path: string;
  readonly state: 'missing' | 'different' | 'extra';
}

/**
 * What writeOutput would change, in order of path, without writing; empty after a write of the same outputs.
 * @throws OutputError where writeOutput would refuse
 */
export function compareOutput(root: string, outputs: Outputs, fs: FileSystem = realFileSystem): Difference[] {
  checkOutputs(outputs);
  const { writes, deletes, kept } = planOutput(root, outputs, fs);
  const extra = [...deletes.map(({ path }) => path), ...kept];
  return [
    ...writes.map(({ path, state }) => ({ path, state })),
    ...extra.map((path) => ({ path, state: 'extra' as const })),
  ].sort((a, b) => (a.path < b.path ? -1 : 1));
}
