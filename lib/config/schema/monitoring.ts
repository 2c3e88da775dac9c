import { z } from 'zod';
import { seconds } from '../units';
import { alertingFields } from './alerting';
import { dashboardsFields } from './dashboards';
import { exportersSchema } from './exporters';

const label = (what: string) => ({ error: `must be ${what}` });

/** How a scraper finds the services, what is promised of them, who hears when it is not kept, and who shows it. */
export const monitoringSchema = z.strictObject({
  ...alertingFields,
  ...dashboardsFields,
  scrape: z
    .enum(['none', 'annotations', 'podMonitor', 'serviceMonitor'])
    .optional()
    .describe(
      'annotations: prometheus.io/… on the pods; the others are of the Prometheus operator, with the rules; default: none',
    ),
  // Four scrapes have to lie within the shortest window of a rule: less, and it is empty now and then.
  interval: seconds({ min: 5, max: 60 })
    .optional()
    .describe('Of a monitor, 1m at most: the rules look at five minutes; default: 15s (guide L746)'),
  labels: z
    .record(
      z
        .string()
        .regex(/^([a-z0-9.-]{1,253}\/)?[A-Za-z0-9]([A-Za-z0-9_.-]{0,61}[A-Za-z0-9])?$/, label('the key of a label')),
      z.string().regex(/^([A-Za-z0-9]([A-Za-z0-9_.-]{0,61}[A-Za-z0-9])?)?$/, label('the value of a label')),
    )
    .optional()
    .describe('Labels of every monitor and of the rules, by which the operator selects them; default: none'),
  jobs: z
    .partialRecord(
      z.enum(['cert-manager', 'ingress-nginx', 'kube-state-metrics', 'kubelet', 'node', 'yace']),
      z.string().regex(/^[A-Za-z0-9._/-]{1,200}$/, { error: 'must be the name of a job, such as node-exporter' }),
    )
    .optional()
    .describe(
      'What a chart scrapes already, by its label `job`: { node: node-exporter } with kube-prometheus-stack; of cert-manager, kube-state-metrics and kubelet with honorLabels; default: their own names, scraped by prometheus.yml',
    ),
  exporters: exportersSchema.optional().describe('What tells of PostgreSQL and Redis; default: one of each'),
});
