import type { Rule } from './types';

/** The guide's controller gets no security fixes any more (E83). */
export const ingressController: Rule = {
  id: 'ingress-controller',
  severity: 'warning',
  protects: 'the way in from outside from running without security fixes',
  source: 'E83',
  reads: ['ingress.controller'],
  wayOut: 'move to ingress.controller: gateway, or on EKS alb',
  check: ({ ingress }) =>
    ingress?.controller === 'ingress-nginx'
      ? [
          {
            path: 'ingress.controller',
            message:
              'ingress-nginx was retired in March 2026 and gets no more security fixes; plan the move to gateway, or on EKS to alb',
          },
        ]
      : [],
};
