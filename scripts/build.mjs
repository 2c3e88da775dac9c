// Compiles lib, bin and scripts into build/. The old output goes first: a file whose source is gone
// would otherwise still be loaded, and would change the hash of the Lambda code.
import { execFileSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const tsc = join(dirname(createRequire(import.meta.url).resolve('typescript/package.json')), 'bin', 'tsc');
for (const folder of ['bin', 'lib', 'scripts']) {
  rmSync(join(root, 'build', folder), { recursive: true, force: true });
}
try {
  execFileSync(process.execPath, [tsc, '-p', join(root, 'tsconfig.build.json')], { stdio: 'inherit' });
} catch {
  process.exit(1); // tsc has said what is wrong
}
