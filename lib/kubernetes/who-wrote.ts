import type { Facts } from '../platform/facts';
import { isMap } from '../platform/fields';
import type { SourcedPatch } from '../platform/types';

/**
 * Which of the patches of an object said what is at a path of it: the last one that names the path, a part of it or
 * something in it. Items of lists are not told apart: they have other places in a patch.
 */
export function patchOf(sources: readonly string[], patches: readonly SourcedPatch[], at: string): string | undefined {
  const steps = stepsOf(at);
  return sources.findLast((source) => {
    const patch = patches.find((one) => one.source === source);
    if (patch === undefined) return false;
    return 'merge' in patch
      ? names(patch.merge, steps)
      : patch.json.some(({ op, path }) => op !== 'test' && overlap(path.slice(1).split('/').filter(isName), steps));
  });
}

/** Facts of an object that several wrote, each with the one that said it. */
export const attributed = (
  facts: Partial<Facts>,
  sources: readonly string[],
  patches: readonly SourcedPatch[],
): Partial<Facts> =>
  Object.fromEntries(
    Object.entries(facts).map(([kind, all]) => [
      kind,
      all.map((one) => ('at' in one ? { ...one, source: patchOf(sources, patches, one.at) ?? one.source } : one)),
    ]),
  );

/** `spec.template.spec.containers[memorai-api].image` without what tells items apart. */
const stepsOf = (at: string): readonly string[] => at.replace(/\[[^\]]*\]/g, '').split('.');

const isName = (step: string): boolean => !/^(?:\d+|-)$/.test(step);

const overlap = (some: readonly string[], others: readonly string[]): boolean =>
  some.every((step, index) => index >= others.length || others[index] === step);

/** Whether a merge has a value along the whole path, or one that replaces what it leads through. */
function names(merge: unknown, [step, ...rest]: readonly string[]): boolean {
  if (Array.isArray(merge)) return merge.some((item) => names(item, step === undefined ? [] : [step, ...rest]));
  if (step === undefined || !isMap(merge)) return true;
  return Object.hasOwn(merge, step) && names(merge[step], rest);
}
