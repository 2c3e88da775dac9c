import { z } from 'zod';
import { seconds } from '../units';
import { labelMap, percent } from './common';

const policy = z
  .strictObject({
    pods: z.int().min(1).max(1000).optional(),
    percent: z.int().min(1).max(1000).optional(),
    period: seconds({ min: 1, max: 1800 }).describe('Time in which that many may be added or taken'),
  })
  .refine((one) => (one.pods === undefined) !== (one.percent === undefined), {
    error: 'must name either pods or percent',
  });
const direction = z.strictObject({
  stabilization: seconds({ min: 0, max: 3600 }).optional().describe('Default: 0s up, 5m down'),
  policies: z
    .array(policy)
    .min(1)
    .optional()
    .describe('Default: up by 100 % or 2 pods a minute, down by 1 pod a minute'),
  select: z.enum(['Max', 'Min', 'Disabled']).optional().describe('Default: Max'),
});
const behavior = z.strictObject({ scaleUp: direction.optional(), scaleDown: direction.optional() }).optional();

/** A part of the path under which the server asks the metrics adapter for it. */
const metricName = z.string().regex(/^[a-zA-Z_:][\w:.-]*$/, {
  error: 'must be the name of a metric: letters, digits, "_", ":", "." and "-"',
});
const amount = z.string().regex(/^(?=.*[1-9])\d+(\.\d+)?(m|k|M|G|Ki|Mi|Gi)?$/, {
  error: 'must be a quantity above 0 in quotes, such as "100" or "500m"',
});
const metric = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('pods'), name: metricName, averageValue: amount }),
  z.strictObject({
    kind: z.literal('external'),
    name: metricName,
    labels: labelMap().optional().describe('Default: every series of that name'),
    averageValue: amount.describe('A replica; the metrics adapter has to serve it'),
  }),
]);

const utilisation = {
  cpu: z
    .union([percent(), z.literal(false)])
    .optional()
    .describe('Default: 70 (guide L534); false for none'),
  memory: z
    .union([percent(), z.literal(false)])
    .optional()
    .describe('Default: 80 (guide L540); false for none'),
  behavior,
};

/** How many pods a service has between its least and its most. */
export const autoscalingSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('hpa').optional(),
    ...utilisation,
    metrics: z.array(metric).optional().describe('Beside CPU and memory; default: none'),
  }),
  z.strictObject({
    kind: z.literal('keda'),
    ...utilisation,
    messagesPerReplica: z
      .int()
      .min(1)
      .max(100_000)
      .optional()
      .describe('Messages that one replica works on; default: 10'),
    pollingInterval: seconds({ min: 5, max: 3600 }).optional().describe('Default: 30s'),
    cooldown: seconds({ min: 0, max: 86_400 }).optional().describe('Default: 5m'),
  }),
  z.strictObject({ kind: z.literal('none') }),
]);
