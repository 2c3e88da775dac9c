import { type Change, gravest, impacts } from './change';
import { fieldChanges } from './fields';
import { impactOfField, impactOfRemoval } from './impact-table';
import type { Item } from './items';

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
  return [...new Set([...old.keys(), ...now.keys()])]
    .sort()
    .flatMap((id) => compareItems(old.get(id), now.get(id), compareTemplates))
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
  const found = fieldChanges(before.value, after.value).map((field) => {
    const [each, because] = impactOfField(kind, field);
    return { field: { ...field, impact: each }, because };
  });
  if (found.length === 0) return [];
  const impact = gravest(found.map(({ field }) => field.impact));
  return [
    {
      ...one,
      action: 'changed',
      impact,
      because: [...new Set(found.flatMap(({ field, because }) => (field.impact === impact ? because : [])))].join('; '),
      fields: found.map(({ field }) => field),
    },
  ];
}
