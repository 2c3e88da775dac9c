import type { Audience, Receiver } from './types';

/**
 * Who hears of an alert, in the order of the receivers: those that name its team, and those that hear of every team;
 * where no one names it, those that name none. The watchdog is about what all share, and nobody's.
 */
export function heardBy(
  receivers: readonly Receiver[],
  audience: Audience,
  team: string | undefined,
): readonly Receiver[] {
  const awake = receivers.filter(({ severities }) => severities.includes(audience));
  if (audience === 'watchdog') return awake;
  const names = ({ teams }: Receiver) => teams !== undefined && teams !== 'all' && teams.some((one) => one === team);
  const isNamed = awake.some(names);
  return awake.filter(
    (receiver) => names(receiver) || receiver.teams === 'all' || (receiver.teams === undefined && !isNamed),
  );
}
