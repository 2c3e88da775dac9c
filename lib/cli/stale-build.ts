import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

/**
 * A source file that changed after the last compilation; undefined when the build is current, or when this is an
 * installed package, which has no sources.
 */
export function staleSources(root: string): string | undefined {
  const stamp = join(root, 'build', '.stamp');
  if (!existsSync(join(root, 'tsconfig.build.json')) || !existsSync(stamp)) return undefined;
  const built = statSync(stamp).mtimeMs;
  for (const folder of ['lib', 'bin']) {
    for (const name of readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })) {
      if (name.endsWith('.ts') && statSync(join(root, folder, name)).mtimeMs > built) return join(folder, name);
    }
  }
  return undefined;
}
