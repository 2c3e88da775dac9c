import { defaultUserId } from '../config/schema/knobs/pod';
import type { SetupStep } from './setup-steps';

/**
 * What the platform assumes of the application's images, which are not ours: paths, user, signals, commands.
 * `lib/runtime` keeps the same contract; docs/application-contract.md says it in words.
 */
export const applicationContract = {
  /** Balancers and people ask this; it checks nothing behind the process (guide L696). */
  healthPath: '/health',
  /** 503 while the database is out of reach (E69); only the database gates (E70). */
  readyPath: '/ready',
  /** The process is alive; liveness and start-up probes (E68, E71). */
  livePath: '/live',
  /** One check inside /ready may take this long, below the probe's 3 s (E44). */
  readinessCheckMs: 2_000,
  /** The images run as this user and group; `restricted` forbids root, and a volume needs a number (E75). */
  userId: defaultUserId,
  /** Writable folder; the rest of the file system is read-only. Heap snapshots go there (E158). */
  writableFolder: '/tmp',
  /**
   * Upper bounds of http_request_duration_seconds: those of prom-client. An alert on slow answers is exact at one of them
   * only (E105).
   */
  latencyBuckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
  /** SIGTERM: not ready at once, requests in flight end, then exit 0. */
  stopSignal: 'SIGTERM',
  /** SIGUSR2 writes a heap snapshot, by the Node option that we set (E158). */
  heapSnapshotSignal: 'SIGUSR2',
} as const;

/** How the image of the application is asked for steps (guide L306-315): each can be run twice, and the first that fails ends it. */
export const setupCommand = (...steps: readonly SetupStep[]): readonly string[] => [
  '/bin/sh',
  '-c',
  steps.map((step) => `pnpm db:${step}`).join(' && '),
];
