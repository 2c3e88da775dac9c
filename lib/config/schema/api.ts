import { z } from 'zod';
import { milliseconds } from '../units';
import { distinct } from './common';

/** Rule groups that AWS keeps, by our name: what WAF looks for beside the rate. */
const managedRules = ['common', 'knownBadInputs', 'ipReputation', 'anonymousIp', 'sqlInjection'] as const;

/** The REST API in front of functions. */
export const apiSchema = z
  .strictObject({
    certificateArn: z
      .string()
      .regex(/^arn:aws[a-z-]*:acm:[a-z0-9-]+:\d{12}:certificate\/[a-z0-9-]+$/, {
        error: 'must be the ARN of a certificate in ACM',
      })
      .optional()
      .describe('For the public hosts; default: one is issued where aws.hostedZone is named, else AWS gives the host'),
    integrationTimeout: milliseconds({ min: 50, max: 300_000 })
      .optional()
      .describe('More than 29s only where the quota of the account was raised (E22); default: 29s'),
    managedRules: distinct(z.enum(managedRules))
      .optional()
      .describe('Rule groups of AWS WAF; default: none beside the limit of requests'),
  })
  .describe('Read only when deployment is serverless');
