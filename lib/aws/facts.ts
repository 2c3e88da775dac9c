import { allFacts, type BoundName, type Document, type Facts, type Reference } from '../platform/facts';
import { isMap, mapAt } from '../platform/fields';
import { watchedFaults } from './alarms/watched-faults';
import { namesInText } from './names-in-text';
import { resourceFacts } from './resource-facts';
import { type Resource, resourcesOf, textOf, within } from './template';

/** What the templates define and refer to: each within itself by logical ids, all of them together by names. */
export function awsFacts(documents: readonly Document[]): Facts {
  const resources = documents.flatMap(resourcesOf);
  return allFacts([
    ...documents.map(templateFacts),
    ...resources.map(resourceFacts),
    { names: resources.flatMap(boundNames), faults: watchedFaults(resources) },
  ]);
}

/** Parameters whose value is read from SSM when the stack is deployed; CDK's own is there before anything of ours. */
const FROM_SSM = 'AWS::SSM::Parameter::Value<';
const CDK_BOOTSTRAP = '/cdk-bootstrap/';

function templateFacts({ path: file, value }: Document): Partial<Facts> {
  const ids = ['Resources', 'Parameters', 'Conditions'].flatMap((section) =>
    Object.keys(mapAt(value, section)).map((id) => ({ id, at: `${section}.${id}` })),
  );
  const references: Reference[] = [];
  for (const [id, parameter] of Object.entries(mapAt(value, 'Parameters'))) {
    const { Type, Default } = parameter as { readonly Type?: unknown; readonly Default?: unknown };
    if (typeof Default !== 'string' || Default.startsWith(CDK_BOOTSTRAP) || !String(Type).startsWith(FROM_SSM))
      continue;
    references.push({ kind: 'parameter', name: Default, file, at: `Parameters.${id}.Default` });
  }
  for (const section of ['Resources', 'Outputs', 'Conditions', 'Rules']) {
    for (const { at, value: found } of within(mapAt(value, section), section)) {
      for (const id of logicalIdsOf(found, at)) references.push({ kind: 'resource', name: `${file}#${id}`, file, at });
      if (section === 'Resources') references.push(...namesInText(found, file, at));
    }
  }
  return {
    definitions: ids.map(({ id, at }) => ({ kind: 'resource', name: `${file}#${id}`, file, at })),
    references,
  };
}

/** Logical ids that a value names; what AWS itself supplies has a name with `::`. */
function logicalIdsOf(value: unknown, at: string): readonly string[] {
  const texts: unknown[] = [];
  if (isMap(value)) {
    const { Ref, 'Fn::GetAtt': attribute, 'Fn::Sub': sub, DependsOn, Condition } = value;
    texts.push(Ref, Array.isArray(attribute) ? attribute[0] : attribute);
    texts.push(...(Array.isArray(DependsOn) ? DependsOn : [DependsOn]));
    if (typeof sub === 'string') texts.push(...Array.from(sub.matchAll(/\$\{([\w.:]+)\}/g), ([, name]) => name));
    // A statement of a policy has a condition of another kind, which is a map.
    if (/^Resources\.[^.]+$/.test(at)) texts.push(Condition);
  }
  return texts.flatMap((text) =>
    typeof text === 'string' && !text.includes('::') ? [text.split('.')[0] ?? text] : [],
  );
}

/** Names that we give, and AWS bounds. */
const boundNames = (resource: Resource): readonly BoundName[] =>
  Object.entries(resource.properties).flatMap(([property, value]) => {
    const name = /(?:Name|Identifier|Id)$/.test(property) ? textOf(value) : undefined;
    if (name === undefined || name.startsWith('${')) return [];
    const { file, logicalId } = resource;
    return [{ type: `${resource.type}.${property}`, name, file, at: `Resources.${logicalId}.Properties.${property}` }];
  });
