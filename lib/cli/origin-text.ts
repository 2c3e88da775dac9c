import type { Origin } from '../platform/types';

/** Where a value comes from that nobody wrote. */
export function originText(origin: Exclude<Origin, { readonly kind: 'config' }>): string {
  switch (origin.kind) {
    case 'tier':
      return `tier ${origin.tier} (${origin.source})`;
    case 'default':
      return `default (${origin.source})`;
    case 'derived':
      return `derived from ${origin.from}`;
  }
}
