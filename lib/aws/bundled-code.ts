import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Asset } from 'aws-cdk-lib/aws-s3-assets';
import type { Construct } from 'constructs';
import { packageRoot } from '../platform/package-root';

/** The code of a function of this package, packed with all that it needs. Throws where it is not built. */
export function bundledCode(scope: Construct, name: 'bootstrap' | 'migration'): Asset {
  const folder = join(packageRoot(__dirname), 'build', 'assets', name);
  if (!existsSync(join(folder, 'index.js'))) {
    throw new Error(`the ${name} function is not built, ${folder} has no index.js; run \`npm run build\``);
  }
  return new Asset(scope, 'Code', { path: folder });
}
