import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const PACKAGE = 'memorai-infra';

/** The nearest folder above that holds this package's package.json: in the checkout as in the installed package. */
export function packageRoot(folder: string): string {
  const manifest = join(folder, 'package.json');
  if (existsSync(manifest) && JSON.parse(readFileSync(manifest, 'utf8')).name === PACKAGE) {
    return folder;
  }
  const parent = dirname(folder);
  if (parent === folder) {
    throw new Error(`no package.json of ${PACKAGE} above ${__dirname}; install the package as it was published`);
  }
  return packageRoot(parent);
}
