import type { Autoscaler, Container, Facts, Workload } from '../../platform/facts';
import type { Platform, Resources, Service } from '../../platform/types';
import { podsOf } from '../pods-of';

/** One number of the platform that a patch or an extra object says otherwise. */
export interface Amendment {
  /** Path in the config of the patch or the extra object. */
  readonly source: string;
  readonly amend: (platform: Platform) => Platform;
}

/** What the final objects say of the platform's services, where a person changed them; in the order in which it is applied. */
export function amendments(facts: Facts, platform: Platform): readonly Amendment[] {
  const { namespace } = platform.cluster ?? {};
  const amended = Object.values(platform.services).flatMap((service) => {
    const target = `${namespace}/Deployment/${service.fullName}`;
    const workload = facts.workloads.find(({ name }) => name === target);
    const scaler = facts.autoscalers.find((one) => one.target === target);
    return [
      ...ofWorkload(service, workload, scaler),
      ...ofScaler(service, scaler),
      ...ofEnvironment(
        service,
        facts.environments.find(({ workload: app }) => app === service.fullName),
      ),
    ];
  });
  // What an extra object says is there before any patch.
  const order = (source: string) => platform.patches.findIndex((patch) => patch.source === source);
  return amended.sort((a, b) => order(a.source) - order(b.source));
}

/** The service with some of it otherwise, and all that is summed up of services. */
const withService =
  (name: string, change: (service: Service) => Partial<Service>) =>
  (platform: Platform): Platform => {
    const service = platform.services[name];
    if (service === undefined) return platform;
    const services = { ...platform.services, [name]: { ...service, ...change(service) } };
    return { ...platform, services, connections: connectionsOf(platform, services) };
  };

function connectionsOf({ connections }: Platform, services: Platform['services']): Platform['connections'] {
  const consumers = connections.consumers.map((row) => {
    const service = services[row.service];
    return service === undefined
      ? row
      : { ...row, maxReplicas: service.replicas.max, surge: service.rollout.maxSurge, poolSize: service.poolSize };
  });
  const reserved = Object.values(connections.reserve).reduce((sum, part) => sum + part, 0);
  const total = consumers.reduce((sum, row) => sum + (row.maxReplicas + row.surge) * row.poolSize, reserved);
  return { ...connections, consumers, total };
}

function ofWorkload(
  { name, fullName }: Service,
  workload: Workload | undefined,
  scaler: Autoscaler | undefined,
): readonly Amendment[] {
  if (workload?.source === undefined) return [];
  const { source, replicas = 1, surge, gracePeriodSeconds } = workload;
  const own = workload.containers.find((container) => container.name === fullName);
  return [
    {
      source,
      amend: withService(name, (service) => {
        const counts = scaler === undefined ? { min: replicas, max: replicas } : service.replicas;
        return {
          replicas: counts,
          rollout: { ...service.rollout, maxSurge: surge === undefined ? 0 : podsOf(surge, counts.max) },
          termination: {
            ...service.termination,
            gracePeriodSeconds: gracePeriodSeconds ?? 30,
            preStopSeconds: own?.preStopSeconds ?? service.termination.preStopSeconds,
          },
          resources: own === undefined ? service.resources : resourcesOf(service.resources, own),
          sidecars: [...service.sidecars, ...workload.containers.filter(isAdded(service)).map(asSidecar)],
        };
      }),
    },
  ];
}

/** Whether a container is none of the config's. */
const isAdded =
  ({ fullName, sidecars }: Service) =>
  ({ name }: Container): boolean =>
    name !== fullName && !sidecars.some((one) => one.name === name);

/** As far as a node has to have room for it. */
const asSidecar = ({ name, requests }: Container): Service['sidecars'][number] => ({
  name,
  env: {},
  mounts: {},
  ports: [],
  resources: { requests: { cpu: requests.cpu ?? 0, memory: requests.memory ?? 0 } },
});

/** What a container asks for and may have; nothing asked is nothing kept for it. */
const resourcesOf = ({ requests, limits }: Resources, own: Container): Resources => ({
  requests: { ...requests, cpuMillis: own.requests.cpu ?? 0, memoryMiB: own.requests.memory ?? 0 },
  limits: {
    ...limits,
    ...(own.limits.cpu === undefined ? {} : { cpuMillis: own.limits.cpu }),
    ...(own.limits.memory === undefined ? {} : { memoryMiB: own.limits.memory }),
  },
});

function ofScaler({ name }: Service, scaler: Autoscaler | undefined): readonly Amendment[] {
  if (scaler?.source === undefined) return [];
  const { source, min = 1, max = min } = scaler;
  return [{ source, amend: withService(name, () => ({ replicas: { min, max } })) }];
}

/** The pool as the environment has it, whoever wrote it: a patch of the pods, or of the ConfigMap. */
function ofEnvironment(
  { name }: Service,
  environment: Facts['environments'][number] | undefined,
): readonly Amendment[] {
  const variable = environment?.variables.find((one) => one.name === 'DATABASE_POOL_SIZE');
  const source = variable?.source ?? environment?.source;
  const poolSize = Number(variable?.value);
  return source === undefined || !Number.isInteger(poolSize)
    ? []
    : [{ source, amend: withService(name, () => ({ poolSize })) }];
}
