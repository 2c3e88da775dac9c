import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { staleSources } from '../../lib/cli/stale-build';

export const root = join(__dirname, '..', '..');

/** The compiled package in `build`. Throws when it is missing or older than a source: the answer would be of old code. */
export function currentBuild(): string {
  const stale = existsSync(join(root, 'build', '.stamp')) ? staleSources(root) : 'every source';
  if (stale !== undefined) throw new Error(`${stale} is newer than the compiled code; run npm run build`);
  return join(root, 'build');
}
