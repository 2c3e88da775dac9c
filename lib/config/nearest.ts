import { distance } from 'fastest-levenshtein';

/** `; did you mean "services"?` for the nearest candidate, or the empty text where more than a third is different. */
export function nearest(word: string, candidates: readonly string[]): string {
  let best: string | undefined;
  let least = Number.POSITIVE_INFINITY;
  for (const candidate of candidates) {
    const steps = distance(word.toLowerCase(), candidate.toLowerCase());
    const near = steps <= Math.max(word.length, candidate.length) / 3;
    if (near && steps < least) [best, least] = [candidate, steps];
  }
  return best === undefined ? '' : `; did you mean "${best}"?`;
}
