import type { Path } from './path';

/** Keys and indexes of a path as `formatPath` writes it: `services.api.uses[0]`, `patches[0].merge["a.b/c"]`. */
export function parsePath(text: string): Path {
  return Array.from(text.matchAll(/\[("(?:[^"\\]|\\.)*")\]|[^.[\]]+/g), ([step, quoted]) => {
    if (quoted !== undefined) return JSON.parse(quoted) as string;
    return /^\d+$/.test(step) ? Number(step) : step;
  });
}
