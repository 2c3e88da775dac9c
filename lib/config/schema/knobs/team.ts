import { shortName } from '../common';

/** Whose a service is. */
export const teamKnobs = {
  team: shortName()
    .optional()
    .describe('Who hears of alerts about it: the label `team`, by which receivers choose; default: monitoring.team'),
};
