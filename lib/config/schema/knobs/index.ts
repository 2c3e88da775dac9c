import type { z } from 'zod';
import { availabilityKnobs } from './availability';
import { containerKnobs } from './container';
import { extraContainerKnobs } from './extra-containers';
import { podKnobs } from './pod';
import { teamKnobs } from './team';

/**
 * Fields of a service that reach a renderer as they are written: each is declared once, with its default, and read once,
 * where it is rendered.
 */
export const serviceKnobs = {
  ...containerKnobs,
  ...extraContainerKnobs,
  ...podKnobs,
  ...availabilityKnobs,
  ...teamKnobs,
};

/** The knobs of one service, every default filled. */
export type ServiceKnobs = z.output<z.ZodObject<typeof serviceKnobs>>;
