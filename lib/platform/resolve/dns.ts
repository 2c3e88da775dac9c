import { applicationContract } from '../contract';
import type { Dns, Service } from '../types';
import { type Context, derivedFrom } from './context';

/** Health checks and failover; undefined where there is neither. */
export function resolveDns(context: Context, services: Readonly<Record<string, Service>>): Dns | undefined {
  const { aws } = context.config;
  if (aws === undefined) return undefined;
  const failover = resolveFailover(context);
  const checked = context.pick(
    'aws.dns.healthChecks',
    aws.dns?.healthChecks,
    aws.hostedZone !== undefined,
    derivedFrom('aws.hostedZone'),
  );
  const hosts = Object.values(services).flatMap(({ exposure }) => exposure?.hosts ?? []);
  const targets = failover.flatMap(({ primary, secondary }) => [primary, secondary]);
  // A record that fails over is asked for through what it leads to.
  const directly = checked ? hosts.filter((host) => failover.every((row) => row.host !== host)) : [];
  const healthChecks = [...new Set([...directly, ...targets])]
    .sort()
    .map((host) => ({ host, path: applicationContract.healthPath }));
  return healthChecks.length === 0 ? undefined : { healthChecks, failover };
}

function resolveFailover(context: Context): Dns['failover'] {
  const { aws, domain } = context.config;
  const written = Object.entries(aws?.dns?.failover ?? {});
  if (written.length === 0) return [];
  const hostedZone = aws?.hostedZone;
  if (hostedZone === undefined) {
    context.fail('aws.dns.failover', 'conflict', 'needs aws.hostedZone, whose records it makes; add its id');
    return [];
  }
  const zone = hostedZone.name ?? domain;
  for (const [host, { primary, secondary }] of written) {
    const path = `aws.dns.failover.${host}`;
    if (!host.endsWith(`.${zone}`)) {
      context.fail(path, 'conflict', `must be a host below ${zone}, whose zone it is made in`);
    }
    if (new Set([host, primary, secondary]).size < 3) {
      context.fail(path, 'conflict', `host, primary and secondary must differ, got ${host}, ${primary}, ${secondary}`);
    }
  }
  return written
    .map(([host, targets]) => ({
      host,
      hostedZoneId: hostedZone.id,
      ...context.take(`aws.dns.failover.${host}`, targets),
    }))
    .sort((a, b) => (a.host < b.host ? -1 : 1));
}
