import { runbookUrl } from '../platform/documentation';
import type { Platform } from '../platform/types';
import type { Alert } from './alerts/alert';
import { alertsOf } from './alerts/index';
import { watchedIn } from './exported-metrics';
import { type Recording, recordings } from './recordings';
import { ruleLabels, textFor } from './scope';
import { teamLabel } from './team-label';

export interface RecordingRule {
  readonly record: string;
  readonly expr: string;
  readonly labels?: Readonly<Record<string, string>>;
}

export interface AlertingRule {
  readonly alert: string;
  readonly expr: string;
  readonly for: string;
  readonly labels: { readonly severity: string; readonly environment?: string; readonly team?: string };
  readonly annotations: { readonly summary: string; readonly description: string; readonly runbook_url: string };
}

export interface RuleGroup {
  readonly name: string;
  readonly rules: readonly (RecordingRule | AlertingRule)[];
}

/** The rules of an environment, in groups: what Prometheus loads from a file, and what a PrometheusRule holds (E97). */
export function ruleGroups(platform: Platform): readonly RuleGroup[] {
  const isWatched = watchedIn(platform);
  return [
    {
      name: 'memorai-names',
      rules: recordings
        .filter(({ expression }) => isWatched(expression))
        .map((recording) => recordingRule(platform, recording)),
    },
    { name: 'memorai-alerts', rules: alertsOf(platform).map((alert) => alertingRule(platform, alert)) },
  ];
}

function recordingRule(platform: Platform, { record, expression }: Recording): RecordingRule {
  const labels = ruleLabels(platform);
  return {
    record,
    expr: textFor(platform, expression),
    ...(Object.keys(labels).length === 0 ? {} : { labels }),
  };
}

const alertingRule = (platform: Platform, alert: Alert): AlertingRule => ({
  alert: alert.name,
  expr: textFor(platform, alert.expression(platform)),
  for: alert.for,
  labels: { severity: alert.severity, ...ruleLabels(platform), ...teamLabel(platform, alert) },
  annotations: annotationsOf(platform, alert, describe(platform, alert)),
});

const describe = (platform: Platform, { description }: Alert): string =>
  typeof description === 'string' ? description : description(platform);

/** With the link to the runbook: added here and nowhere else, so that no alert can be without. */
export const annotationsOf = (
  platform: Platform,
  { name, summary }: Alert,
  description: string,
): AlertingRule['annotations'] => ({
  summary,
  description,
  runbook_url: runbookUrl(platform, name),
});
