import { z } from 'zod';
import { cpu, memory } from '../units';
import { wholeImage } from './common';
import { switchable } from './switchable';

/** Without the anchors that a pattern of its own has. */
const inner = ({ source }: RegExp): string => source.slice(1, -1);
/** What ends like a number is no name: it would be an address, and no good one. */
const NAME = '(?![\\d.]+:)[a-z0-9]([a-z0-9-]*[a-z0-9])?(\\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*';
const PORT = '(6553[0-5]|655[0-2]\\d|65[0-4]\\d{2}|6[0-4]\\d{3}|[1-5]\\d{4}|[1-9]\\d{0,3})';
/** A name of at most 253 letters, or an address, IPv6 in brackets as in a URL; and a port. */
const ADDRESS = new RegExp(
  `^(?=.{1,253}:\\d+$)(\\[${inner(z.regexes.ipv6)}\\]|${inner(z.regexes.ipv4)}|${NAME}):${PORT}$`,
);

const exporter = (example: string) =>
  switchable({
    address: z
      .string()
      .regex(ADDRESS, {
        error:
          'must be a host with its port, such as postgres-exporter.monitoring:9187, 10.0.3.7:9187 or [fd00::7]:9187',
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
