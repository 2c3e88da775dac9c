// Packs programs into one file each: code of a function that has to be whole, and the command line, which starts faster
// so. Beside each lie the licences of what is in it.
import { mkdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const root = realpathSync(join(dirname(fileURLToPath(import.meta.url)), '..'));

/**
 * The functions that speak to PostgreSQL, each with all that it needs: build/assets. Minified, as only then no path of this
 * machine is in it: the same sources give the same bytes everywhere.
 */
export async function bundleFunctions() {
  for (const name of ['bootstrap', 'migration']) {
    const folder = join(root, 'build', 'assets', name);
    rmSync(folder, { recursive: true, force: true });
    await bundle(`lib/${name}/handler.ts`, join(folder, 'index.js'), {
      target: 'node24',
      minify: true,
      // Loaded only when asked for, and never by us.
      external: ['pg-native'],
    });
  }
}

/**
 * The command line: build/bin/command.js, over the file of the compiler. One file instead of some 450, of which Node would
 * look each one up and compile it alone: a quarter of the time of a run. What a target needs stays a package of its own.
 */
export async function bundleCommand() {
  const { peerDependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  await bundle('bin/command.ts', join(root, 'build', 'bin', 'command.js'), {
    target: 'node20',
    minifyWhitespace: true,
    minifySyntax: true,
    external: Object.keys(peerDependencies),
    mainFields: ['module', 'main'],
    conditions: ['import'],
    plugins: [withoutLanguages],
  });
}

/** The schema library's words in 50 languages, a fifth of the file: it loads English by itself, and nothing asks for the others. */
const withoutLanguages = {
  name: 'without-languages',
  setup: ({ onLoad }) => onLoad({ filter: /zod\/v4\/locales\/index\.js$/ }, () => ({ contents: 'export {}' })),
};

/** Packs one program, with LICENSES beside it. */
async function bundle(entry, outfile, options) {
  const { metafile, outputFiles } = await build({
    absWorkingDir: root,
    entryPoints: [entry],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    legalComments: 'none',
    preserveSymlinks: true,
    metafile: true,
    write: false,
    logLevel: 'warning',
    ...options,
  });
  const [{ contents }] = outputFiles;
  mkdirSync(dirname(outfile), { recursive: true });
  writeFileSync(outfile, contents);
  writeFileSync(join(dirname(outfile), 'LICENSES'), licenses(Object.keys(metafile.inputs)));
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
