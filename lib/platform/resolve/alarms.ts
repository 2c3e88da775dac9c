import type { Alarms } from '../types';
import { byDefault, type Context } from './context';

/** @param watched whether AWS has anything to watch: a database, a cache, a queue or functions */
export function resolveAlarms(context: Context, watched: boolean): Alarms | undefined {
  const { config } = context;
  const written = config.alarms;
  if (written !== undefined && config.aws === undefined) {
    context.fail('alarms', 'conflict', 'are alarms of CloudWatch, which need an aws section; add it, or remove them');
  }
  if (!watched) return undefined;
  const name = `memorai-${config.environment}`;
  return {
    enabled: context.pick('alarms.enabled', written?.enabled, true, byDefault('nobody reads dashboards at night')),
    namePrefix: `${name}-`,
    topicName: `${name}-alarms`,
    dashboardName: name,
    email: context.pick('alarms.email', written?.email, [], byDefault('nobody')),
    https: context.pick('alarms.https', written?.https, [], byDefault('nobody')),
    limits: {
      errorPercent: context.pick('alarms.errorPercent', written?.errorPercent, 1, byDefault('guide L1302')),
      latencyMs: context.pick(
        'alarms.latency',
        written?.latency,
        1000,
        byDefault('guide L1319 asks for 100 ms of a running process; a function that starts takes a second'),
      ),
      databaseCpuPercent: context.pick(
        'alarms.databaseCpu',
        written?.databaseCpu,
        80,
        byDefault('a fifth for a failover, when a reader becomes the writer'),
      ),
      cacheMemoryPercent: context.pick(
        'alarms.cacheMemory',
        written?.cacheMemory,
        80,
        byDefault('ElastiCache evicts at 100; time to act before'),
      ),
    },
  };
}
