import { hasOperator, prometheusRuleName } from '../platform/scraped';
import type { Platform } from '../platform/types';
import { objectLabels } from './labels';
import { type RuleGroup, ruleGroups } from './rules';

/** The rules as the Prometheus operator takes them. */
export type PrometheusRule = {
  readonly apiVersion: 'monitoring.coreos.com/v1';
  readonly kind: 'PrometheusRule';
  readonly metadata: {
    readonly name: string;
    readonly namespace: string;
    readonly labels: Readonly<Record<string, string>>;
  };
  readonly spec: { readonly groups: readonly RuleGroup[] };
};

/**
 * One object where the operator finds the services, with the labels by which it selects; nothing elsewhere. The target
 * `kubernetes` applies it with its own: `new MemoraiChart(app, 'memorai', { platform, prometheusRules })`.
 */
export function prometheusRules(platform: Platform): readonly PrometheusRule[] {
  const { cluster, scrape } = platform;
  if (cluster === undefined || !hasOperator(platform)) return [];
  return [
    {
      apiVersion: 'monitoring.coreos.com/v1',
      kind: 'PrometheusRule',
      metadata: {
        name: prometheusRuleName,
        namespace: cluster.namespace,
        labels: { ...objectLabels(platform), ...('labels' in scrape ? scrape.labels : {}) },
      },
      spec: { groups: ruleGroups(platform) },
    },
  ];
}
