import type { TierName } from '../../types';
import type { Context } from '../context';

/** Where pods may connect to, when nobody says where a store of somebody else has its addresses. */
export const ANYWHERE = '0.0.0.0/0';

export const tierOf = (context: Context): TierName => context.config.tier ?? 'recommended';
