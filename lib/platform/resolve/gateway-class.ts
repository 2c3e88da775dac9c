import { lookup } from '../../config/lookup';
import { defaultGatewayClass, type GatewayClass, gatewayClasses } from '../gateway-classes';
import type { Cluster, Proxies } from '../types';
import { byDefault, type Context, derivedFrom } from './context';

/** RFC 1918: where an address lies of which nothing else is known. */
const privateRanges = ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16'];

/** The class of the Gateway; one that a provider brings is not there elsewhere. */
export function resolveGatewayClass(
  context: Context,
  provider: Cluster['provider'],
  written: string | undefined,
): string {
  const className = context.pick(
    'ingress.className',
    written,
    defaultGatewayClass[provider],
    derivedFrom(`cluster.provider (${provider}): lib/platform/gateway-classes.ts`),
  );
  const owner = lookup(gatewayClasses, className)?.provider;
  if (owner !== undefined && owner !== provider) {
    context.fail(
      'ingress.className',
      'conflict',
      `${className} is there on ${owner} only, and the provider is ${provider}; leave it out, or name a class of this cluster`,
    );
  }
  return className;
}

/** Who connects to the pods behind a Gateway: what the config says, else what is known of its class. */
export function resolveProxies(
  context: Context,
  className: string,
  gateway: { readonly name: string; readonly namespace: string },
  written: { readonly namespace?: string | undefined; readonly proxyCidrs?: readonly string[] | undefined },
): Proxies {
  const { namespace, proxyCidrs } = written;
  const proxies = lookup(gatewayClasses, className)?.proxies;
  if (namespace !== undefined && proxyCidrs !== undefined) {
    context.fail('ingress.proxyCidrs', 'conflict', 'pods or addresses connect, not both; remove it or namespace');
  }
  if (proxyCidrs !== undefined || (proxies?.in === 'network' && namespace === undefined)) {
    const known = proxies?.in === 'network' ? proxies : { cidrs: [], own: true };
    return fromOutside(context, className, proxyCidrs, known);
  }
  if (namespace === undefined && proxies === undefined) {
    context.fail(
      'ingress.className',
      'value',
      `where the proxies of class "${className}" run is not known; say it: namespace, or proxyCidrs where they run outside the cluster`,
    );
  }
  const where = context.pick(
    'ingress.namespace',
    namespace,
    proxies?.in === 'namespace' ? proxies.namespace : gateway.namespace,
    byDefault(`class ${className}: lib/platform/gateway-classes.ts`),
  );
  if (proxies?.in === 'gateway' && where === gateway.namespace) {
    return { kind: 'gatewayPods', namespace: where, gateway: gateway.name, controlPlane: proxies.controlPlane };
  }
  return { kind: 'namespace', namespace: where };
}

/** Known addresses of the class, and those that only the owner knows. */
function fromOutside(
  context: Context,
  className: string,
  written: readonly string[] | undefined,
  known: Pick<Extract<GatewayClass['proxies'], { in: 'network' }>, 'cidrs' | 'own'>,
): Proxies {
  if (written === undefined && known.own) return assumed(context);
  const cidrs = context.pick('ingress.proxyCidrs', written, [], byDefault(`class ${className}`));
  return { kind: 'network', cidrs: [...new Set([...known.cidrs, ...cidrs])].sort(), assumed: false };
}

/** The addresses that are written, else those that are known, else every private one. */
export function privateOr(
  context: Context,
  written: readonly string[] | undefined,
  known: readonly string[],
  source: string,
): Proxies {
  if (written === undefined && known.length === 0) return assumed(context);
  return {
    kind: 'network',
    cidrs: [...context.pick('ingress.proxyCidrs', written, known, derivedFrom(source))].sort(),
    assumed: false,
  };
}

const assumed = (context: Context): Proxies => ({
  kind: 'network',
  cidrs: context.pick('ingress.proxyCidrs', undefined, privateRanges, byDefault('all private addresses (RFC 1918)')),
  assumed: true,
});
