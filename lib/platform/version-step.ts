const partsOf = (version: string): readonly number[] => version.split('.').map(Number);

/** Whether a step leads back: `15.9` comes before `15.17`. */
export function isOlder(to: string, from: string): boolean {
  const [after, before] = [partsOf(to), partsOf(from)];
  const at = after.findIndex((part, index) => part !== before[index]);
  return at >= 0 && (after[at] ?? 0) < (before[at] ?? 0);
}

export const isOtherMajor = (to: string, from: string): boolean => partsOf(to)[0] !== partsOf(from)[0];

/** The minor version after one, `1.34` of `1.33`, where a step goes beyond it; else undefined. */
export function skippedMinor(to: string, from: string): string | undefined {
  const [[major = 0, minor = 0], [, target = 0]] = [partsOf(from), partsOf(to)];
  return target > minor + 1 ? `${major}.${minor + 1}` : undefined;
}
