import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { type AssetCode, Code } from 'aws-cdk-lib/aws-lambda';
import { ConfigError } from '../config/errors';
import { packageRoot } from '../platform/package-root';

/**
 * The code of a service's function: the folder or zip that the config names, else the reference service of this package.
 * Only what runs goes in: declarations would change the hash of the code without changing the code.
 *
 * @throws ConfigError where nothing is at the path
 */
export function functionCode(service: string, path: string | undefined): AssetCode {
  if (path !== undefined && !existsSync(path)) {
    throw new ConfigError([
      {
        path: `services.${service}.lambda.code`,
        code: 'file',
        message: `nothing is at ${path}, seen from the folder where this runs; build the function first, or name another folder`,
      },
    ]);
  }
  return Code.fromAsset(path ?? referenceFolder(), { exclude: ['**/*.d.ts'] });
}

/** The compiled `lib/runtime`, in the checkout as in the installed package. Throws where it is not compiled. */
function referenceFolder(): string {
  const folder = join(packageRoot(__dirname), 'build', 'lib', 'runtime');
  if (!existsSync(join(folder, 'api-lambda.js'))) {
    throw new Error(`the reference service is not compiled, ${folder} has no api-lambda.js; run \`npm run build\``);
  }
  return folder;
}
