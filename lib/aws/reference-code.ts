import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { type AssetCode, Code } from 'aws-cdk-lib/aws-lambda';
import { packageRoot } from '../platform/package-root';
import { namedPath } from './named-path';

/**
 * The code of a function: the folder or zip that the config names, else the reference service of this package.
 * Only what runs goes in: declarations would change the hash of the code without changing the code.
 *
 * @throws ConfigError where it is not there
 */
export function functionCode(service: string, path: string | undefined): AssetCode {
  const folder = path === undefined ? referenceFolder() : namedPath(`services.${service}.lambda.code`, path);
  return Code.fromAsset(folder, { exclude: ['**/*.d.ts'] });
}

/** The compiled `lib/runtime`, in the checkout as in the installed package. Throws where it is not compiled. */
function referenceFolder(): string {
  const folder = join(packageRoot(__dirname), 'build', 'lib', 'runtime');
  if (!existsSync(join(folder, 'api-lambda.js'))) {
    throw new Error(`the reference service is not compiled, ${folder} has no api-lambda.js; run \`npm run build\``);
  }
  return folder;
}
