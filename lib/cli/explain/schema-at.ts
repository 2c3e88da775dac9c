import type { Path } from '../../config/path';

/** What is read of a JSON schema. */
export interface SchemaNode {
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  /** One of JSON's; several become alternatives. */
  readonly type?: string | readonly string[];
  readonly description?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly examples?: readonly unknown[];
  /** Of a text. */
  readonly pattern?: string;
  readonly minLength?: number;
  /** Keys of a map that cannot be left out. */
  readonly required?: readonly string[];
  readonly properties?: Readonly<Record<string, SchemaNode>>;
  readonly additionalProperties?: SchemaNode | boolean;
  /** What a key that is not among `properties` has to be. */
  readonly propertyNames?: SchemaNode;
  readonly items?: SchemaNode;
  readonly anyOf?: readonly SchemaNode[];
  readonly oneOf?: readonly SchemaNode[];
  readonly allOf?: readonly SchemaNode[];
}

/** Every alternative that the schema has for the value at a path. */
export function schemaAt(root: SchemaNode, path: Path): readonly SchemaNode[] {
  return path.reduce<readonly SchemaNode[]>(
    (nodes, step) => nodes.flatMap((node) => below(node, step)),
    alternativesOf(root),
  );
}

function below(node: SchemaNode, step: string | number): readonly SchemaNode[] {
  if (typeof step === 'number' && node.items !== undefined) return alternativesOf(node.items);
  const own = Object.hasOwn(node.properties ?? {}, step) ? node.properties?.[step] : undefined;
  const child = own ?? node.additionalProperties;
  return typeof child === 'object' ? alternativesOf(child) : [];
}

/** A node, or the members of its union, which have its description where they have none. */
export function alternativesOf(node: SchemaNode): readonly SchemaNode[] {
  const members = [...(node.anyOf ?? []), ...(node.oneOf ?? []), ...(node.allOf ?? [])];
  if (members.length === 0) {
    return typeof node.type === 'object' ? node.type.map((type) => ({ ...node, type })) : [node];
  }
  const { description } = node;
  return members.flatMap((member) => alternativesOf(description === undefined ? member : { description, ...member }));
}
