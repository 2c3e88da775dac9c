import { z } from 'zod';
import { host } from './common';

/** What CloudFormation keeps in Route 53, by host name. */
export const dnsSchema = z.strictObject({
  healthChecks: z
    .boolean()
    .optional()
    .describe('Whether Route 53 asks the public hosts for /health; default: true with a hosted zone'),
  failover: z
    .record(
      host(),
      z.strictObject({
        primary: host().describe('Where the host leads while this answers'),
        secondary: host().describe('Where it leads otherwise'),
      }),
    )
    .optional()
    .describe('Hosts that lead to another one when the first is down, by name; default: none'),
});
