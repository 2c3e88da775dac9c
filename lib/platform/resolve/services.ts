import { lookup } from '../../config/lookup';
import { applicationContract } from '../contract';
import { defaultServices, otherService, type ServiceDefaults } from '../default-services';
import type { Cluster, Exposure, Service, Timeouts } from '../types';
import { resolveAutoscaling } from './autoscaling';
import { byDefault, type Context } from './context';
import { reservedNames, resolveEdges } from './edges';
import { resolveExposure } from './exposure';
import { resolveServiceIdentity } from './identity';
import { resolveImage } from './image';
import { resolveKnobs } from './knobs';
import { type LambdaDraft, resolveLambda } from './lambda';
import { resolveMetricsPath } from './metrics-path';
import { resolveProbes } from './probes';
import { resolveReplicas } from './replicas';
import { resolveResources } from './resources';
import { resolveRollout } from './rollout';
import { unwrittenService } from './service-defaults';
import { gatewayMs, hasGateway } from './way-in';
import type { WrittenService } from './written';

/** A service before the connections are shared out and its settings are put together. */
export type ServiceDraft = Omit<Service, 'poolSize' | 'settings' | 'lambda'> & {
  readonly lambda?: LambdaDraft;
  /** Settings of the registry that it gets by default without an edge. */
  readonly keys: readonly string[];
};

/** All enabled services, sorted by name. */
export function resolveServices(context: Context, cluster: Cluster | undefined, queueExists: boolean): ServiceDraft[] {
  const serverless = context.config.deployment === 'serverless';
  const written = context.config.services ?? {};
  const defaults = Object.entries(defaultServices).filter(([, row]) => !serverless || row.serverless);
  const names = [...new Set([...defaults.map(([name]) => name), ...Object.keys(written)])]
    .filter((name) => lookup(written, name)?.enabled !== false)
    .sort();
  if (names.length === 0) context.fail('services', 'conflict', 'leaves no service; at least one must be enabled');
  return names.map((name) => resolveService(context, name, names, cluster, queueExists));
}

function resolveService(
  context: Context,
  name: string,
  names: readonly string[],
  cluster: Cluster | undefined,
  queueExists: boolean,
): ServiceDraft {
  const written = lookup(context.config.services ?? {}, name) ?? unwrittenService;
  const base = lookup(defaultServices, name) ?? otherService;
  const path = `services.${name}`;
  const origin = byDefault(base.source);
  if (reservedNames.includes(name)) {
    context.fail(path, 'value', `"${name}" already means something else here; choose another name`);
  }
  const port = context.pick(`${path}.port`, written.port, base.port, origin);
  const words = context.pick(
    `${path}.uses`,
    written.uses,
    base.uses.filter((word) => lookup(defaultServices, word) === undefined || names.includes(word)),
    origin,
  );
  const uses = resolveEdges(context, name, words, names, queueExists);
  const replicas = resolveReplicas(context, name, written, base);
  const lambda = resolveLambda(context, name, written.lambda, base, uses);
  const placement = resolvePlacement(context, path, written, base, cluster);
  const autoscaling = resolveAutoscaling(context, name, written.autoscaling, replicas, uses);
  const metricsPath = resolveMetricsPath(context, path, written, base);
  const exposure = resolveExposure(context, name, written, base, metricsPath);
  return {
    ...resolveKnobs(context, name, written),
    name,
    fullName: `memorai-${name}`,
    port,
    image: resolveImage(context, name, written.image),
    replicas,
    resources: resolveResources(context, path, written.resources, base.resources, base.source),
    rollout: resolveRollout(context, path, written.rollout),
    ...(autoscaling === undefined ? {} : { autoscaling }),
    probes: resolveProbes(context, path, written),
    ...(metricsPath === undefined ? {} : { metricsPath }),
    ...(placement === undefined ? {} : { placement }),
    termination: {
      gracePeriodSeconds: context.pick(
        `${path}.termination.gracePeriod`,
        written.termination?.gracePeriod,
        base.gracePeriodSeconds,
        origin,
      ),
      preStopSeconds: context.pick(
        `${path}.termination.preStop`,
        written.termination?.preStop,
        10,
        byDefault('time for endpoints to be taken out (E75)'),
      ),
      ...(written.termination?.preStopCommand === undefined
        ? {}
        : { preStopCommand: context.take(`${path}.termination.preStopCommand`, written.termination.preStopCommand) }),
    },
    uses,
    keys: context.pick(`${path}.keys`, written.keys, base.keys, origin),
    timeouts: resolveTimeouts(context, path, written, base, lambda, exposure && { cluster, ...exposure }),
    ...(exposure === undefined ? {} : { exposure }),
    ...resolveServiceIdentity(context, path, written, cluster),
    apiAccess: context.pick(`${path}.apiAccess`, written.apiAccess, false, byDefault('E67')),
    serviceAccountName: written.serviceAccount.name ?? `memorai-${name}-sa`,
    secretName: `memorai-${name}-secrets`,
    serviceObjectName: `memorai-${name}-service`,
    hpaName: `memorai-${name}-hpa`,
    ...(lambda === undefined ? {} : { lambda }),
  };
}

function resolvePlacement(
  context: Context,
  path: string,
  written: WrittenService,
  base: ServiceDefaults,
  cluster: Cluster | undefined,
): string | undefined {
  if (cluster === undefined || (Object.keys(cluster.nodePools).length === 0 && written.placement === undefined))
    return undefined;
  return context.pick(`${path}.placement`, written.placement, base.placement, byDefault('E39'));
}

function resolveTimeouts(
  context: Context,
  path: string,
  written: WrittenService,
  base: ServiceDefaults,
  lambda: LambdaDraft | undefined,
  front: (Pick<Exposure, 'annotations'> & { readonly cluster: Cluster | undefined }) | undefined,
): Timeouts {
  const at = (field: string) => `${path}.timeouts.${field}`;
  const origin = byDefault('E44; design of the time-out chain');
  // A function that is given less time gives less to what is inside it.
  const mostRequest = lambda === undefined ? base.timeoutsMs.request : lambda.timeoutSeconds * 900;
  const requestMs = context.pick(
    at('request'),
    written.timeouts?.request,
    Math.min(base.timeoutsMs.request, mostRequest),
    origin,
  );
  const statement = Math.min(base.timeoutsMs.statement, Math.floor(requestMs * 0.8));
  return {
    probeMs: applicationContract.readinessCheckMs,
    connectMs: context.pick(at('connect'), written.timeouts?.connect, base.timeoutsMs.connect, origin),
    statementMs: context.pick(at('statement'), written.timeouts?.statement, statement, origin),
    requestMs,
    ...(lambda === undefined ? {} : { functionMs: lambda.timeoutSeconds * 1000 }),
    ...(front === undefined || !hasGateway(context)
      ? {}
      : { gatewayMs: gatewayMs(context, front.cluster, requestMs, front.annotations) }),
  };
}
