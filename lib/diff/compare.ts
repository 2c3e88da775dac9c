import { type Change, impacts, judgedBy } from './change';
import { fieldChanges } from './fields';
import { impactOfRemoval, judgeField } from './impact-table';
import type { Item } from './items';
import { movedStack, regionOf } from './region';

/** Compares two templates of CloudFormation: `templateChanges`, which needs a package of its own. */
export type CompareTemplates = (stack: Item | undefined, after: Item | undefined) => readonly Change[];

/**
 * What the step from one output to another does, the gravest first. What is the same is not there; the order of keys,
 * comments and the layout of a file do not count.
 */
export function compareOutputs(
  old: ReadonlyMap<string, Item>,
  now: ReadonlyMap<string, Item>,
  compareTemplates: CompareTemplates,
): readonly Change[] {
  const [from, to] = [regionOf(old), regionOf(now)];
  const compareStacks: CompareTemplates =
    from === undefined || to === undefined || from === to
      ? compareTemplates
      : (before, after) =>
          after === undefined || before === undefined ? compareTemplates(before, after) : [movedStack(after, from, to)];
  return [...new Set([...old.keys(), ...now.keys()])]
    .sort()
    .flatMap((id) => compareItems(old.get(id), now.get(id), compareStacks))
    .sort((one, other) => impacts.indexOf(other.impact) - impacts.indexOf(one.impact));
}

function compareItems(
  before: Item | undefined,
  after: Item | undefined,
  compareTemplates: CompareTemplates,
): readonly Change[] {
  const item = after ?? before;
  if (item === undefined) return [];
  if (item.of === 'cloudformation')
    return JSON.stringify(before?.value) === JSON.stringify(after?.value) ? [] : compareTemplates(before, after);
  const { file, subject, kind } = item;
  const one = { file, subject, because: '', fields: [] };
  if (before === undefined) return [{ ...one, action: 'added', impact: 'safe' }];
  if (after === undefined) {
    const [impact, because] = impactOfRemoval(kind);
    return [{ ...one, action: 'removed', impact, because }];
  }
  if (typeof before.value === 'string' || typeof after.value === 'string')
    return before.value === after.value ? [] : [{ ...one, action: 'changed', impact: 'safe' }];
  const fields = fieldChanges(before.value, after.value).map((field) => judgeField(item, field));
  return fields.length === 0 ? [] : [{ ...one, action: 'changed', ...judgedBy(fields), fields }];
}
