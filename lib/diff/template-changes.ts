import { fullDiff, type ResourceDifference, ResourceImpact } from '@aws-cdk/cloudformation-diff';
import { type Change, type FieldChange, type Impact, type JudgedField, judgedBy } from './change';
import { fieldChanges } from './fields';
import { asSafe, judgedByRows } from './impact-row';
import type { Item } from './items';
import { holdsData, nameProperties, resourceRows } from './resource-impacts';

/** What CloudFormation does with each resource of a stack, by AWS's own specification of the resource types. */
export function templateChanges(before: Item | undefined, after: Item | undefined): readonly Change[] {
  const item = after ?? before;
  if (item === undefined) return [];
  const changes: Change[] = [];
  const { resources } = fullDiff(templateOf(before), templateOf(after));
  resources.forEachDifference((logicalId, difference) => {
    changes.push(toChange(item, logicalId, difference));
  });
  // What else a template has: outputs, parameters, conditions.
  const rest = fieldChanges(withoutResources(before), withoutResources(after));
  if (rest.length > 0) {
    const { file, name } = item;
    changes.push({
      file,
      subject: `stack ${name}`,
      action: 'changed',
      impact: 'safe',
      because: '',
      fields: rest.map(asSafe),
    });
  }
  return changes;
}

type Template = Readonly<Record<string, unknown>>;

const templateOf = (item: Item | undefined): Template => (item?.value ?? {}) as Template;

const withoutResources = (item: Item | undefined): Template => {
  const { Resources: _, ...rest } = templateOf(item);
  return rest;
};

function toChange({ file }: Item, logicalId: string, difference: ResourceDifference): Change {
  const type = difference.newResourceType ?? difference.oldResourceType ?? '';
  const one = { file, subject: `${type} ${logicalId}` };
  if (difference.isAddition) return { ...one, action: 'added', impact: 'safe', because: '', fields: [] };
  const whole = impactOfAll(type, difference);
  if (difference.isRemoval) return { ...one, action: 'removed', ...(whole ?? harmless), fields: [] };
  const judge = (field: FieldChange) =>
    judgedByRows(resourceRows, { kind: type, name: logicalId }, field) ?? asSafe(field);
  const fields: readonly JudgedField[] = [
    ...Object.entries(difference.propertyUpdates).flatMap(([name, { oldValue, newValue, changeImpact }]) =>
      fieldChanges({ [name]: oldValue }, { [name]: newValue }).map((field) =>
        whole !== undefined && changeImpact === difference.changeImpact ? { ...field, ...whole } : judge(field),
      ),
    ),
    ...Object.entries(difference.otherChanges).flatMap(([name, { oldValue, newValue }]) =>
      fieldChanges({ [name]: oldValue }, { [name]: newValue }).map(judge),
    ),
  ];
  return { ...one, action: 'changed', ...(whole ?? judgedBy(fields)), fields };
}

type Judgement = Pick<Change, 'impact' | 'because'>;
const harmless: Judgement = { impact: 'safe', because: '' };

/** What happens to the resource as a whole; undefined where it stays, and its properties decide. */
function impactOfAll(type: string, difference: ResourceDifference): Judgement | undefined {
  // Made anew by every change, and kept: an alias leads from one to the next.
  if (type === 'AWS::Lambda::Version') return harmless;
  const impact: Impact = holdsData(type) ? 'data risk' : 'replace';
  const causes = Object.entries(difference.propertyUpdates)
    .filter(([, { changeImpact }]) => changeImpact === difference.changeImpact)
    .map(([name]) => name)
    .join(', ');
  const name = keptName(type, difference);
  switch (difference.changeImpact) {
    case ResourceImpact.WILL_REPLACE:
    case ResourceImpact.MAY_REPLACE: {
      const sure = difference.changeImpact === ResourceImpact.WILL_REPLACE;
      const because =
        name === undefined
          ? `CloudFormation ${sure ? 'makes' : 'may make'} a new one and ${sure ? 'deletes' : 'delete'} this: ${causes || 'its type'}`
          : `CloudFormation ${sure ? 'refuses' : 'may refuse'} it, as a new one would have the same name, ${name}: ${causes}`;
      return { impact, because };
    }
    case ResourceImpact.WILL_DESTROY:
      return { impact, because: 'CloudFormation deletes it' };
    case ResourceImpact.WILL_ORPHAN:
      return holdsData(type)
        ? {
            impact,
            because: 'CloudFormation forgets it: it stays in the account with its data, and nothing here uses it',
          }
        : { impact, because: 'CloudFormation forgets it, and leaves it in the account' };
    default:
      return undefined;
  }
}

/** The name that both would have, where it is a fixed one. */
function keptName(type: string, { oldProperties, newProperties }: ResourceDifference): string | undefined {
  const property = nameProperties[type] ?? '';
  const name: unknown = newProperties?.[property];
  return typeof name === 'string' && oldProperties?.[property] === name ? name : undefined;
}
