import { z } from 'zod';
import { milliseconds } from '../units';
import { distinct, percent } from './common';

/** Who is told when CloudWatch sees a limit passed, and the limits that are a matter of judgement. */
export const alarmsSchema = z
  .strictObject({
    enabled: z.boolean().optional().describe('false leaves alarms, topic and dashboard out; default: true'),
    email: distinct(z.email({ error: 'must be an e-mail address' }))
      .optional()
      .describe('Each has to confirm the mail that AWS sends first; default: nobody'),
    https: distinct(
      z.string().regex(/^https:\/\/[^\s/]+(\/\S*)?$/, { error: 'must be an address that starts with https://' }),
    )
      .optional()
      .describe('Addresses of an on-call service that confirm a subscription themselves; default: none'),
    errorPercent: z
      .number()
      .positive()
      .max(100)
      .optional()
      .describe('Share of requests or invocations that fail; default: 1 (guide L1302)'),
    latency: milliseconds({ min: 10, max: 300_000 })
      .optional()
      .describe('What 95 of 100 requests must stay below; default: 1000ms, ten times the guide (L1319)'),
    databaseCpu: percent().optional().describe('Of the busiest instance of Aurora, percent; default: 80'),
    cacheMemory: percent().optional().describe('Of the fullest node of ElastiCache, percent; default: 80'),
  })
  .describe('Alarms of CloudWatch, in an environment with an aws section');
