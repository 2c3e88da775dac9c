import { distance } from 'fastest-levenshtein';

/** `; did you mean "services"?` for the nearest candidate, or the empty text where none is near. */
export function nearest(word: string, candidates: readonly string[]): string {
  let best: string | undefined;
  let least = Math.max(2, Math.floor(word.length / 3)) + 1;
  for (const candidate of candidates) {
    const steps = distance(word.toLowerCase(), candidate.toLowerCase());
    if (steps < least) [best, least] = [candidate, steps];
  }
  return best === undefined ? '' : `; did you mean "${best}"?`;
}
