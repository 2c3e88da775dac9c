// Packs the functions that speak to PostgreSQL with all that they need into build/assets, the whole code of each.
// Minified, as only then no path of this machine is in it: the same sources give the same bytes everywhere.
import { mkdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const root = realpathSync(join(dirname(fileURLToPath(import.meta.url)), '..'));

export async function bundleFunctions() {
  await Promise.all(['bootstrap', 'migration'].map(bundle));
}

async function bundle(name) {
  const folder = join(root, 'build', 'assets', name);
  const { metafile, outputFiles } = await build({
    absWorkingDir: root,
    entryPoints: [`lib/${name}/handler.ts`],
    outfile: join(folder, 'index.js'),
    bundle: true,
    platform: 'node',
    target: 'node24',
    format: 'cjs',
    minify: true,
    legalComments: 'none',
    // Loaded only when asked for, and never by us.
    external: ['pg-native'],
    preserveSymlinks: true,
    metafile: true,
    write: false,
    logLevel: 'warning',
  });
  const [{ contents }] = outputFiles;
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'index.js'), contents);
  writeFileSync(join(folder, 'LICENSES'), licenses(Object.keys(metafile.inputs)));
}

/** The licence of every package that is in the bundle: each asks to be named in copies. */
function licenses(inputs) {
  const folders = [
    ...new Set(inputs.flatMap((path) => /^(?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+/.exec(path)?.[0] ?? [])),
  ];
  return folders
    .map((folder) => {
      const at = join(root, folder);
      const { name, version, license } = JSON.parse(readFileSync(join(at, 'package.json'), 'utf8'));
      return `${name} ${version} (${license})\n\n${licenseText(at, license)}\n`;
    })
    .sort()
    .join('\n');
}

function licenseText(folder, license) {
  for (const name of ['LICENSE', 'LICENSE.md', 'license', 'LICENCE']) {
    try {
      return readFileSync(join(folder, name), 'utf8').replaceAll('\r\n', '\n').trim();
    } catch (error) {
      if (error.code !== 'ENOENT') throw error;
    }
  }
  return `See the package: it has no file of its own for ${license}.`;
}
