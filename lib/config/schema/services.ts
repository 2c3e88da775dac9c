import { z } from 'zod';
import { milliseconds, seconds } from '../units';
import { autoscalingSchema } from './autoscaling';
import { distinct, objectName, port, settingName } from './common';
import { exposeSchema } from './expose';
import { serviceIdentitySchema } from './identity';
import { environmentSources, resources } from './knobs/container';
import { serviceKnobs } from './knobs/index';
import { lambdaSchema } from './lambda';
import { switchable } from './switchable';

const image = z
  .strictObject({
    repository: z
      .string()
      .regex(/^([a-z0-9][a-z0-9.-]*(:\d+)?\/)?[a-z0-9]+([._-]+[a-z0-9]+)*(\/[a-z0-9]+([._-]+[a-z0-9]+)*)*$/, {
        error: 'must be an image repository without tag, such as memorai/api',
      })
      .optional()
      .describe('Default: memorai/<service>'),
    tag: z
      .string()
      .regex(/^[A-Za-z0-9_][A-Za-z0-9._-]{0,127}$/, {
        error: 'must be an image tag of letters, digits, ".", "_" and "-"',
      })
      .optional()
      .describe('Default: the version of the platform'),
    digest: z
      .string()
      .regex(/^sha256:[a-f0-9]{64}$/, { error: 'must be sha256: and 64 hexadecimal characters' })
      .optional()
      .describe('Pins the bytes; the tag is then only for people'),
    pullPolicy: z.enum(['Always', 'IfNotPresent', 'Never']).optional().describe('Default: IfNotPresent'),
    pullSecrets: distinct(objectName()).optional().describe('Default: images.pullSecrets'),
  })
  .describe('Which image the service runs; the same in every target');

const probe = switchable({
  path: z
    .string()
    .regex(/^\/[\w./-]*$/, { error: 'must be a path that starts with "/"' })
    .optional()
    .describe('Default: /ready for readiness, else /live; any but /health is not reachable from outside'),
  initialDelay: seconds({ min: 0, max: 600 }).optional(),
  period: seconds({ min: 1, max: 300 }).optional(),
  timeout: seconds({ min: 1, max: 60 }).optional(),
  failureThreshold: z.int().min(1).max(120).optional(),
}).describe('Any field left out keeps its default');

/** `postgres`, `queue.produce`, `openai`, or the name of another service. */
const edge = z.string().regex(/^[a-z][a-z0-9-]*(\.[a-z]+)?$/, {
  error: 'must name a store, queue.produce, queue.consume, an outside service or another service',
});

const environmentValue = z.union([
  z.string(),
  z.number(),
  z.boolean(),
  z.strictObject({ secret: z.literal(true) }).describe('The value is kept in the secret store under this name'),
  ...environmentSources,
  z.null().describe('The service does not get this setting'),
]);

/** One workload. Every field has a default, so a team's own service needs little more than its image and port. */
export const serviceSchema = z.strictObject({
  enabled: z.boolean().optional().describe('false leaves one of the default services out'),
  image: image.optional(),
  port: port().optional().describe('Default: api 3001, dashboard 3000, mcp 3002, worker 3003, others 8080'),
  replicas: z
    .strictObject({ min: z.int().min(1).max(1000).optional(), max: z.int().min(1).max(1000).optional() })
    .optional()
    .describe('Default: api 3-10, dashboard 2-4, mcp 2-4, worker 2-8 (guide L40-43), others 2-4'),
  resources: resources.optional(),
  rollout: z
    .strictObject({
      strategy: z.enum(['RollingUpdate', 'Recreate']).optional().describe('Default: RollingUpdate (guide L447)'),
      maxSurge: z.int().min(0).max(100).optional().describe('Default: 1 (guide L449)'),
      maxUnavailable: z.int().min(0).max(100).optional().describe('Default: 0 (guide L450)'),
      minReady: seconds({ min: 0, max: 600 }).optional().describe('Default: 10s, two readiness checks'),
      progressDeadline: seconds({ min: 30, max: 86_400 }).optional().describe('Default: 10m and the start-up probe'),
      revisionHistory: z.int().min(0).max(100).optional().describe('Default: 5'),
    })
    .optional()
    .describe('How pods are replaced by those of a new release'),
  autoscaling: autoscalingSchema.optional(),
  probes: z
    .strictObject({ startup: probe.optional(), liveness: probe.optional(), readiness: probe.optional() })
    .optional(),
  metrics: switchable({})
    .optional()
    .describe('Whether it tells Prometheus how it is; without, nothing scrapes it and no alert looks at its numbers'),
  metricsPath: z
    .string()
    .regex(/^\/[\w./-]*$/, { error: 'must be a path that starts with "/"' })
    .optional()
    .describe('Default: /metrics; dashboard /api/metrics (guide L762)'),
  placement: z
    .string()
    .optional()
    .describe('Name of a node pool; default: worker in ml_workload, others in application'),
  termination: z
    .strictObject({
      gracePeriod: seconds({ min: 1, max: 3600 }).optional(),
      preStop: seconds({ min: 0, max: 600 }).optional(),
      preStopCommand: z
        .array(z.string().min(1))
        .min(1)
        .optional()
        .describe('Runs before SIGTERM, within preStop; default: waits for that time'),
    })
    .optional(),
  uses: distinct(edge)
    .optional()
    .describe('What it talks to: postgres, redis, qdrant, queue.produce, queue.consume, openai, sendgrid, services'),
  keys: distinct(settingName()).optional().describe('Settings of the registry that no edge brings, such as JWT_SECRET'),
  env: z.record(settingName(), environmentValue).optional().describe('Its own settings; a secret is { secret: true }'),
  poolSize: z
    .int()
    .min(1)
    .max(500)
    .optional()
    .describe('Connections to Postgres a replica; default: derived from the budget'),
  timeouts: z
    .strictObject({
      connect: milliseconds({ min: 100 }).optional(),
      statement: milliseconds({ min: 100 }).optional(),
      request: milliseconds({ min: 100 }).optional(),
    })
    .optional()
    .describe('Each must be longer than the one before'),
  expose: exposeSchema,
  identity: serviceIdentitySchema,
  apiAccess: z.boolean().optional().describe('A token and a Role to read the namespace; default: false'),
  lambda: lambdaSchema.optional(),
  ...serviceKnobs,
});

/** What may be said once for all services; a service's own word goes before it. */
export const serviceDefaultsSchema = serviceSchema
  .omit({
    enabled: true,
    image: true,
    port: true,
    uses: true,
    keys: true,
    poolSize: true,
    expose: true,
    lambda: true,
  })
  .partial();
