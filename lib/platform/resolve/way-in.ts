import type { CheckedConfig } from '../../config/schema/index';
import type { Cluster, Ingress, Timeouts } from '../types';
import { byDefault, type Context, derivedFrom } from './context';
import { gatewayTimeoutMs } from './gateway-timeout';

export type WrittenIngress = NonNullable<CheckedConfig['ingress']>;
type Written<C extends Ingress['controller']> = Partial<Extract<WrittenIngress, { controller: C }>>;

/** nginx closes an upstream request after 60 s (proxy_read_timeout), and so does our Caddy; an ALB an idle connection. */
const USUAL_TIMEOUT_MS = 60_000;
/** The most that an ALB can be told: 4000 s. A request that takes longer is then found by the rule timeout-chain. */
const LONGEST_IDLE_MS = 4_000_000;
/** What a gateway of ours waits beyond the request: the 25 s and 29 s of the design. */
const GATEWAY_MARGIN_MS = 4000;

/** The controller of the way in: what the config names, else what suits the provider. */
function controllerOf(config: CheckedConfig, provider: Cluster['provider']): Ingress['controller'] {
  return config.ingress?.controller ?? (provider === 'eks' ? 'alb' : 'gateway');
}

/** The same, noted. */
export function resolveController(context: Context, provider: Cluster['provider']): Ingress['controller'] {
  const written = context.config.ingress?.controller;
  const controller = context.pick(
    'ingress.controller',
    written,
    controllerOf(context.config, provider),
    derivedFrom(`cluster.provider (${provider}); ingress-nginx is retired (E83)`),
  );
  if (controller === 'alb' && provider !== 'eks') {
    context.fail(
      'ingress.controller',
      'conflict',
      `alb is there on eks only, and the provider is ${provider}; use gateway or ingress-nginx`,
    );
  }
  return controller;
}

/** What was written for the controller that was chosen: the shared keys where it was chosen by default. */
export const writtenFor = <C extends Ingress['controller']>(config: CheckedConfig, _controller: C): Written<C> =>
  (config.ingress ?? {}) as Written<C>;

/** Whether something stands before the public services: not in Compose without a proxy. */
export const hasGateway = ({ config }: Context): boolean =>
  config.deployment !== 'compose' || config.compose?.proxy !== undefined;

/** Annotations by which a person sets how long a controller waits: over what it does by itself. */
const annotatedTimeouts: Readonly<
  Partial<Record<Ingress['controller'], { readonly name: string; readonly seconds: RegExp; readonly unsaid?: number }>>
> = {
  'ingress-nginx': { name: 'nginx.ingress.kubernetes.io/proxy-read-timeout', seconds: /^(\d+)s?$/ },
  // One text for all attributes: where it says nothing of this one, ours is gone and the balancer's own holds.
  alb: {
    name: 'alb.ingress.kubernetes.io/load-balancer-attributes',
    seconds: /(?:^|,)\s*idle_timeout\.timeout_seconds=(\d+)/,
    unsaid: USUAL_TIMEOUT_MS,
  },
};

function annotatedMs(controller: Ingress['controller'], annotations: Ingress['annotations']): number | undefined {
  const row = annotatedTimeouts[controller];
  const text = row && annotations[row.name];
  if (row === undefined || text === undefined) return undefined;
  const seconds = row.seconds.exec(text.trim())?.[1];
  return seconds === undefined ? row.unsaid : Number(seconds) * 1000;
}

/** What stands in front of a public service waits that long for an answer. */
export function gatewayMs(
  context: Context,
  cluster: Cluster | undefined,
  requestMs: number,
  written: Ingress['annotations'],
): NonNullable<Timeouts['gatewayMs']> {
  if (cluster === undefined) {
    return context.config.deployment === 'compose' ? USUAL_TIMEOUT_MS : gatewayTimeoutMs(context);
  }
  const controller = controllerOf(context.config, cluster.provider);
  const annotated = annotatedMs(controller, { ...context.config.ingress?.annotations, ...written });
  if (annotated !== undefined) return annotated;
  switch (controller) {
    case 'ingress-nginx':
      return USUAL_TIMEOUT_MS;
    case 'gateway':
      return requestMs + GATEWAY_MARGIN_MS;
    case 'alb':
      // In whole seconds.
      return Math.min(
        LONGEST_IDLE_MS,
        Math.max(USUAL_TIMEOUT_MS, Math.ceil((requestMs + GATEWAY_MARGIN_MS) / 1000) * 1000),
      );
  }
}

/** What holds for every controller: annotations, and the records of the hosts. */
export function resolveCommon(
  context: Context,
  hosts: readonly string[],
): Pick<Ingress, 'annotations' | 'externalDns' | 'hosts'> {
  const written = context.config.ingress;
  const ttl = written?.externalDns === false ? undefined : written?.externalDns?.ttl;
  const enabled = context.pick(
    'ingress.externalDns',
    written?.externalDns === undefined ? undefined : written.externalDns !== false,
    true,
    byDefault('the address of the load balancer is known in the cluster only'),
  );
  return {
    hosts,
    annotations: context.pick('ingress.annotations', written?.annotations, {}, byDefault('none of a person')),
    externalDns: {
      enabled,
      ...(ttl === undefined ? {} : { ttlSeconds: context.take('ingress.externalDns.ttl', ttl) }),
    },
  };
}
