/** What the routes and the metrics ask of the process and the clock; a seam, so that answers can be tested exactly. */
export interface Host {
  readonly pid: number;
  now(): Date;
  /** Since the process started. */
  uptimeSeconds(): number;
  memory(): NodeJS.MemoryUsage;
  /** Microseconds since the process started. */
  cpu(): NodeJS.CpuUsage;
}

/** The process that we run in. */
export const thisHost: Host = {
  pid: process.pid,
  now: () => new Date(),
  uptimeSeconds: () => process.uptime(),
  memory: () => process.memoryUsage(),
  cpu: () => process.cpuUsage(),
};
