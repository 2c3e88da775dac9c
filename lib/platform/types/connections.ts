/** Who may open how many connections to Postgres (E32). */
export interface ConnectionBudget {
  readonly maxConnections: number;
  /** Kept by the server for superusers: 3, in Aurora 5. */
  readonly superuserReserved: number;
  /** Kept for people, migrations, exporters and backups: 10 (2 + 2 + 1 + 5). */
  readonly reserve: {
    readonly migration: number;
    readonly exporter: number;
    readonly backup: number;
    readonly people: number;
  };
  readonly consumers: readonly ConnectionConsumer[];
  /** All consumers at their maximum, and the reserve. */
  readonly total: number;
  /** What the server admits: maxConnections − superuserReserved. */
  readonly usable: number;
}

export interface ConnectionConsumer {
  readonly service: string;
  /** Replicas at maximum, or concurrent sandboxes. */
  readonly maxReplicas: number;
  /** Surge pods, or without RDS Proxy the frozen sandboxes of the version before. */
  readonly surge: number;
  readonly poolSize: number;
}
