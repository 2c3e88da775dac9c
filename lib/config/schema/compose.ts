import { z } from 'zod';
import { cpu, memory } from '../units';
import { port, shortName, wholeImage } from './common';
import { switchable } from './switchable';

const address = () =>
  z.string().regex(/^((25[0-5]|2[0-4]\d|1?\d?\d)\.){3}(25[0-5]|2[0-4]\d|1?\d?\d)$/, {
    error: 'must be an IPv4 address such as 127.0.0.1',
  });

const image = (example: string) => wholeImage(example).optional().describe('Default: the version that is tested here');

/** Minute, hour, day of the month, month, day of the week: numbers, ranges, lists and steps, as cron reads them. */
const schedule = () =>
  z
    .string()
    .regex(
      /^(\*|\d{1,2}(-\d{1,2})?(,\d{1,2}(-\d{1,2})?)*)(\/\d{1,2})?( (\*|\d{1,2}(-\d{1,2})?(,\d{1,2}(-\d{1,2})?)*)(\/\d{1,2})?){4}$/,
      {
        error: 'must be five fields of cron in numbers, such as "30 2 * * *"',
      },
    );

const proxy = z
  .strictObject({
    kind: z.literal('caddy'),
    email: z
      .email({ error: 'must be an e-mail address' })
      .optional()
      .describe('Where the certificate authority writes to; default: nobody is told'),
    staging: z.boolean().optional().describe("Let's Encrypt's test authority; default: false"),
    bind: address().optional().describe('Address that ports 80 and 443 are published on; default: 0.0.0.0'),
    image: image('caddy:2.10.2-alpine'),
  })
  .describe('TLS in front of the public services, with certificates that it gets itself; default: none');

const backups = z
  .strictObject({
    schedule: schedule().optional().describe('In UTC; default: "30 2 * * *"'),
    retentionDays: z.int().min(1).max(3650).optional().describe('Default: 7 (guide L821)'),
    keep: z.int().min(1).max(1000).optional().describe('Backups that stay, however old; default: 3'),
    image: image('postgres:15.14-alpine'),
    restoreTest: switchable({
      schedule: schedule()
        .optional()
        .describe('In UTC; default: "0 4 * * 0", and "0 4 * * *" where retentionDays is less than 7'),
    })
      .optional()
      .describe(
        'The newest backup is restored into a database of its own, looked at and dropped; default: once a week',
      ),
  })
  .describe('Dumps of the database in a volume of this machine; default: none');

const monitoring = z
  .strictObject({
    enabled: z.boolean().optional().describe('Whether there is a profile monitoring; default: true'),
    retentionDays: z.int().min(1).max(3650).optional().describe('How long metrics are kept; default: 15'),
    retentionSize: memory().optional().describe('Metrics that are kept at most; default: 2Gi'),
    ports: z
      .strictObject({
        prometheus: port().optional().describe('Default: 9090'),
        alertmanager: port().optional().describe('Default: 9093'),
        grafana: port().optional().describe('Default: 3030'),
        jaeger: port().optional().describe('Default: 16686'),
      })
      .optional()
      .describe('Of the pages, on 127.0.0.1'),
    images: z
      .strictObject({
        prometheus: image('prom/prometheus:v3.13.5'),
        alertmanager: image('prom/alertmanager:v0.34.2'),
        grafana: image('grafana/grafana:13.2.3'),
        nodeExporter: image('prom/node-exporter:v1.11.1'),
        collector: image('otel/opentelemetry-collector:0.165.0'),
        jaeger: image('jaegertracing/jaeger:2.20.0'),
      })
      .optional(),
  })
  .describe('What the profile monitoring starts: Prometheus, Alertmanager, Grafana, traces and the exporters');

const sources = z
  .record(
    shortName(),
    z.strictObject({
      target: z
        .string()
        .regex(/^\/[\w./-]*$/, { error: 'must be a path that starts with "/"' })
        .describe('Folder in the container; the one on the machine is named in .env'),
      command: z.array(z.string().min(1)).min(1).optional().describe("Default: the image's own"),
    }),
  )
  .describe('Services that run from a folder of the machine, in compose.sources.yaml; default: none');

/** What only Compose has; read when deployment is compose. */
export const composeSchema = z.strictObject({
  project: shortName()
    .optional()
    .describe('Name of the project, in front of every container and volume; default: memorai'),
  bind: address().optional().describe('Address that ports of services are published on; default: 127.0.0.1'),
  ports: z
    .record(shortName(), port())
    .optional()
    .describe('First published port by service; default: the port of each public service, none behind a proxy'),
  proxy: proxy.optional(),
  backups: backups.optional(),
  monitoring: monitoring.optional(),
  logging: z
    .strictObject({
      maxSize: memory().optional().describe('Of one log file; default: 10Mi'),
      maxFiles: z.int().min(1).max(100).optional().describe('Default: 5'),
    })
    .optional()
    .describe('Rotation of what containers print; default: 5 files of 10Mi each'),
  sources: sources.optional(),
  host: z
    .strictObject({ cpu: cpu(), memory: memory() })
    .optional()
    .describe('The machine: limits are checked against it, and no CPU limit is above it; default: not checked'),
});
