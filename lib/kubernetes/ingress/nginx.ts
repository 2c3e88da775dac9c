import type { k8s } from 'cdk8s-plus-27';
import type { NginxIngress, Platform } from '../../platform/types';
import { portName } from '../deployment';
import { sharedMetadata } from '../metadata';
import { servicePort } from '../service';
import { type KubernetesObject, kubernetesObject, type Plain } from '../typed';
import { certificate } from './certificate';
import { recordsOfIngress } from './external-dns';
import { type PublicService, publicServices } from './public-service';

/** A Service without pods: what leads there is answered by the controller with 503. */
const nothing = 'memorai-nothing';

/**
 * The way in for ingress-nginx. What is an annotation holds for a whole Ingress: the guide's `memorai-ingress` has the
 * services without a limit (E81) and without annotations of their own, each of the others is in one of its own,
 * `memorai-<service>-ingress`.
 */
export function nginxObjects(platform: Platform, ingress: NginxIngress): readonly KubernetesObject[] {
  const open = publicServices(platform);
  const apart = open.filter(({ exposure }) => isApart(exposure));
  const shared = open.filter(({ exposure }) => !isApart(exposure));
  return [
    ...certificate(platform, ingress.tls, ingress.hosts, { ingress: { ingressClassName: ingress.className } }),
    nothingService(platform),
    ...(shared.length === 0 ? [] : [ingressObject(platform, ingress, ingress.name, shared)]),
    ...apart.map((one) => ingressObject(platform, ingress, `${one.service.fullName}-ingress`, [one])),
  ];
}

const isApart = ({ requestsPerMinute, annotations }: PublicService['exposure']): boolean =>
  requestsPerMinute !== undefined || Object.keys(annotations).length > 0;

/** A Service that selects no pods, so that it never has an endpoint. */
function nothingService(platform: Platform): KubernetesObject {
  return kubernetesObject('Service', sharedMetadata(platform, 'ingress', nothing), {
    spec: { type: 'ClusterIP', ports: [{ name: portName, port: servicePort, protocol: 'TCP' }] },
  });
}

/** All services of one Ingress have the same limit and the same annotations. */
function ingressObject(
  platform: Platform,
  ingress: NginxIngress,
  name: string,
  services: readonly PublicService[],
): KubernetesObject {
  const hosts = services.flatMap(({ exposure }) => exposure.hosts);
  return kubernetesObject(
    'Ingress',
    {
      ...sharedMetadata(platform, 'ingress', name),
      annotations: {
        ...recordsOfIngress(ingress, hosts),
        // Only this one: `force-ssl-redirect` is for TLS that ends before the cluster (E84).
        'nginx.ingress.kubernetes.io/ssl-redirect': 'true',
        ...rateLimit(services[0]?.exposure.requestsPerMinute),
        ...ingress.annotations,
        ...services[0]?.exposure.annotations,
      },
    },
    {
      spec: {
        ingressClassName: ingress.className,
        tls: [{ hosts, secretName: ingress.tls.secretName }],
        rules: services.flatMap(({ service, exposure }) =>
          exposure.hosts.map((host) => ({
            host,
            http: {
              paths: [
                ...exposure.hiddenPaths.map((path) => pathTo(path, nothing)),
                ...exposure.paths.map((path) => pathTo(path, service.serviceObjectName)),
              ],
            },
          })),
        ),
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
