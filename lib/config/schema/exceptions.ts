import { z } from 'zod';
import { reason } from './common';

const exception = z.strictObject({
  rule: z
    .string()
    .regex(/^([a-z][a-z0-9-]*\/)?[a-z][a-z0-9-]*$/, {
      error: 'must be the id of a rule, such as connections, or team/its-rule for one of your own',
    })
    .describe('Id of the rule: memorai list rules'),
  path: z
    .string()
    .min(1)
    .optional()
    .describe(
      'Where, with all below it; `*` stands for any name: services.*.image; default: wherever the rule finds it',
    ),
  reason: reason(),
  until: z.iso
    .date({ error: 'must be a day such as 2027-01-31' })
    .optional()
    .describe('The last day on which it holds; default: no end'),
});

/** Findings that are known and accepted for now: each is printed with its reason, and none is an error. */
export const exceptionsSchema = z.array(exception);
