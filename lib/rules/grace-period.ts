import type { Rule } from './types';

/** A pod that is told to stop has time to leave the endpoints and to finish its requests. */
export const gracePeriod: Rule = {
  id: 'grace-period',
  severity: 'error',
  protects: 'requests in flight from being cut at every rollout and drain',
  source: 'E75',
  reads: ['services.*.termination.gracePeriod', 'services.*.termination.preStop', 'services.*.timeouts.request'],
  wayOut: 'raise termination.gracePeriod, or shorten the request',
  check: ({ services }) =>
    Object.values(services)
      .filter((service) => service.lambda === undefined)
      .map((service) => ({
        service,
        least: service.termination.preStopSeconds + Math.ceil(service.timeouts.requestMs / 1000),
      }))
      .filter(({ service, least }) => service.termination.gracePeriodSeconds < least)
      .map(({ service, least }) => ({
        path: `services.${service.name}.termination.gracePeriod`,
        message: `must be at least ${service.termination.preStopSeconds}s preStop + ${least - service.termination.preStopSeconds}s request = ${least}s, got ${service.termination.gracePeriodSeconds}s`,
        value: `${service.termination.gracePeriodSeconds}s`,
        limit: `${least}s`,
      })),
};
