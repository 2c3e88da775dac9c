import type { Platform } from './types';

/** The team of a service: its own, or that of what all share; undefined where nobody has said. */
export const teamOf = (
  { alerting }: Pick<Platform, 'alerting'>,
  service: { readonly team?: string | undefined } | undefined,
): string | undefined => service?.team ?? alerting?.team;

/** Every team that an alert may be for, sorted. */
export const teamsOf = ({ services, alerting }: Pick<Platform, 'services' | 'alerting'>): readonly string[] =>
  [...new Set([...Object.values(services).map(({ team }) => team), alerting?.team])]
    .filter((team): team is string => team !== undefined)
    .sort();
