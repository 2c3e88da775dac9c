import { defaultUserId } from '../config/schema/knobs/pod';

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
  /** The guide's steps (L306-315) without the seed, which belongs to the first installation only. */
  migrateCommand: ['/bin/sh', '-c', 'pnpm db:migrate && pnpm db:index && pnpm db:verify'],
  /** The same where a service uses Qdrant: its collection too (guide L331-344). */
  migrateAllCommand: ['/bin/sh', '-c', 'pnpm db:migrate && pnpm db:index && pnpm db:verify && pnpm db:collection'],
  /** Between releases: partitions of the months ahead (E60). */
  maintainCommand: ['/bin/sh', '-c', 'pnpm db:index'],
} as const;
