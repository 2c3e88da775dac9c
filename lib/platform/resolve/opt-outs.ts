import type { CheckedConfig } from '../../config/schema/index';
import type { OptOut } from '../types';

/** Every choice of a config that gives a reason, in the order of its paths; exceptions to rules are shown where they hold. */
export function collectOptOuts({ exceptions: _, ...config }: CheckedConfig): readonly OptOut[] {
  return [...reasons(config, '')].sort((a, b) => (a.path < b.path ? -1 : 1));
}

function* reasons(value: unknown, path: string): Generator<OptOut> {
  if (typeof value !== 'object' || value === null) return;
  const members = Object.entries(value);
  const reason = members.find(([key]) => key === 'reason')?.[1];
  const enabled = members.find(([key]) => key === 'enabled')?.[1];
  if (typeof reason === 'string' && enabled !== true) yield { path, reason };
  for (const [key, member] of members) {
    const below = Array.isArray(value) ? `${path}[${key}]` : path === '' ? key : `${path}.${key}`;
    yield* reasons(member, below);
  }
}
