import { z } from 'zod';
import { memory, seconds } from '../units';

/** CodeDeploy's own names of how traffic moves to a new version, without their common prefix. */
const deployments = [
  'AllAtOnce',
  'Canary10Percent5Minutes',
  'Canary10Percent10Minutes',
  'Canary10Percent15Minutes',
  'Canary10Percent30Minutes',
  'Linear10PercentEvery1Minute',
  'Linear10PercentEvery2Minutes',
  'Linear10PercentEvery3Minutes',
  'Linear10PercentEvery10Minutes',
] as const;

export const lambdaSchema = z
  .strictObject({
    timeout: seconds({ min: 1, max: 900 }).optional().describe('Default: 28s behind the API, 300s on the queue'),
    memory: memory({ min: 128, max: 10240 })
      .optional()
      .describe('Default: 1Gi for HTTP, 2Gi on the queue (guide L118, L131)'),
    concurrency: z
      .int()
      .min(2)
      .max(1000)
      .optional()
      .describe('Sandboxes at once; default: what the connections to Postgres allow, at most 100'),
    tracing: z.boolean().optional().describe('X-Ray traces of its invocations; default: true'),
    deployment: z
      .enum(deployments)
      .optional()
      .describe('How traffic moves to a new version; default: Canary10Percent5Minutes when protected, else AllAtOnce'),
    code: z.string().min(1).optional().describe('Folder or zip with the code; default: the reference service'),
    handler: z
      .string()
      .regex(/^[\w./-]+\.\w+$/, { error: 'must be file.export, such as index.handler' })
      .optional(),
  })
  .describe('Read only when deployment is serverless');
