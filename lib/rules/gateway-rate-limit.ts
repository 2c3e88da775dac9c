import { firstWritten } from '../platform/first-written';
import type { Ingress } from '../platform/types';
import type { Rule } from './types';

/** What each way in that knows no limit leaves to be done; absent where the limit holds. */
function wayOut(ingress: Ingress): string | undefined {
  switch (ingress.controller) {
    case 'ingress-nginx':
      return undefined;
    case 'gateway':
      return `the Gateway API has no rate limit; add a policy of the implementation behind ${ingress.className} for this HTTPRoute, or rely on ENABLE_RATE_LIMITING in the application`;
    case 'alb':
      return ingress.wafAclArn === undefined
        ? 'a load balancer has no rate limit; name a web ACL of AWS WAF with a rate-based rule in ingress.wafAclArn, or rely on ENABLE_RATE_LIMITING in the application'
        : undefined;
  }
}

/** A limit that is asked for, and that the chosen way in cannot keep. */
export const gatewayRateLimit: Rule = {
  id: 'gateway-rate-limit',
  severity: 'warning',
  protects: 'public services from being without the limit that their config promises',
  source: 'E80, E81, E83; guide L555',
  reads: ['services.*.expose.requestsPerMinute', 'ingress.controller', 'ingress.wafAclArn'],
  wayOut: 'put the limit where the way in can keep it: a policy of the Gateway, a web ACL, or the application',
  check: (platform) => {
    const { ingress, services } = platform;
    const way = ingress && wayOut(ingress);
    if (way === undefined) return [];
    return Object.values(services).flatMap(({ name, exposure }) =>
      exposure?.requestsPerMinute === undefined
        ? []
        : [
            {
              path: firstWritten(platform, `services.${name}.expose.requestsPerMinute`, 'ingress.controller'),
              message: `${exposure.requestsPerMinute} a minute is not kept for ${name}: ${way}`,
            },
          ],
    );
  },
};
