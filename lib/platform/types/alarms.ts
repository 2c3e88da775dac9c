/** What the alarms of CloudWatch are called, who is told, and the limits that a person may set. */
export interface Alarms {
  /** Whether there are topic, dashboard and alarms; without them there is still the one that takes a deployment back. */
  readonly enabled: boolean;
  /** In front of every alarm's own name: `memorai-production-`. */
  readonly namePrefix: string;
  /** SNS topic that all of them tell: `memorai-production-alarms`. */
  readonly topicName: string;
  /** `memorai-production` */
  readonly dashboardName: string;
  readonly email: readonly string[];
  readonly https: readonly string[];
  readonly limits: {
    /** Of requests or invocations. */
    readonly errorPercent: number;
    /** That 95 of 100 requests stay below. */
    readonly latencyMs: number;
    readonly databaseCpuPercent: number;
    readonly cacheMemoryPercent: number;
  };
}
