import type { Ingress } from '../../platform/types';

type Annotations = Readonly<Record<string, string>>;

const prefix = 'external-dns.alpha.kubernetes.io';

/** What external-dns shall do with the hosts of an Ingress. It also reads them from the rules; the annotation is the guide's. */
export const recordsOfIngress = (ingress: Ingress, hosts: readonly string[]): Annotations => ({
  ...(ingress.externalDns.enabled ? { [`${prefix}/hostname`]: hosts.join(',') } : {}),
  ...recordsOfRoute(ingress),
});

/** The same of an HTTPRoute, whose hosts it reads from the spec. Any controller but its own makes it pass by. */
export function recordsOfRoute({ externalDns }: Ingress): Annotations {
  const { enabled, ttlSeconds } = externalDns;
  return {
    ...(enabled ? {} : { [`${prefix}/controller`]: 'none' }),
    ...(ttlSeconds === undefined ? {} : { [`${prefix}/ttl`]: String(ttlSeconds) }),
  };
}
