import type { Platform } from '../platform/types';
import { objectLabels } from './labels';
import { type RuleGroup, ruleGroups } from './rules';

/** The rules as the Prometheus operator takes them. */
interface PrometheusRule {
  readonly apiVersion: 'monitoring.coreos.com/v1';
  readonly kind: 'PrometheusRule';
  readonly metadata: {
    readonly name: string;
    readonly namespace: string;
    readonly labels: Readonly<Record<string, string>>;
  };
  readonly spec: { readonly groups: readonly RuleGroup[] };
}

/** One object where the operator finds the services, with the labels by which it selects; nothing elsewhere. */
export function prometheusRule(platform: Platform): readonly PrometheusRule[] {
  const { cluster, scrape } = platform;
  if (cluster === undefined || (scrape.kind !== 'podMonitor' && scrape.kind !== 'serviceMonitor')) return [];
  return [
    {
      apiVersion: 'monitoring.coreos.com/v1',
      kind: 'PrometheusRule',
      metadata: {
        name: 'memorai',
        namespace: cluster.namespace,
        labels: {
          ...objectLabels(platform),
          ...scrape.labels,
        },
      },
      spec: { groups: ruleGroups(platform) },
    },
  ];
}
