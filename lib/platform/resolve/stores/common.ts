import type { TierName } from '../../types';
import { type Context, derivedFrom } from '../context';

/** Where pods may connect to, when nobody says where a store of somebody else has its addresses. */
export const ANYWHERE = '0.0.0.0/0';

/** Of what AWS manages, UTC: Sunday, after the backups of the night. */
export const MAINTENANCE_WINDOW = 'sun:06:00-sun:07:00';

export const tierOf = (context: Context): TierName => context.config.tier ?? 'recommended';

/** Compose has one machine: copies of a store on it would share its fate. */
export const oneMachine = derivedFrom('deployment compose: one machine');

/** Refuses a store of several nodes in Compose. */
export function refuseNodes(context: Context, path: string, allowed: string, got: string): void {
  if (context.config.deployment !== 'compose') return;
  context.fail(
    path,
    'conflict',
    `must be ${allowed} when deployment is compose, got ${got}: one machine keeps no second copy`,
  );
}
