import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Packs the package in `from` into a folder, as `npm publish` would, but without building it first; the tarball.
 * What is packed is what lies there: see `currentBuild`.
 */
export function pack(from: string, to: string): string {
  const folder = mkdtempSync(join(to, 'packed-'));
  execFileSync('npm', ['pack', '--ignore-scripts', '--silent', '--pack-destination', folder], { cwd: from });
  const [tarball, ...others] = readdirSync(folder);
  if (tarball === undefined || others.length > 0) throw new Error(`npm pack left ${readdirSync(folder).length} files`);
  return join(folder, tarball);
}
