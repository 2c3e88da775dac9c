/** Rules and configuration of Prometheus and Alertmanager, and dashboards of Grafana, from a platform. */
export type { Alert, AlertSeverity, AlertTest, Runbook } from './alerts/alert';
export { alerts, alertsOf } from './alerts/index';
export { monitoringArtifacts, monitoringOutput } from './artifacts';
export { catalogue, type MetricName } from './catalogue/index';
export type { Dashboard, Limit, Panel, Query, Row, Unit } from './dashboards/dashboard';
export { dashboardsOf } from './dashboards/index';
export { type DashboardQuery, dashboardQueries } from './dashboards/queries';
export { type PrometheusRule, prometheusRules } from './prometheus-rules';
export { type AlertingRule, type RecordingRule, type RuleGroup, ruleGroups } from './rules';
