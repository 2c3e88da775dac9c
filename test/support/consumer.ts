import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, rmSync, symlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { currentBuild, root } from '../package/built';
import { pack } from './pack';
import { run } from './run';
import { scratchFolder } from './scratch';

/** A folder as another team has it: the packed library in its node_modules, and the packages that it asks for. */
export interface Consumer {
  readonly folder: string;
  readonly tarball: string;
  /** Copies an example into the folder and compiles it with its own tsconfig.json; the place of its package. */
  compile(example: string): string;
  remove(): void;
}

/** Everything that npm would install beside the library; linked from here, so that no network is needed. */
const installed = [
  '@types/node',
  'aws-cdk-lib',
  'cdk8s',
  'cdk8s-plus-27',
  'commander',
  'constructs',
  'fastest-levenshtein',
  'undici-types',
  'yaml',
  'zod',
];

export function makeConsumer(): Consumer {
  currentBuild();
  const folder = scratchFolder('consumer');
  const modules = join(folder, 'node_modules');
  mkdirSync(modules);
  const tarball = pack(root, folder);
  execFileSync('tar', ['-xzf', tarball, '-C', modules]);
  cpSync(join(modules, 'package'), join(modules, 'memorai-infra'), { recursive: true });
  rmSync(join(modules, 'package'), { recursive: true });
  for (const name of installed) {
    mkdirSync(dirname(join(modules, name)), { recursive: true });
    symlinkSync(join(root, 'node_modules', name), join(modules, name), 'dir');
  }
  return {
    folder,
    tarball,
    compile: (example) => {
      const place = join(folder, example);
      cpSync(join(root, 'examples', example), place, {
        recursive: true,
        filter: (path) => !/[\\/](node_modules|build|dist|cdk\.out)$/.test(path),
      });
      run(process.execPath, [join(root, 'node_modules', 'typescript', 'bin', 'tsc'), '-p', place], folder);
      return place;
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}
