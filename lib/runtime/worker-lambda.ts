import { createAwsSource } from './aws-source';
import { thisHost } from './host';
import { createReferenceProcess } from './job';
import { loadSettings } from './load-settings';
import { createLog } from './log';
import { createQueueHandler } from './queue-handler';

const log = createLog((line) => process.stdout.write(line), thisHost.now);

/** Entry of the worker function: `worker-lambda.handler`. */
export const handler = createQueueHandler({
  loadSettings: () =>
    loadSettings(
      process.env,
      createAwsSource((name) => require(name)),
    ),
  process: () => createReferenceProcess(log),
  log,
});
