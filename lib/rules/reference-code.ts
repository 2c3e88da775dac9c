import type { Rule } from './types';

/** Functions without code of their own run the service that this library ships, which answers health checks only. */
export const referenceCode: Rule = {
  id: 'reference-code',
  severity: 'warning',
  protects: 'a deployment from looking healthy while the application is not in it',
  source: 'E27',
  reads: ['services.*.lambda.code'],
  wayOut: 'name the code of the application under lambda',
  check: ({ services }) =>
    Object.values(services)
      .filter((service) => service.lambda !== undefined && service.lambda.code === undefined)
      .map((service) => ({
        path: `services.${service.name}`,
        message: `the function of ${service.name} runs the reference service, not the application; name its code under lambda: { code, handler }`,
      })),
};
