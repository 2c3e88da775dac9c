/**
 * Limits that hold in every environment: an alert fires past them, and a panel draws them. What follows from a config
 * (objectives, connections, nodes, the queue's time) is read from the platform instead.
 */
export const limits = {
  /** Share of answers that may be 5xx (guide L1303, E98). */
  errors: 0.01,
  /**
   * Failed answers within a window below which a share says nothing: of one request an hour every failure is a hundred percent
   * (Site Reliability Workbook, chapter 5, 'Low-Traffic Services and Error Budget Alerting'). Over five minutes a second one is
   * enough: slow errors of everything are an outage (E98).
   */
  failures: { now: 2, budget: 10 },
  /** Share of the connections that a server admits to applications (guide L1311). */
  connections: 0.9,
  /** Four segments of the log of 16 MiB: a replica that stays as far behind for minutes does not catch up. */
  replicationLagBytes: 64 * 1024 ** 2,
  /** A second, in one database: six in five minutes. */
  deadlocks: 0.02,
  /** Share of the memory that a cache without eviction may fill. */
  cacheMemory: 0.9,
  /** Keys a second over which a cache is too small, not only full. */
  evictions: 10,
  /**
   * Shares of a disk or a volume that are left: below the one a trend is worth a look, below the other it is full (node-mixin,
   * fsSpaceAvailableWarningThreshold).
   */
  spaceLeft: { low: 0.3, none: 0.05 },
  /** Renewal begins a month before a certificate expires: two weeks before it something is wrong. */
  certificateSeconds: 14 * 86_400,
  /** How long a backup may take: only then is the last one older than its schedule allows. */
  backupSeconds: 3600,
  /** How much faster than the budget of 30 days lasts errors may come (Site Reliability Workbook, table 5-8). */
  burn: { fast: 14.4, middle: 6, slow: 1 },
} as const;
