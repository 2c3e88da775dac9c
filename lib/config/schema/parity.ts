import { z } from 'zod';
import { reason, shortName } from './common';

/** Which other environment this one is a likeness of, and where it is not on purpose. */
export const paritySchema = z.strictObject({
  with: shortName().describe('The environment that `memorai diff` holds this one against'),
  intended: z
    .record(
      z.string().regex(/^[A-Za-z*][\w*-]*(\.[\w*-]+)*$/, {
        error: 'must be a path such as services.*.replicas, with * for any name',
      }),
      reason(),
    )
    .default({})
    .describe('Differences on purpose: a path, with all below it, and the reason; default: none'),
});
