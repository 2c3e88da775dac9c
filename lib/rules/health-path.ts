import { covers } from '../platform/path-prefix';
import type { Rule } from './types';

/** Route 53 asks from outside: a path that is not public is answered with an error, and the host counts as down. */
export const healthPath: Rule = {
  id: 'health-path',
  severity: 'error',
  protects: 'a host from counting as down for ever, and its callers from being led away from what works',
  source: 'E79, E146; guide L566-585, L696; Amazon Route 53 developer guide, health checks',
  reads: ['aws.dns', 'aws.hostedZone', 'services.*.expose'],
  wayOut: 'make the path of the check public too, or leave the checks out: aws.dns.healthChecks',
  check: ({ aws, services }) =>
    (aws?.dns?.healthChecks ?? []).flatMap(({ host, path }) => {
      const service = Object.values(services).find(({ exposure }) => exposure?.hosts.includes(host));
      const open = service?.exposure?.paths ?? [];
      if (service === undefined || open.some((prefix) => covers(prefix, path))) return [];
      return [
        {
          path: `services.${service.name}.expose.paths`,
          message: `Route 53 asks https://${host}${path}, and only ${open.join(', ')} of it is public: the check never succeeds; add ${path}, or set aws.dns.healthChecks: false`,
        },
      ];
    }),
};
