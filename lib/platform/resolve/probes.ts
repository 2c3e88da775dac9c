import { applicationContract } from '../contract';
import { defaultProbes } from '../default-services';
import type { Probe, Service } from '../types';
import { byDefault, type Context } from './context';
import type { WrittenService } from './written';

const paths = {
  startup: applicationContract.livePath,
  liveness: applicationContract.livePath,
  readiness: applicationContract.readyPath,
};

/** The probes of one service; one that is switched off is absent. */
export function resolveProbes(context: Context, path: string, written: WrittenService): Service['probes'] {
  const kinds = Object.keys(paths) as (keyof typeof paths)[];
  return Object.fromEntries(
    kinds.flatMap((kind) => {
      const own = written.probes?.[kind];
      if (own?.enabled === false) {
        context.take(`${path}.probes.${kind}.enabled`, own.enabled);
        return [];
      }
      return [[kind, resolveProbe(context, `${path}.probes.${kind}`, kind, own)]];
    }),
  );
}

function resolveProbe(
  context: Context,
  path: string,
  kind: keyof typeof paths,
  own: NonNullable<WrittenService['probes']>['startup'],
): Probe {
  const base = defaultProbes[kind];
  const at = (field: string) => `${path}.${field}`;
  const origin = byDefault(kind === 'startup' ? 'E71' : 'guide L478-493, E68');
  return {
    path: context.pick(at('path'), own?.path, paths[kind], origin),
    initialDelaySeconds: context.pick(at('initialDelay'), own?.initialDelay, base.initialDelaySeconds, origin),
    periodSeconds: context.pick(at('period'), own?.period, base.periodSeconds, origin),
    timeoutSeconds: context.pick(at('timeout'), own?.timeout, base.timeoutSeconds, origin),
    failureThreshold: context.pick(at('failureThreshold'), own?.failureThreshold, base.failureThreshold, origin),
  };
}
