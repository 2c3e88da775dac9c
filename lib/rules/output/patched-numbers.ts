import type { Platform } from '../../platform/types';
import { connections } from '../connections';
import { gracePeriod } from '../grace-period';
import { memoryTarget } from '../memory-target';
import { poolCapacity } from '../pool-capacity';
import { poolPods } from '../pool-pods';
import type { Problem, Rule } from '../types';
import { amendments } from './as-applied';
import type { OutputRule } from './types';

/** Rules of the first phase about numbers that the final objects have too. */
const numeric: readonly Rule[] = [connections, gracePeriod, memoryTarget, poolCapacity, poolPods];

export const patchedNumbers: OutputRule = {
  id: 'patched-numbers',
  severity: 'error',
  protects: 'sums that the config keeps from a number that only a patch has: connections, nodes, the time to stop',
  source: `ADR 8; rules ${numeric.map(({ id }) => id).join(', ')}`,
  reads: ['patches', 'extraObjects'],
  wayOut: 'say the number in the config, where all that follows from it is found, or lower it in the patch',
  check: ({ facts }, platform) => {
    let before = found(platform);
    let applied = platform;
    return amendments(facts, platform).flatMap(({ source, amend }) => {
      applied = amend(applied);
      const after = found(applied);
      const known = new Set(before.map(({ message }) => message));
      before = after;
      return after
        .filter(({ message }) => !known.has(message))
        .map(
          ({ rule, path, ...problem }): Problem => ({
            ...problem,
            path: source,
            message: `${path} as it is patched: ${problem.message} (rule ${rule})`,
          }),
        );
    });
  },
};

const found = (platform: Platform): readonly (Problem & { readonly rule: string })[] =>
  numeric.flatMap(({ id, check }) => check(platform, {}).map((problem) => ({ rule: id, ...problem })));
