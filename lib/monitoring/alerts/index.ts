import type { Platform } from '../../platform/types';
import { watchedIn } from '../exported-metrics';
import type { Alert } from './alert';
import { backupAlerts } from './backups';
import { clusterAlerts } from './cluster';
import { errorBudgetAlerts } from './error-budget';
import { guideAlerts } from './guide';
import { machineAlerts } from './machines';
import { qdrantAlerts } from './qdrant';
import { queueAlerts } from './queue';
import { restoreTestAlerts } from './restore-tests';
import { serviceAlerts } from './services';
import { storePlaceAlerts } from './store-places';
import { storeAlerts } from './stores';
import { targetAlerts } from './targets';
import { watchAlerts } from './watch';

/** Every alert, in the order of the rule file. */
export const alerts: readonly Alert[] = [
  ...guideAlerts,
  ...serviceAlerts,
  ...targetAlerts,
  ...errorBudgetAlerts,
  ...storeAlerts,
  ...qdrantAlerts,
  ...storePlaceAlerts,
  ...clusterAlerts,
  ...machineAlerts,
  ...queueAlerts,
  ...watchAlerts,
  ...backupAlerts,
  ...restoreTestAlerts,
];

/**
 * Those of one environment: of what it has and what is scraped of it, without those that its config leaves out; none
 * where Prometheus does not watch.
 */
export function alertsOf(platform: Platform): readonly Alert[] {
  if (platform.alerting === undefined) return [];
  const { disabled } = platform.alerting;
  const isWatched = watchedIn(platform);
  return alerts.filter(
    (alert) =>
      alert.applies(platform) &&
      !disabled.includes(alert.name) &&
      // Of what nobody exports it would be quiet for ever.
      isWatched(alert.expression(platform)),
  );
}
