import type { Path } from './path';

/** Old path to new path, dotted; `*` stands for any one key, in the new path for the same one. */
export type RenamedKeys = Readonly<Record<string, string>>;

/** The new path of a key that was renamed. */
export function newPathOf(path: Path, renamed: RenamedKeys): string | undefined {
  for (const [from, to] of Object.entries(renamed)) {
    const steps = from.split('.');
    if (steps.length !== path.length || !steps.every((step, index) => step === '*' || step === String(path[index])))
      continue;
    const wild = path.filter((_, index) => steps[index] === '*').map(String);
    return to.replace(/\*/g, () => wild.shift() ?? '*');
  }
  return undefined;
}
