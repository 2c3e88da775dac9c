/** `services.api.volumes["a.b"][0]` → its names; a list's index is a name too. */
export const namesIn = (path: string): readonly string[] =>
  (path.match(/"(?:[^"\\]|\\.)*"|[^.[\]]+/g) ?? []).map((name) =>
    name.startsWith('"') ? (JSON.parse(name) as string) : name,
  );

/** Whether a config path is what a pattern names, or lies below it; `*` stands for any one name: `services.*.replicas`. */
export function isWithin(path: string, pattern: string): boolean {
  const names = namesIn(path);
  const wanted = namesIn(pattern);
  return wanted.length <= names.length && wanted.every((name, at) => name === '*' || name === names[at]);
}
