import { fullDiff, type ResourceDifference, ResourceImpact } from '@aws-cdk/cloudformation-diff';
import type { Change, FieldChange, Impact, JudgedField } from './change';
import { fieldChanges } from './fields';
import type { Item } from './items';

/** Resources that hold what cannot be made again, or whose loss locks others out. */
const stateful: ReadonlySet<string> = new Set([
  'AWS::Backup::BackupVault',
  'AWS::ECR::Repository',
  'AWS::EKS::Cluster',
  'AWS::ElastiCache::ReplicationGroup',
  'AWS::KMS::Key',
  'AWS::Logs::LogGroup',
  'AWS::RDS::DBCluster',
  'AWS::RDS::DBInstance',
  'AWS::RDS::GlobalCluster',
  'AWS::S3::Bucket',
  'AWS::SQS::Queue',
  'AWS::SecretsManager::Secret',
]);

/**
 * Properties that CloudFormation changes in place, and the service by starting something again: the user guides of
 * Aurora, ElastiCache and EKS.
 */
const restarts: Readonly<Record<string, readonly string[]>> = {
  'AWS::EKS::Nodegroup': ['Version', 'ReleaseVersion', 'LaunchTemplate'],
  'AWS::ElastiCache::ReplicationGroup': ['CacheNodeType', 'EngineVersion'],
  'AWS::RDS::DBCluster': ['EngineVersion'],
  'AWS::RDS::DBClusterParameterGroup': ['Parameters'],
  'AWS::RDS::DBInstance': ['DBInstanceClass', 'EngineVersion', 'CACertificateIdentifier'],
  'AWS::RDS::DBParameterGroup': ['Parameters'],
};

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
  const [impact, because] = impactOf(type, difference);
  if (difference.isRemoval) return { ...one, action: 'removed', impact, because, fields: [] };
  const fields: readonly JudgedField[] = [
    ...Object.entries(difference.propertyUpdates).flatMap(([name, { oldValue, newValue, changeImpact }]) =>
      fieldChanges({ [name]: oldValue }, { [name]: newValue }).map((field) => ({
        ...field,
        impact: changeImpact === difference.changeImpact ? impact : 'safe',
      })),
    ),
    ...Object.entries(difference.otherChanges).flatMap(([name, { oldValue, newValue }]) =>
      fieldChanges({ [name]: oldValue }, { [name]: newValue }).map(asSafe),
    ),
  ];
  return { ...one, action: 'changed', impact, because, fields };
}

const asSafe = (field: FieldChange): JudgedField => ({ ...field, impact: 'safe' });

function impactOf(type: string, difference: ResourceDifference): readonly [Impact, string] {
  const lost: Impact = stateful.has(type) ? 'data risk' : 'replace';
  const causes = Object.entries(difference.propertyUpdates)
    .filter(([, { changeImpact }]) => changeImpact === difference.changeImpact)
    .map(([name]) => name)
    .join(', ');
  switch (difference.changeImpact) {
    case ResourceImpact.WILL_REPLACE:
      return [lost, `CloudFormation makes a new one and deletes this: ${causes || 'its type'}`];
    case ResourceImpact.MAY_REPLACE:
      return [lost, `CloudFormation may make a new one and delete this: ${causes}`];
    case ResourceImpact.WILL_DESTROY:
      return [lost, 'CloudFormation deletes it'];
    case ResourceImpact.WILL_ORPHAN:
      return ['replace', 'CloudFormation forgets it, and leaves it in the account'];
    default: {
      const names = Object.keys(difference.propertyUpdates).filter((name) => restarts[type]?.includes(name));
      return names.length === 0 ? ['safe', ''] : ['restart', `instances or nodes start again: ${names.join(', ')}`];
    }
  }
}
