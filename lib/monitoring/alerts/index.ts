import type { ExportedStore, Platform } from '../../platform/types';
import type { SourceName } from '../catalogue/metric';
import type { Alert } from './alert';
import { backupAlerts } from './backups';
import { clusterAlerts } from './cluster';
import { guideAlerts } from './guide';
import { machineAlerts } from './machines';
import { qdrantAlerts } from './qdrant';
import { queueAlerts } from './queue';
import { serviceAlerts } from './services';
import { sourcesIn } from './sources';
import { storePlaceAlerts } from './store-places';
import { storeAlerts } from './stores';
import { watchAlerts } from './watch';

/** Every alert, in the order of the rule file. */
export const alerts: readonly Alert[] = [
  ...guideAlerts,
  ...serviceAlerts,
  ...storeAlerts,
  ...qdrantAlerts,
  ...storePlaceAlerts,
  ...clusterAlerts,
  ...machineAlerts,
  ...queueAlerts,
  ...watchAlerts,
  ...backupAlerts,
];

/** Those of one environment: of what it has, without those that its config leaves out. */
export const alertsOf = (platform: Platform): readonly Alert[] =>
  alerts.filter(
    (alert) =>
      alert.applies(platform) &&
      platform.alerting?.disabled.includes(alert.name) !== true &&
      isWatched(platform, alert),
  );

const storeOf: Readonly<Partial<Record<SourceName, ExportedStore>>> = {
  postgresExporter: 'postgres',
  redisExporter: 'redis',
};

/** Whether somebody exports what an alert names: otherwise it would be quiet for ever. */
const isWatched = (platform: Platform, { expression }: Alert): boolean =>
  sourcesIn(expression(platform)).every((source) => {
    const store = storeOf[source];
    return store === undefined || platform.exporters[store].kind !== 'none';
  });
