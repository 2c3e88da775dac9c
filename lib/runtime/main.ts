import { thisHost } from './host';
import { createLog, describeError } from './log';
import { startService } from './service';
import { stopOnSignals } from './signals';

/** Entry of the HTTP service: `node build/lib/runtime/main.js`. Exit code 1 when it cannot start. */
const log = createLog((line) => process.stdout.write(line), thisHost.now);

startService({ env: process.env, log, host: thisHost }).then(
  (service) => stopOnSignals(service, process, log),
  (error: unknown) => {
    log('error', 'not-started', describeError(error));
    process.exitCode = 1;
  },
);
