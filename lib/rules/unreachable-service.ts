import type { Platform, Service } from '../platform/types';
import { consumesQueue } from '../platform/uses';
import type { Rule } from './types';

/** A service that is not public, that no other uses and that takes no work from the queue does nothing. */
export const unreachableService: Rule = {
  id: 'unreachable-service',
  severity: 'warning',
  protects: 'a service from running where nobody may reach it',
  source: 'E74; guide L42',
  reads: ['services.*.expose', 'services.*.uses'],
  wayOut: 'expose it, name it under uses of a service, or leave it out',
  check: (platform) =>
    Object.values(platform.services)
      .filter((service) => service.lambda === undefined && isUnreachable(platform, service))
      .map((service) => ({
        path: `services.${service.name}`,
        message: `nothing may reach ${service.name}: it has no public host, no service uses it and it takes no work; set expose: {}, or name it under uses of a service`,
      })),
};

const isUnreachable = (platform: Platform, service: Service): boolean =>
  // Without a queue the worker has no way in either: rule `queue-absent` says so, with the way out.
  !(platform.queue.provider === 'none' && service.name === 'worker') &&
  service.exposure === undefined &&
  !consumesQueue(service.uses) &&
  !Object.values(platform.services).some((other) =>
    other.uses.some((edge) => edge.kind === 'service' && edge.service === service.name),
  );
