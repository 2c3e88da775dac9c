import type { Platform, Service } from '../platform/types';
import { portName } from './deployment';
import { podSelector, workloadMetadata } from './metadata';
import { type KubernetesObject, kubernetesObject } from './typed';

/** The port of every Service, whatever the container's (guide L510). */
export const servicePort = 80;

/**
 * The Service of one service (guide L496-512). The worker has one too: nobody calls it, but scraping and a look at
 * its health go by a name that outlives the pods.
 */
export function service(platform: Platform, service: Service): KubernetesObject {
  const { labels, annotations } = service.serviceObject;
  const metadata = workloadMetadata(platform, service, service.serviceObjectName);
  const own = {
    ...metadata,
    labels: { ...labels, ...metadata.labels },
    ...(Object.keys(annotations).length === 0 ? {} : { annotations }),
  };
  return kubernetesObject('Service', own, {
    spec: {
      type: 'ClusterIP',
      selector: podSelector(service.fullName),
      ports: [{ name: portName, port: servicePort, targetPort: service.port, protocol: 'TCP' }],
    },
  });
}
