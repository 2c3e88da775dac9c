import { App } from 'aws-cdk-lib/core';
import { addStacks, appOptions } from '../lib/aws/index';
import { runApp } from '../lib/cli/app';

/** The CDK app of cdk.json: every environment with an aws section, or the one named by `-c environment=NAME`. */
const app = new App(appOptions);
const name: unknown = app.node.tryGetContext('environment');
runApp(
  typeof name === 'string' ? [name] : [],
  ({ platform }, { today }) => {
    if (platform.aws !== undefined) addStacks(app, platform, { check: { today } });
  },
  () => void app.synth(),
);
