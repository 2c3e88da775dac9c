import type { Rule } from './types';

/**
 * A stack of AWS makes the records of a host that fails over, external-dns those of every public host: neither sees the
 * other, and Route 53 has no room for a plain record beside them.
 */
export const failoverRecords: Rule = {
  id: 'failover-records',
  severity: 'error',
  protects: 'the DNS stack, or every change that external-dns makes in the zone, from being refused',
  source: 'E85, E146; Amazon Route 53 API reference, ChangeResourceRecordSets; external-dns documentation, annotations',
  reads: [
    'aws.dns.failover',
    'aws.hostedZone',
    'services.*.expose.hosts',
    'services.*.expose.subdomain',
    'ingress.externalDns',
  ],
  wayOut: 'set ingress.externalDns: false and make the other records yourself, or let no public host fail over',
  check: ({ aws, ingress }) =>
    ingress?.externalDns.enabled !== true
      ? []
      : (aws?.dns?.failover ?? [])
          .filter(({ host }) => ingress.hosts.includes(host))
          .map(({ host }) => ({
            path: `aws.dns.failover["${host}"]`,
            message: `external-dns makes a record of ${host} too, and the second of both is refused; set ingress.externalDns: false and make the other records yourself, or let ${host} not fail over`,
          })),
};
