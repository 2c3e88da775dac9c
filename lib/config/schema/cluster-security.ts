import { z } from 'zod';
import { reason } from './common';
import { switchable } from './switchable';

/** What the namespace enforces. */
export const clusterSecurity = {
  podSecurity: z
    .discriminatedUnion('level', [
      z.strictObject({ level: z.literal('restricted') }),
      z.strictObject({ level: z.enum(['baseline', 'privileged']), reason: reason() }),
    ])
    .default({ level: 'restricted' })
    .describe('Pod Security Standard that the namespace enforces; default: restricted (E75)'),
  networkPolicies: switchable({})
    .prefault({})
    .describe('Whether traffic is refused that no edge allows; default: true'),
};
