import type { Platform } from '../../platform/types';
import type { Alert } from './alert';
import { guideAlerts } from './guide';
import { placeAlerts } from './places';
import { serviceAlerts } from './services';
import { storeAlerts } from './stores';

/** Every alert, in the order of the rule file. */
export const alerts: readonly Alert[] = [...guideAlerts, ...serviceAlerts, ...storeAlerts, ...placeAlerts];

/** Those of one environment: of what it has, without those that its config leaves out. */
export const alertsOf = (platform: Platform): readonly Alert[] =>
  alerts.filter(({ name, applies }) => applies(platform) && platform.alerting?.disabled.includes(name) !== true);
