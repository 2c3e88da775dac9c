import type { Platform } from '../../types';
import { storeWorkloads } from '../../uses';
import type { Context } from '../context';

/** A claim that is there holds the data of one server, in one folder: two would write over each other, or never start. */
export function checkExistingClaims(context: Context, stores: Platform['stores']): void {
  const holders = new Map<string, string>();
  for (const { name, volume, snapshots } of storeWorkloads(stores)) {
    for (const [field, claim] of Object.entries({ volume, snapshots })) {
      if (claim?.existingClaim === undefined) continue;
      const path = `stores.${name}.${field}`;
      const other = holders.get(claim.existingClaim);
      if (other !== undefined) {
        context.fail(
          `${path}.existingClaim`,
          'conflict',
          `${claim.existingClaim} is already the claim of ${other}; name another, or leave it out`,
        );
      }
      holders.set(claim.existingClaim, path);
    }
  }
}
