import type { Document, Place } from '../platform/facts';
import { isMap, mapAt } from '../platform/fields';

/** A resource of a template. */
export interface Resource {
  readonly file: string;
  readonly logicalId: string;
  readonly type: string;
  readonly properties: Readonly<Record<string, unknown>>;
}

export const resourcesOf = ({ path, value }: Document): readonly Resource[] =>
  Object.entries(mapAt(value, 'Resources')).flatMap(([logicalId, resource]) =>
    isMap(resource)
      ? [{ file: path, logicalId, type: String(resource.Type), properties: mapAt(resource, 'Properties') }]
      : [],
  );

/** Where a property of a resource stands. */
export const placeOf = ({ file, logicalId }: Resource, property: string): Place => ({
  file,
  at: `Resources.${logicalId}.Properties.${property}`,
});

/** A value of a template and its path. */
export interface Leaf {
  readonly at: string;
  readonly value: unknown;
}

/** Every value below this one, maps and lists before what they hold. */
export function* within(value: unknown, at = ''): Generator<Leaf> {
  yield { at, value };
  if (Array.isArray(value)) {
    for (const [index, item] of value.entries()) yield* within(item, `${at}[${index}]`);
  } else if (isMap(value)) {
    for (const [key, item] of Object.entries(value)) yield* within(item, at === '' ? key : `${at}.${key}`);
  }
}

/**
 * Text as far as it is known before a deployment: `${X}` stands for what a reference will be. Undefined where the value
 * is no text.
 */
export function textOf(value: unknown): string | undefined {
  if (typeof value === 'string') return value;
  if (!isMap(value)) return undefined;
  const { Ref, 'Fn::Sub': sub, 'Fn::Join': join, 'Fn::GetAtt': attribute } = value;
  if (typeof Ref === 'string') return `\${${Ref}}`;
  if (attribute !== undefined) return `\${${Array.isArray(attribute) ? attribute.join('.') : String(attribute)}}`;
  if (typeof sub === 'string') return sub;
  if (!Array.isArray(join) || !Array.isArray(join[1])) return undefined;
  return join[1].map((part: unknown) => textOf(part) ?? '${?}').join(String(join[0]));
}
