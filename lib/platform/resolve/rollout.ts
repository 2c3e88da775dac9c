import type { Rollout } from '../types';
import { byDefault, type Context } from './context';
import type { WrittenService } from './written';

/** How pods of a new release take the place of the old ones. */
export function resolveRollout(context: Context, path: string, written: WrittenService['rollout']): Rollout {
  const at = (field: string) => `${path}.rollout.${field}`;
  const strategy = context.pick(at('strategy'), written?.strategy, 'RollingUpdate', byDefault('guide L447'));
  const common = {
    minReadySeconds: context.pick(at('minReady'), written?.minReady, 10, byDefault('two readiness checks')),
    revisionHistory: context.pick(
      at('revisionHistory'),
      written?.revisionHistory,
      5,
      byDefault('releases to go back to'),
    ),
    ...(written?.progressDeadline === undefined
      ? {}
      : { progressDeadlineSeconds: context.take(at('progressDeadline'), written.progressDeadline) }),
  };
  if (strategy === 'Recreate') {
    for (const field of ['maxSurge', 'maxUnavailable'] as const) {
      if (written?.[field] !== undefined) {
        context.fail(
          at(field),
          'conflict',
          'has no meaning with strategy Recreate: all pods go before the first new one comes',
        );
      }
    }
    return { ...common, strategy, maxSurge: 0, maxUnavailable: 0 };
  }
  // A container with its name and ports taken has no successor beside it.
  const inPlace = context.config.deployment === 'compose';
  const rollout = {
    ...common,
    strategy,
    maxSurge: context.pick(
      at('maxSurge'),
      written?.maxSurge,
      inPlace ? 0 : 1,
      byDefault(inPlace ? 'Compose replaces a container in place' : 'guide L449'),
    ),
    maxUnavailable: context.pick(
      at('maxUnavailable'),
      written?.maxUnavailable,
      inPlace ? 1 : 0,
      byDefault(inPlace ? 'Compose replaces a container in place' : 'guide L450'),
    ),
  };
  if (rollout.maxSurge === 0 && rollout.maxUnavailable === 0) {
    context.fail(
      `${path}.rollout`,
      'conflict',
      'maxSurge and maxUnavailable cannot both be 0: no pod could ever be replaced',
    );
  }
  return rollout;
}
