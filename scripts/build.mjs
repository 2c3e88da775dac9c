// Compiles lib, bin and scripts into build/, and of the tests the configs that pages of docs show. The old output goes
// first: a file whose source is gone would otherwise still be loaded, and would change the hash of the Lambda code.
import { execFileSync } from 'node:child_process';
import { mkdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { bundleCommand, bundleFunctions } from './bundle.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const tsc = join(dirname(createRequire(import.meta.url).resolve('typescript/package.json')), 'bin', 'tsc');
for (const folder of ['bin', 'lib', 'scripts', 'test']) {
  rmSync(join(root, 'build', folder), { recursive: true, force: true });
}
// Stamped with the time before the compiler reads the sources: a file saved while it runs counts as newer.
const started = new Date();
try {
  execFileSync(process.execPath, [tsc, '-p', join(root, 'tsconfig.build.json')], { stdio: 'inherit' });
} catch {
  process.exit(1); // tsc has said what is wrong
}
await bundleFunctions();
await bundleCommand();
mkdirSync(join(root, 'build'), { recursive: true });
writeFileSync(join(root, 'build', '.stamp'), '');
utimesSync(join(root, 'build', '.stamp'), started, started);
