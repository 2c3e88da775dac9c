import { formatMemory } from '../../config/units';

/** Units by the end of the path; what has none is printed as it is. */
const units: readonly (readonly [RegExp, (value: number) => string])[] = [
  [/autoscaling\.(cpu|memory)$/, String],
  [/(\.(memory|ephemeralStorage|nodeDisk|retentionSize|maxSize)|\b(volume|snapshots)\.size)$/, formatMemory],
  [/\.cpu$/, (value) => `${value}m`],
  [/(timeouts\.\w+|\.latency|\.integrationTimeout)$/, (value) => `${value}ms`],
  [
    /\.(stabilization|pollingInterval|cooldown|minReady|progressDeadline|initialDelay|period|timeout|gracePeriod|preStop|visibilityTimeout|batchWindow|retention|refresh|deadline|interval|retryInterval|ttl|recoveryPoint|recoveryTime)$/,
    (value) => `${value}s`,
  ],
];

/** A value as a person would write it in the config. */
export function withUnit(path: string, value: unknown): string {
  if (value === undefined) return 'not set';
  const unit = typeof value === 'number' ? units.find(([pattern]) => pattern.test(path)) : undefined;
  if (unit !== undefined && typeof value === 'number') return unit[1](value);
  return typeof value === 'string' ? value : JSON.stringify(value);
}
