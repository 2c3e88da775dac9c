/** Reading of objects whose type is not known here: patched, or written by a team. */
export type Fields = Readonly<Record<string, unknown>>;

export const isMap = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** A field by its path, such as `spec.template.spec`; undefined where any step is missing. */
export function fieldAt(value: unknown, path: string): unknown {
  return path.split('.').reduce<unknown>((node, key) => (isMap(node) ? node[key] : undefined), value);
}

/** The map at a path; an empty one where there is none. */
export function mapAt(value: unknown, path: string): Fields {
  const found = fieldAt(value, path);
  return isMap(found) ? found : {};
}

/** The maps of the list at a path, each with its own path: `containers[memorai-api]`, or by index where it has no name. */
export function itemsAt(value: unknown, path: string): readonly (readonly [string, Fields])[] {
  const found = fieldAt(value, path);
  if (!Array.isArray(found)) return [];
  return found.flatMap((item, index) =>
    isMap(item) ? [[`${path}[${textAt(item, 'name') ?? index}]`, item] as const] : [],
  );
}

/** The text at a path; undefined where there is none, or an empty one. */
export function textAt(value: unknown, path: string): string | undefined {
  const found = fieldAt(value, path);
  return typeof found === 'string' && found !== '' ? found : undefined;
}
