import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { root } from '../../package/built';
import { run } from '../../support/run';
import { type Part, program } from './program';

export const json = (...path: string[]) => JSON.parse(readFileSync(join(...path), 'utf8'));

/** The version of a package that this checkout is built and tested with. */
const locked = (name: string): string => json(root, 'node_modules', name, 'package.json').version;

/** A project of another team: the tarball and what it asks for, put there by npm. */
export interface Project {
  readonly folder: string;
  /** The installed library. */
  readonly library: string;
}

/**
 * Makes a folder a project with exactly these packages, whatever it was before, and with the given environments of the
 * library's own. npm runs on the given Node, and refuses a package that does not allow it.
 */
export function install(
  folder: string,
  tarball: string,
  packages: readonly string[],
  environments: readonly string[],
  node = process.execPath,
): Project {
  const dependencies = {
    'memorai-infra': `file:${tarball}`,
    ...Object.fromEntries(packages.map((name) => [name, locked(name)])),
  };
  for (const name of ['build', 'dist', 'environments', 'cdk.out'])
    rmSync(join(folder, name), { recursive: true, force: true });
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ name: 'consumer', private: true, dependencies }));
  const words = ['install', '--engine-strict', '--prefer-offline', '--no-audit', '--no-fund', '--loglevel=error'];
  run('npm', words, folder, { PATH: `${dirname(node)}${delimiter}${process.env.PATH}` });
  const library = join(folder, 'node_modules', 'memorai-infra');
  for (const name of environments)
    cpSync(join(library, 'environments', `${name}.yaml`), join(folder, 'environments', `${name}.yaml`));
  return { folder, library };
}

/** Compiles the program of some parts, as CommonJS and as an ES module, and checks the declarations of all packages. */
export function compile({ folder }: Project, parts: readonly Part[], options: object = {}): void {
  const compilerOptions = {
    target: 'es2022',
    module: 'node20',
    types: ['node'],
    strict: true,
    noUncheckedIndexedAccess: true,
    skipLibCheck: false,
    outDir: 'build',
    rootDir: '.',
    ...options,
  };
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions, include: ['main.*'] }));
  for (const name of ['main.cts', 'main.mts']) writeFileSync(join(folder, name), program(parts));
  run(process.execPath, [join(folder, 'node_modules', 'typescript', 'bin', 'tsc'), '-p', '.'], folder);
}
