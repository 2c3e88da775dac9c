import { formatSeconds } from '../config/units';
import { failoverTiming } from '../platform/failover-timing';
import type { Problem, Rule } from './types';

/** How soon callers are led elsewhere, against how long that takes to be noticed and to get around (E146, E147). */
export const recoveryTime: Rule = {
  id: 'recovery-time',
  severity: 'error',
  protects: 'callers from being led to a dead address for longer than was promised',
  source: 'E146, E147; guide L1027-1034; Amazon Route 53 developer guide, DNS failover',
  reads: ['backup.recoveryTime', 'aws.recovery', 'aws.dns.failover', 'ingress.externalDns.ttl'],
  wayOut: 'let resolvers forget sooner, have another place to lead them to, or promise less',
  check: ({ backup, aws, ingress }) => {
    if (backup.kind === 'none' || backup.recoveryTimeSeconds === undefined) return [];
    const time = backup.recoveryTimeSeconds;
    const { requestIntervalSeconds, failureThreshold, ttlSeconds } = failoverTiming;
    const least = requestIntervalSeconds * failureThreshold + ttlSeconds;
    const kept = ingress?.externalDns.enabled === true ? ingress.externalDns.ttlSeconds : undefined;
    const problems: Problem[] = [];
    if (aws?.recovery === undefined && (aws?.dns?.failover.length ?? 0) === 0) {
      problems.push({
        path: 'backup.recoveryTime',
        message: `there is no other place to lead the hosts to within ${formatSeconds(time)}: neither aws.recovery makes one nor aws.dns.failover knows one; add one of them, or take the promise back`,
      });
    }
    if ((aws?.dns?.failover.length ?? 0) > 0 && least > time) {
      problems.push({
        path: 'backup.recoveryTime',
        message: `a failover of DNS takes ${failureThreshold} checks × ${requestIntervalSeconds}s + ${ttlSeconds}s until resolvers forget = ${least}s, got ${time}s; raise it`,
        value: `${time}s`,
        limit: `${least}s`,
      });
    }
    if (kept !== undefined && kept > time) {
      problems.push({
        path: 'ingress.externalDns.ttl',
        message: `resolvers keep the old address for ${formatSeconds(kept)}, longer than backup.recoveryTime (${formatSeconds(time)}); lower it`,
        value: formatSeconds(kept),
        limit: formatSeconds(time),
      });
    }
    return problems;
  },
};
