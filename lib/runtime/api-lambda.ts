import { createApiHandler } from './api-handler';
import { createAwsSource } from './aws-source';
import { thisHost } from './host';
import { loadSettings } from './load-settings';
import { createLog } from './log';

/** Entry of the api function: `api-lambda.handler`. */
export const handler = createApiHandler({
  loadSettings: () =>
    loadSettings(
      process.env,
      createAwsSource((name) => require(name)),
    ),
  log: createLog((line) => process.stdout.write(line), thisHost.now),
  host: thisHost,
});
