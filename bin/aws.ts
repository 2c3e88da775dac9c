import { App } from 'aws-cdk-lib/core';
import { addStacks, appOptions } from '../lib/aws/index';
import { loadEnvironments } from '../lib/cli/environments';
import { ConfigError } from '../lib/config/errors';

/** The CDK app of cdk.json: every environment with an aws section, or the one named by `-c environment=NAME`. */
function main(): void {
  const app = new App(appOptions);
  const name: unknown = app.node.tryGetContext('environment');
  const names = typeof name === 'string' ? [name] : [];
  for (const { platform } of loadEnvironments({ folder: 'environments', names })) {
    if (platform.aws !== undefined) {
      addStacks(app, platform);
    }
  }
  app.synth();
}

try {
  main();
} catch (error) {
  if (!(error instanceof ConfigError)) {
    throw error;
  }
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 2;
}
