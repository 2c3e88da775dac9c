import { existsSync, readdirSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';

/**
 * A source file that changed after the last compilation; undefined when the build is current, or when this is an
 * installed package, which has no sources.
 */
export function staleSources(root: string): string | undefined {
  const stamp = join(root, 'build', '.stamp');
  if (!existsSync(join(root, 'tsconfig.build.json')) || !existsSync(stamp)) return undefined;
  const built = statSync(stamp).mtimeMs;
  for (const folder of ['lib', 'bin']) {
    // With their types, as Node would otherwise ask the system once more for each name.
    for (const { name, parentPath } of readdirSync(join(root, folder), { recursive: true, withFileTypes: true })) {
      const path = join(parentPath, name);
      if (name.endsWith('.ts') && statSync(path).mtimeMs > built) return relative(root, path);
    }
  }
  return undefined;
}
