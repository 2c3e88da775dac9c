import type { Platform } from '../platform/types';
import type { Problem, Rule } from './types';

/** A host that fails over is asked for under its own name, and its primary is watched under that one (E85, E146). */
export const failoverHosts: Rule = {
  id: 'failover-hosts',
  severity: 'warning',
  protects: 'a failover from leading to a place that has neither a route nor a certificate for the host',
  source: 'E85, E146; guide L1030-1037; Amazon Route 53 developer guide, DNS failover',
  reads: [
    'aws.dns.failover',
    'aws.hostedZone',
    'services.*.expose.hosts',
    'services.*.expose.subdomain',
    'ingress.controller',
    'ingress.externalDns',
  ],
  wayOut: 'name both hosts under expose.hosts of the service, and leave their records to Route 53',
  check: (platform) => (platform.ingress === undefined ? [] : failovers(platform)),
};

function failovers({ aws, ingress }: Platform): Problem[] {
  const served = ingress?.hosts ?? [];
  return (aws?.dns?.failover ?? []).flatMap(({ host, primary }) => {
    const path = `aws.dns.failover["${host}"]`;
    return [
      ...[host, primary]
        .filter((name) => !served.includes(name))
        .map((name) => ({
          path,
          message: `no service of this environment is public under ${name}: it has no route and no certificate there; name it under expose.hosts of the service`,
        })),
      ...(ingress?.externalDns.enabled === true && served.includes(host)
        ? [
            {
              path,
              message: `external-dns makes a record of ${host} too, and the second of both is refused; set ingress.externalDns: false, and make the other records yourself`,
            },
          ]
        : []),
    ];
  });
}
