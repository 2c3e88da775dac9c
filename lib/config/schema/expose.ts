import { z } from 'zod';
import { annotations, distinct, host, shortName } from './common';

/** A path of a URL: `/`, `/v1`. No pattern, no slash at the end. */
const publicPath = z
  .string()
  .regex(/^\/([\w.~-]+(\/[\w.~-]+)*)?$/, { error: 'must be a path such as / or /v1, without a slash at its end' });

/** How a service is reached from outside; `false` where it is not. */
export const exposeSchema = z
  .union([
    z.literal(false),
    z.strictObject({
      subdomain: shortName().optional().describe('Default: the name of the service'),
      hosts: distinct(host())
        .max(15)
        .optional()
        .describe('Full host names beside the subdomain, each with a route and a certificate; default: none'),
      paths: distinct(publicPath)
        .min(1)
        .max(16)
        .optional()
        .describe('What of its hosts leads to it, by prefix, in Kubernetes; default: /, which is everything'),
      requestsPerMinute: z
        .int()
        .min(1)
        .max(1_000_000)
        .optional()
        .describe('Per client address; default: 100 on the api, else none'),
      annotations: annotations()
        .optional()
        .describe('On its Ingress or HTTPRoute, over our own, in Kubernetes; default: none'),
    }),
  ])
  .optional()
  .describe('Public host; default: api and dashboard are public, others are not');
