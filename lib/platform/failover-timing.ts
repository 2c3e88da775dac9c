/**
 * How Route 53 watches a host that fails over, and how long resolvers keep where it led. Three failures half a minute
 * apart: a restart of all pods of a service is not an outage of a region. Half a minute is the longer of the two
 * intervals that Route 53 has, and a minute the most that AWS advises for records with health checks.
 */
export const failoverTiming = { requestIntervalSeconds: 30, failureThreshold: 3, ttlSeconds: 60 } as const;
