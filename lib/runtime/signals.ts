import type { Log } from './log';
import type { Service } from './service';

/** What is needed of `process`. */
export interface SignalTarget {
  on(signal: 'SIGTERM' | 'SIGINT', listener: () => void): unknown;
  exit(code: number): void;
}

/** A second signal ends the process with the code that a shell would show: 128 and the number of the signal. */
const EXIT_CODES = { SIGTERM: 143, SIGINT: 130 } as const;

/**
 * Stops the service on the first SIGTERM or SIGINT: exit 0 when every request got its answer, 1 when some were cut.
 * A process 1 of a container has no other handler: without this one it would be killed after the grace period.
 */
export function stopOnSignals(service: Service, target: SignalTarget, log: Log): void {
  let stopping = false;
  const receive = (signal: keyof typeof EXIT_CODES) => {
    if (stopping) return target.exit(EXIT_CODES[signal]);
    stopping = true;
    log('info', 'stopping', { signal });
    void service.stop().then(({ drained }) => {
      log(drained ? 'info' : 'warn', 'stopped', { drained });
      target.exit(drained ? 0 : 1);
    });
  };
  target.on('SIGTERM', () => receive('SIGTERM'));
  target.on('SIGINT', () => receive('SIGINT'));
}
