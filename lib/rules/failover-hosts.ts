import type { Rule } from './types';

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
  ],
  wayOut: 'name both hosts under expose.hosts of the service',
  check: ({ aws, ingress }) =>
    ingress === undefined
      ? []
      : (aws?.dns?.failover ?? []).flatMap(({ host, primary }) =>
          [host, primary]
            .filter((name) => !ingress.hosts.includes(name))
            .map((name) => ({
              path: `aws.dns.failover["${host}"]`,
              message: `no service of this environment is public under ${name}: it has no route and no certificate there; name it under expose.hosts of the service`,
            })),
        ),
};
