import type { GatewayIngress, Platform } from '../../platform/types';
import { clusterOf, sharedMetadata } from '../metadata';
import { servicePort } from '../service';
import { customObject, type KubernetesObject } from '../typed';
import { certificate } from './certificate';
import { recordsOfRoute } from './external-dns';
import { gkePolicies } from './gke-policies';
import { loadBalancerAnnotations } from './load-balancer';
import { type PublicService, publicServices } from './public-service';

const apiVersion = 'gateway.networking.k8s.io/v1';

interface Listener {
  readonly name: string;
  readonly port: number;
  readonly protocol: 'HTTP' | 'HTTPS';
  readonly tls?: { readonly mode: 'Terminate'; readonly certificateRefs: readonly { readonly name: string }[] };
  readonly allowedRoutes: { readonly namespaces: { readonly from: 'Same' } };
}

interface GatewaySpec {
  readonly gatewayClassName: string;
  readonly infrastructure?: { readonly annotations: Readonly<Record<string, string>> } | undefined;
  readonly listeners: readonly Listener[];
}

interface ParentRef {
  readonly name: string;
  /** Absent: that of the route. */
  readonly namespace?: string;
  readonly sectionName: string;
}

interface PathMatch {
  readonly path: { readonly type: 'PathPrefix'; readonly value: string };
}

interface HttpRouteRule {
  readonly matches?: readonly PathMatch[];
  readonly filters?: readonly {
    readonly type: 'RequestRedirect';
    readonly requestRedirect: { readonly scheme: 'https'; readonly statusCode: 301 };
  }[];
  readonly backendRefs?: readonly { readonly name: string; readonly port: number }[];
  readonly timeouts?: { readonly request: string };
}

interface HttpRouteSpec {
  readonly parentRefs: readonly ParentRef[];
  readonly hostnames: readonly string[];
  readonly rules: readonly HttpRouteRule[];
}

/**
 * The way in by the Gateway API: a Gateway of ours unless there is one already, a redirect to HTTPS, and an HTTPRoute
 * a service. The standard knows no rate limit (rule gateway-rate-limit).
 */
export function gatewayObjects(platform: Platform, ingress: GatewayIngress): readonly KubernetesObject[] {
  const open = publicServices(platform);
  return [
    ...(ingress.tls === undefined
      ? []
      : [
          ...certificate(platform, ingress.tls, ingress.hosts, {
            gatewayHTTPRoute: { parentRefs: [parentRef(platform, ingress, ingress.gateway.httpListener)] },
          }),
          gateway(platform, ingress, ingress.tls.secretName),
        ]),
    redirect(platform, ingress),
    ...open.map((one) => route(platform, ingress, one)),
    ...(ingress.className.startsWith('gke-l7-') ? open.flatMap((one) => gkePolicies(platform, one)) : []),
  ];
}

/** Both listeners take every host: which one there is, the routes say, and the certificate has all of them. */
function gateway(platform: Platform, ingress: GatewayIngress, secretName: string): KubernetesObject {
  const { name, httpListener, httpsListener } = ingress.gateway;
  const allowedRoutes = { namespaces: { from: 'Same' } } as const;
  const inCluster = ingress.annotationsAt === 'infrastructure';
  const annotations = {
    ...(inCluster ? loadBalancerAnnotations[clusterOf(platform).provider] : {}),
    ...ingress.annotations,
  };
  const isAnnotated = Object.keys(annotations).length > 0;
  return customObject<GatewaySpec>(
    apiVersion,
    'Gateway',
    { ...sharedMetadata(platform, 'ingress', name), ...(isAnnotated && !inCluster ? { annotations } : {}) },
    {
      gatewayClassName: ingress.className,
      infrastructure: isAnnotated && inCluster ? { annotations } : undefined,
      listeners: [
        { name: httpListener, port: 80, protocol: 'HTTP', allowedRoutes },
        {
          name: httpsListener,
          port: 443,
          protocol: 'HTTPS',
          tls: { mode: 'Terminate', certificateRefs: [{ name: secretName }] },
          allowedRoutes,
        },
      ],
    },
  );
}

/**
 * HTTP leads to HTTPS, for every host. 301 is what every implementation has ('Support: Core'); 308 is not. The question
 * of an authority for a certificate still gets through: its exact path wins over this prefix.
 */
function redirect(platform: Platform, ingress: GatewayIngress): KubernetesObject {
  return httpRoute(
    platform,
    ingress,
    'memorai-redirect',
    {},
    {
      parentRefs: [parentRef(platform, ingress, ingress.gateway.httpListener)],
      hostnames: ingress.hosts,
      rules: [{ filters: [{ type: 'RequestRedirect', requestRedirect: { scheme: 'https', statusCode: 301 } }] }],
    },
  );
}

/** The longest prefix wins, whatever the order; a rule that leads nowhere is answered by the Gateway with an error (E79). */
function route(platform: Platform, ingress: GatewayIngress, { service, exposure }: PublicService): KubernetesObject {
  const { hiddenPaths } = exposure;
  return httpRoute(platform, ingress, service.fullName, exposure.annotations, {
    parentRefs: [parentRef(platform, ingress, ingress.gateway.httpsListener)],
    hostnames: exposure.hosts,
    rules: [
      ...(hiddenPaths.length === 0 ? [] : [{ matches: hiddenPaths.map(prefixed) }]),
      {
        matches: exposure.paths.map(prefixed),
        backendRefs: [{ name: service.serviceObjectName, port: servicePort }],
        ...(service.timeouts.gatewayMs === undefined
          ? {}
          : { timeouts: { request: duration(service.timeouts.gatewayMs) } }),
      },
    ],
  });
}

function httpRoute(
  platform: Platform,
  ingress: GatewayIngress,
  name: string,
  written: Readonly<Record<string, string>>,
  spec: HttpRouteSpec,
): KubernetesObject {
  const annotations = { ...recordsOfRoute(ingress), ...written };
  return customObject<HttpRouteSpec>(
    apiVersion,
    'HTTPRoute',
    {
      ...sharedMetadata(platform, 'ingress', name),
      ...(Object.keys(annotations).length === 0 ? {} : { annotations }),
    },
    spec,
  );
}

function parentRef(platform: Platform, { gateway }: GatewayIngress, sectionName: string): ParentRef {
  const isHere = gateway.namespace === clusterOf(platform).namespace;
  return { name: gateway.name, ...(isHere ? {} : { namespace: gateway.namespace }), sectionName };
}

const prefixed = (value: string): PathMatch => ({ path: { type: 'PathPrefix', value } });

/** As the Gateway API writes it (GEP-2257): whole seconds, and what is left in milliseconds. */
function duration(ms: number): string {
  const seconds = Math.floor(ms / 1000);
  const rest = ms % 1000;
  return `${seconds > 0 ? `${seconds}s` : ''}${rest > 0 ? `${rest}ms` : ''}`;
}
