import type { Parameters } from 'fast-check';

const { MEMORAI_PROPERTY_RUNS: factor = '1', MEMORAI_PROPERTY_SEED: seed } = process.env;

/** How many runs: more in CI, by a whole factor. */
export const propertyRuns = (runs: number): number => runs * Number(factor);

/**
 * For `fc.assert`. Each run tries other configs; MEMORAI_PROPERTY_SEED makes it try those of that seed. CI takes its seed
 * from the commit, so that the same commit has the same result wherever it is tried.
 */
export const propertySettings = (runs: number): Parameters<unknown> => ({
  numRuns: propertyRuns(runs),
  ...(seed === undefined ? {} : { seed: Number(seed) }),
});
