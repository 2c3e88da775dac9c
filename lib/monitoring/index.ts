/** Rules and configuration of Prometheus and Alertmanager from a platform. */
export type { Alert, AlertSeverity, AlertTest, Runbook } from './alerts/alert';
export { alerts, alertsOf } from './alerts/index';
export { monitoringArtifacts, monitoringOutput } from './artifacts';
export { catalogue, type MetricName } from './catalogue/index';
export { type AlertingRule, type RecordingRule, type RuleGroup, ruleGroups } from './rules';
