import type { Autoscaling, Edge, Origin, ScalingDirection, Service } from '../types';
import { consumesQueue } from '../uses';
import { byDefault, type Context } from './context';
import type { WrittenService } from './written';

type WrittenScaling = Exclude<NonNullable<WrittenService['autoscaling']>, { kind: 'none' }>;
type WrittenDirection = NonNullable<NonNullable<WrittenScaling['behavior']>['scaleUp']>;

/**
 * Doubles within a minute when load comes, and gives one pod back a minute after five quiet minutes: a pod that goes
 * takes its connections and its share of the cache with it.
 */
const defaultBehavior: Autoscaling['behavior'] = {
  scaleUp: {
    stabilizationSeconds: 0,
    select: 'Max',
    policies: [
      { type: 'Percent', value: 100, periodSeconds: 60 },
      { type: 'Pods', value: 2, periodSeconds: 60 },
    ],
  },
  scaleDown: { stabilizationSeconds: 300, select: 'Max', policies: [{ type: 'Pods', value: 1, periodSeconds: 60 }] },
};

/** The autoscaler of one service; undefined where its number of pods is fixed. */
export function resolveAutoscaling(
  context: Context,
  service: string,
  written: WrittenService['autoscaling'],
  replicas: Service['replicas'],
  uses: readonly Edge[],
): Autoscaling | undefined {
  const path = `services.${service}.autoscaling`;
  if (written?.kind === 'none') {
    context.take(`${path}.kind`, written.kind);
    return undefined;
  }
  if (replicas.min === replicas.max) return undefined;
  context.pick(`${path}.kind`, written?.kind, 'hpa', byDefault('guide L515'));
  const cpuPercent = context.pick(`${path}.cpu`, written?.cpu, 70, byDefault('guide L534'));
  const memoryPercent = context.pick(`${path}.memory`, written?.memory, 80, byDefault('guide L540'));
  const common = {
    ...(cpuPercent === false ? {} : { cpuPercent }),
    ...(memoryPercent === false ? {} : { memoryPercent }),
    behavior: {
      scaleUp: resolveDirection(context, `${path}.behavior.scaleUp`, written?.behavior?.scaleUp, 'scaleUp'),
      scaleDown: resolveDirection(context, `${path}.behavior.scaleDown`, written?.behavior?.scaleDown, 'scaleDown'),
    },
  };
  if (written?.kind === 'keda') {
    if (!consumesQueue(uses)) {
      context.fail(
        `${path}.kind`,
        'conflict',
        `keda scales on the work queue, which ${service} does not consume; use hpa`,
      );
    }
    return {
      ...common,
      kind: 'keda',
      messagesPerReplica: context.pick(
        `${path}.messagesPerReplica`,
        written.messagesPerReplica,
        10,
        byDefault('one batch of the queue (guide L135)'),
      ),
      pollingIntervalSeconds: context.pick(`${path}.pollingInterval`, written.pollingInterval, 30, byDefault('KEDA')),
      cooldownSeconds: context.pick(`${path}.cooldown`, written.cooldown, 300, byDefault('KEDA')),
    };
  }
  const metrics = (written?.metrics ?? []).map((metric) =>
    metric.kind === 'external' ? { ...metric, labels: metric.labels ?? {} } : metric,
  );
  if (cpuPercent === false && memoryPercent === false && metrics.length === 0) {
    context.fail(path, 'conflict', 'nothing is left to scale on; keep cpu or memory, add a metric, or use kind: none');
  }
  return {
    ...common,
    kind: 'hpa',
    metrics: context.pick(`${path}.metrics`, written?.metrics && metrics, [], byDefault('CPU and memory alone')),
  };
}

function resolveDirection(
  context: Context,
  path: string,
  written: WrittenDirection | undefined,
  name: 'scaleUp' | 'scaleDown',
): ScalingDirection {
  const base = defaultBehavior[name];
  const origin = byDefault(name === 'scaleUp' ? 'doubles within a minute' : 'one pod a minute after five quiet ones');
  const policies = written?.policies?.map(({ pods, percent, period }) =>
    pods === undefined
      ? { type: 'Percent' as const, value: percent ?? 0, periodSeconds: period }
      : { type: 'Pods' as const, value: pods, periodSeconds: period },
  );
  return {
    stabilizationSeconds: context.pick(
      `${path}.stabilization`,
      written?.stabilization,
      base.stabilizationSeconds,
      origin,
    ),
    policies: pickPolicies(context, `${path}.policies`, policies, base.policies, origin),
    select: context.pick(`${path}.select`, written?.select, base.select, origin),
  };
}

/** Noted in the words of the config, used in those of the API. */
function pickPolicies(
  context: Context,
  path: string,
  written: ScalingDirection['policies'] | undefined,
  fallback: ScalingDirection['policies'],
  origin: Origin,
): ScalingDirection['policies'] {
  context.pick(path, written?.map(asWritten), fallback.map(asWritten), origin);
  return written ?? fallback;
}

const asWritten = ({ type, value, periodSeconds }: ScalingDirection['policies'][number]) => ({
  [type === 'Pods' ? 'pods' : 'percent']: value,
  period: `${periodSeconds}s`,
});
