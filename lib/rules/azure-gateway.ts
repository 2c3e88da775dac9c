import type { Rule } from './types';

const prefix = 'alb.networking.azure.io';

/** Application Gateway for Containers takes its frontend from annotations of the Gateway (Azure, 'ALB Controller'). */
export const azureGateway: Rule = {
  id: 'azure-gateway',
  severity: 'warning',
  protects: 'the Gateway from waiting for ever for an address',
  source: 'Azure, Application Gateway for Containers: alb-id, or alb-name and alb-namespace',
  reads: ['ingress.controller', 'ingress.className', 'ingress.annotations.*', 'ingress.gateway'],
  wayOut: 'name the load balancer in ingress.annotations',
  check: ({ ingress }) => {
    if (ingress?.controller !== 'gateway' || ingress.tls === undefined || ingress.className !== 'azure-alb-external') {
      return [];
    }
    const has = (name: string) => ingress.annotations[`${prefix}/${name}`] !== undefined;
    if (has('alb-id') || (has('alb-name') && has('alb-namespace'))) return [];
    return [
      {
        path: 'ingress.annotations',
        message: `azure-alb-external takes its load balancer from annotations: give ${prefix}/alb-id, or ${prefix}/alb-name and ${prefix}/alb-namespace`,
      },
    ];
  },
};
