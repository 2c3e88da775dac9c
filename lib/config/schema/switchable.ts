import { z } from 'zod';
import { reason } from './common';

/** A section that may be switched off, with a reason. Everything in it has a default, so it may also be left out. */
export const switchable = <Shape extends z.ZodRawShape>(shape: Shape) =>
  z
    .strictObject({
      enabled: z.boolean().default(true).describe('Default: true; false needs a reason'),
      reason: reason().optional(),
      ...shape,
    })
    .refine((value) => (value as { enabled: boolean }).enabled || (value as { reason?: string }).reason !== undefined, {
      error: 'enabled: false needs a reason beside it',
    });
