import { z } from 'zod';
import { cpu, memory } from '../units';
import { wholeImage } from './common';
import { switchable } from './switchable';

const exporter = (example: string) =>
  switchable({
    address: z
      .string()
      .regex(/^(?=.{1,253}:)[a-z0-9]([a-z0-9.-]*[a-z0-9])?:\d{1,5}$/, {
        error: 'must be a host with its port, such as postgres-exporter.monitoring:9187',
      })
      .optional()
      .describe('Of an exporter that somebody else runs, where ours is switched off; default: nobody is scraped'),
    image: wholeImage(example).optional().describe('Default: the version that is tested here'),
    resources: z
      .strictObject({
        cpu: cpu().optional().describe('Request; its limit is four times as much; default: 50m'),
        memory: memory().optional().describe('Request and limit; default: 64Mi'),
      })
      .optional(),
    placement: z.string().optional().describe('Name of a node pool; default: application, where the cluster has it'),
  });

/** Programs of ours that ask a store how it is, with an account of their own, and tell Prometheus (E107). */
export const exportersSchema = z.strictObject({
  postgres: exporter('quay.io/prometheuscommunity/postgres-exporter:v0.17.1').optional(),
  redis: exporter('oliver006/redis_exporter:v1.88.0-alpine').optional(),
});
