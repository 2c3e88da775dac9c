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
  readonly properties?: Readonly<Record<string, SchemaNode>>;
  readonly additionalProperties?: SchemaNode | boolean;
  readonly items?: SchemaNode;
  readonly anyOf?: readonly SchemaNode[];
  readonly oneOf?: readonly SchemaNode[];
  readonly allOf?: readonly SchemaNode[];
}

/** Every alternative that the schema has for the value at a path. */
export function schemaAt(root: SchemaNode, path: Path): readonly SchemaNode[] {
  return path.reduce<readonly SchemaNode[]>((nodes, step) => nodes.flatMap((node) => below(node, step)), open(root));
}

function below(node: SchemaNode, step: string | number): readonly SchemaNode[] {
  if (typeof step === 'number' && node.items !== undefined) return open(node.items);
  const own = Object.hasOwn(node.properties ?? {}, step) ? node.properties?.[step] : undefined;
  const child = own ?? node.additionalProperties;
  return typeof child === 'object' ? open(child) : [];
}

/** A node, or the members of its union, which have its description where they have none. */
function open(node: SchemaNode): readonly SchemaNode[] {
  const members = [...(node.anyOf ?? []), ...(node.oneOf ?? []), ...(node.allOf ?? [])];
  if (members.length === 0) {
    return typeof node.type === 'object' ? node.type.map((type) => ({ ...node, type })) : [node];
  }
  const { description } = node;
  return members.flatMap((member) => open(description === undefined ? member : { description, ...member }));
}
