import type { Path } from './path';
import { namesIn } from './path-pattern';

/** Keys and indexes of a path as `formatPath` writes it: `services.api.uses[0]`, `patches[0].merge["a.b/c"]`. */
export const parsePath = (text: string): Path =>
  namesIn(text).map((name) => (/^\d+$/.test(name) ? Number(name) : name));
