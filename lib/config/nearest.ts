import { distance } from 'fastest-levenshtein';

/** `; did you mean "services"?` for the nearest candidate, or the empty text where none is near. */
export function nearest(word: string, candidates: readonly string[]): string {
  let best: string | undefined;
  let least = Number.POSITIVE_INFINITY;
  for (const candidate of candidates) {
    const steps = distance(word.toLowerCase(), candidate.toLowerCase());
    // Two letters that changed places are two steps; in a word of three that is another word.
    const bound = word.length < 4 ? 1 : Math.max(2, Math.floor(Math.max(word.length, candidate.length) / 3));
    if (steps <= bound && steps < least) [best, least] = [candidate, steps];
  }
  return best === undefined ? '' : `; did you mean "${best}"?`;
}
