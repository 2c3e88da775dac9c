/** The guide's four commands (L306-315) and its collection (L331-344), in the order in which they run. */
export const setupSteps = ['migrate', 'seed', 'index', 'verify', 'collection'] as const;
export type SetupStep = (typeof setupSteps)[number];

/** What every release runs, whatever runs it: the seed where the config asks for it, the collection where Qdrant is used. */
export const releaseSteps = (also: { readonly seed: boolean; readonly collection: boolean }): readonly SetupStep[] =>
  setupSteps.filter((step) => (step === 'seed' || step === 'collection' ? also[step] : true));

/**
 * Seconds that a step may wait, and what that leaves of a function's time. A server that starts is asked again for `wait`;
 * the last question may take `request` (a cluster of Qdrant agrees on a new collection before it answers); then
 * CloudFormation has to hear of it within `answer`.
 */
export const setupSeconds = { wait: 60, request: 30, answer: 20 } as const;
