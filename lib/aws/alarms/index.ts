import type { Platform } from '../../platform/types';
import type { Alarm } from './alarm';
import { apiAlarms } from './api';
import { functionAlarms } from './functions';
import { postgresAlarms } from './postgres';
import { proxyAlarms } from './proxy';
import { queueAlarms } from './queue';
import { redisAlarms } from './redis';
import { snapshotAlarms } from './snapshots';

/** Every alarm of an environment in its own region: those of what it has, and no others; none where they are switched off. */
export function alarmsOf(platform: Platform): readonly Alarm[] {
  const { alarms } = platform;
  if (alarms?.enabled !== true) return [];
  return [
    ...apiAlarms(platform, alarms),
    ...functionAlarms(platform, alarms),
    ...queueAlarms(platform),
    ...postgresAlarms(platform, alarms),
    ...proxyAlarms(platform),
    ...redisAlarms(platform, alarms),
    ...snapshotAlarms(platform),
  ];
}

export type { Alarm, Formula, Metric } from './alarm';
export { hostAlarms } from './hosts';
export { standbyAlarms } from './standby';
