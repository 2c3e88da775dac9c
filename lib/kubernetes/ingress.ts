import type { k8s } from 'cdk8s-plus-27';
import type { Exposure, Ingress, Platform, Service } from '../platform/types';
import { certificate } from './certificate';
import { portName } from './deployment';
import { sharedMetadata } from './metadata';
import { servicePort } from './service';
import { type KubernetesObject, kubernetesObject, type Plain } from './typed';

/** A Service without pods: what leads there is answered by the controller with 503. */
const nothing = 'memorai-nothing';

interface PublicService {
  readonly service: Service;
  readonly exposure: Exposure;
}

/**
 * The way in from outside, for ingress-nginx. A rate limit is an annotation and so holds for a whole Ingress: the
 * guide's `memorai-ingress` has the hosts without a limit, and each limited service has one of its own,
 * `memorai-<service>-ingress` (E81).
 */
export function ingress(platform: Platform): readonly KubernetesObject[] {
  const { ingress } = platform;
  if (ingress === undefined) {
    return [];
  }
  const open = Object.values(platform.services).flatMap((service) =>
    service.exposure === undefined ? [] : [{ service, exposure: service.exposure }],
  );
  const unlimited = open.filter(({ exposure }) => exposure.requestsPerMinute === undefined);
  const limited = open.filter(({ exposure }) => exposure.requestsPerMinute !== undefined);
  return [
    ...certificate(platform, ingress),
    nothingService(platform),
    ...(unlimited.length === 0 ? [] : [ingressObject(platform, ingress, ingress.name, unlimited)]),
    ...limited.map((one) => ingressObject(platform, ingress, `${one.service.fullName}-ingress`, [one])),
  ];
}

/** A Service that selects no pods, so that it never has an endpoint. */
function nothingService(platform: Platform): KubernetesObject {
  return kubernetesObject('Service', sharedMetadata(platform, 'ingress', nothing), {
    spec: { type: 'ClusterIP', ports: [{ name: portName, port: servicePort, protocol: 'TCP' }] },
  });
}

/** All services of one Ingress have the same limit. */
function ingressObject(
  platform: Platform,
  { className, tls }: Ingress,
  name: string,
  services: readonly PublicService[],
): KubernetesObject {
  const hosts = services.map(({ exposure }) => exposure.host);
  return kubernetesObject(
    'Ingress',
    {
      ...sharedMetadata(platform, 'ingress', name),
      annotations: {
        'external-dns.alpha.kubernetes.io/hostname': hosts.join(','),
        // Only this one: `force-ssl-redirect` is for TLS that ends before the cluster (E84).
        'nginx.ingress.kubernetes.io/ssl-redirect': 'true',
        ...rateLimit(services[0]?.exposure.requestsPerMinute),
      },
    },
    {
      spec: {
        ingressClassName: className,
        tls: [{ hosts, secretName: tls.secretName }],
        rules: services.map(({ service, exposure }) => ({
          host: exposure.host,
          http: {
            paths: [
              ...exposure.hiddenPaths.map((path) => pathTo(path, nothing)),
              pathTo('/', service.serviceObjectName),
            ],
          },
        })),
      },
    },
  );
}

/** Per client address and per replica of the controller (E80, E81). The controller's own burst would be five times the limit. */
function rateLimit(requestsPerMinute: number | undefined): Readonly<Record<string, string>> {
  return requestsPerMinute === undefined
    ? {}
    : {
        'nginx.ingress.kubernetes.io/limit-rpm': String(requestsPerMinute),
        'nginx.ingress.kubernetes.io/limit-burst-multiplier': '1',
      };
}

/**
 * The longest path wins. Hidden ones are prefixes as well: `Exact` would leave `/metrics/` open, which most routers
 * treat as `/metrics`. A prefix matches whole elements, so that `/live` does not hide `/livestream` (E79).
 */
const pathTo = (path: string, name: string): Plain<k8s.HttpIngressPath> => ({
  path,
  pathType: 'Prefix',
  backend: { service: { name, port: { number: servicePort } } },
});
