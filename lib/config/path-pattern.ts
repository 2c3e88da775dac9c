/** Whether a config path is what a pattern names, or lies below it; `*` stands for any one name: `services.*.replicas`. */
export function isWithin(path: string, pattern: string): boolean {
  const keys = pattern
    .split('.')
    .map((key) => (key === '*' ? '[^.[\\]]+' : key.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')));
  return new RegExp(`^${keys.join('\\.')}($|[.[])`).test(path);
}
