import type { Exposure, Platform, Service } from '../../platform/types';

/** A service that is reached from outside. */
export interface PublicService {
  readonly service: Service;
  readonly exposure: Exposure;
}

export const publicServices = (platform: Platform): readonly PublicService[] =>
  Object.values(platform.services).flatMap((service) =>
    service.exposure === undefined ? [] : [{ service, exposure: service.exposure }],
  );
