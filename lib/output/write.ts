import { checkOutputs, type Outputs } from './check-outputs';
import { type FileSystem, realFileSystem } from './file-system';
import { applyPlan, recover } from './journal';
import { withLock } from './lock';
import { attempt } from './output-error';
import { planOutput } from './plan';

/** What a write did. Paths are relative to the root, with `/`, in order; `.synth.json` is a file like the others. */
export interface WriteReport {
  readonly written: readonly string[];
  /** Had these bytes already; not touched. */
  readonly unchanged: readonly string[];
  readonly deleted: readonly string[];
  /** Ours, no longer in the output, but edited since we wrote them: left as they are, and from now on not ours. */
  readonly kept: readonly string[];
}

/**
 * Writes every artifact to `<root>/<environment>/<path>`, and removes the files of these environments that an earlier
 * write left and this output no longer has. Environments that are not in `outputs` stay as they are.
 *
 * - A file of ours that a person edited is overwritten when the output has it; when the output has dropped it, it stays.
 * - A file that is not ours is never overwritten or deleted: one with other bytes in our place is an error, one with
 *   the same bytes becomes ours.
 * - Interrupted at any point, the next call finishes the whole write or starts from the old state.
 *
 * @throws OutputError; unless its `state` says otherwise, nothing was changed
 */
export function writeOutput(root: string, outputs: Outputs, fs: FileSystem = realFileSystem): WriteReport {
  checkOutputs(outputs);
  attempt(root, () => fs.mkdirSync(root, { recursive: true }));
  return withLock(root, fs, () => {
    recover(root, fs);
    const plan = planOutput(root, outputs, fs);
    // A delete always comes with a write: the list of what is ours changes.
    if (plan.writes.length > 0) {
      applyPlan(root, plan, fs);
    }
    return {
      written: plan.writes.map(({ path }) => path).sort(),
      unchanged: plan.unchanged,
      deleted: plan.deletes.map(({ path }) => path).sort(),
      kept: plan.kept,
    };
  });
}
