import { applicationContract } from '../platform/contract';
import { defaultProbes } from '../platform/default-services';
import { startSeconds } from '../platform/start-seconds';
import type { Compose, Image, Migration, Platform, Service } from '../platform/types';
import { usesQueue, usesStore } from '../platform/uses';
import { container } from './container';
import { environment } from './environment';
import type { ComposeService, Condition, Healthcheck, PortMapping } from './model';
import { type Network, serviceNetworks } from './networks';
import { oneShots } from './one-shots';

const pullPolicies = { Always: 'always', IfNotPresent: 'missing', Never: 'never' } as const;
const imageOf = ({ reference, pullPolicy }: Image) => ({ image: reference, pull_policy: pullPolicies[pullPolicy] });

/** The platform's services, by the name of their container. */
export function services(platform: Platform, compose: Compose): Readonly<Record<string, ComposeService>> {
  const joined = serviceNetworks(platform);
  return Object.fromEntries(
    Object.values(platform.services).map((service) => [
      service.fullName,
      serviceOf(platform, compose, service, joined.get(service.name) ?? []),
    ]),
  );
}

function serviceOf(platform: Platform, compose: Compose, service: Service, on: readonly Network[]): ComposeService {
  const ports = portsOf(compose, service);
  const dependsOn = dependencies(platform, service);
  return container(platform, service.fullName, compose, {
    ...imageOf(service.image),
    ...programOf(service),
    environment: environment(service.settings),
    networks: on,
    ...(ports.length === 0 ? {} : { ports }),
    ...(Object.keys(dependsOn).length === 0 ? {} : { depends_on: dependsOn }),
    healthcheck: health(service),
    stop_grace_period: `${service.termination.gracePeriodSeconds}s`,
    replicas: service.replicas.min,
    cpuMillis: service.resources.limits.cpuMillis,
    memoryMiB: service.resources.limits.memoryMiB,
  });
}

/** What a service says of its program and its rights; other knobs are Kubernetes' alone (rule `without-effect`). */
const programOf = ({ command, args, security }: Service) => ({
  ...(command === undefined ? {} : { entrypoint: command }),
  ...(args === undefined ? {} : { command: args }),
  user: `${security.user}:${security.group}`,
  ...(security.supplementalGroups.length === 0 ? {} : { group_add: security.supplementalGroups.map(String) }),
  ...(security.addCapabilities.length === 0 ? {} : { cap_add: security.addCapabilities }),
  readOnly: security.readOnlyRootFilesystem.enabled,
});

/** The schema migration: ends before any service that uses the database starts. */
export function migrate(platform: Platform, compose: Compose, migration: Migration): ComposeService {
  const inside = migration.stores.filter((store) => platform.stores[store].provider === 'cluster');
  const waits: Record<string, { condition: Condition }> = {};
  if (inside.includes('postgres')) waits[oneShots.bootstrap] = { condition: 'service_completed_successfully' };
  if (inside.includes('qdrant')) waits.qdrant = { condition: 'service_healthy' };
  return container(platform, oneShots.migrate, compose, {
    ...imageOf(migration.image),
    user: `${migration.security.user}:${migration.security.group}`,
    readOnly: migration.security.readOnlyRootFilesystem.enabled,
    command: migration.command,
    environment: environment(migration.settings),
    networks: [...(inside.length > 0 ? ['back'] : []), ...(inside.length < migration.stores.length ? ['outside'] : [])],
    ...(Object.keys(waits).length === 0 ? {} : { depends_on: waits }),
    restart: 'no',
    cpuMillis: migration.resources.limits.cpuMillis,
    memoryMiB: migration.resources.limits.memoryMiB,
  });
}

/** The machine's ports: a range for replicas, which Docker deals out (E1, E3). */
function portsOf({ bind, published }: Compose, service: Service): readonly PortMapping[] {
  const range = published[service.name];
  if (range === undefined) return [];
  const { first, last } = range;
  return [{ host_ip: bind, published: first === last ? `${first}` : `${first}-${last}`, target: service.port }];
}

/**
 * Asks /health (E68) with the one program that the images certainly have (E5). The guide's numbers (L63-67), and a check
 * every five seconds for as long as the service may take to start.
 */
function health({ port, probes }: Service): Healthcheck {
  const startup = probes.startup ?? defaultProbes.startup;
  const address = `http://127.0.0.1:${port}${applicationContract.healthPath}`;
  return {
    test: ['CMD', 'node', '-e', `fetch('${address}').then(r => process.exit(r.ok ? 0 : 1), () => process.exit(1))`],
    interval: '30s',
    timeout: '10s',
    retries: 3,
    start_period: `${startSeconds(startup)}s`,
    start_interval: `${startup.periodSeconds}s`,
  };
}

/** What has to be there before a service starts (E6). */
function dependencies(platform: Platform, service: Service): Readonly<Record<string, { condition: Condition }>> {
  const { stores, queue } = platform;
  const names: [string, Condition][] = [];
  for (const store of Object.values(stores)) {
    if (store.provider !== 'cluster' || !usesStore(service.uses, store.workload.name)) continue;
    names.push([store.workload.fullName, 'service_healthy']);
  }
  if (usesStore(service.uses, 'postgres')) {
    if (stores.postgres.provider === 'cluster') names.push([oneShots.bootstrap, 'service_completed_successfully']);
  }
  // It makes the tables and the collection.
  if (platform.migration?.stores.some((store) => usesStore(service.uses, store)) === true) {
    names.push([oneShots.migrate, 'service_completed_successfully']);
  }
  if (queue.provider === 'elasticmq' && usesQueue(service.uses)) names.push([queue.host, 'service_healthy']);
  for (const edge of service.uses) {
    if (edge.kind !== 'service' || reaches(platform, edge.service, service.name)) continue;
    names.push([platform.services[edge.service]?.fullName ?? edge.service, 'service_healthy']);
  }
  return Object.fromEntries(names.map(([name, condition]) => [name, { condition }]));
}

/** Whether `from` uses `to`, or one that does: two that use each other cannot wait for each other. */
function reaches(platform: Platform, from: string, to: string, seen: readonly string[] = []): boolean {
  if (seen.includes(from)) return false;
  const used = (platform.services[from]?.uses ?? []).flatMap((edge) => (edge.kind === 'service' ? [edge.service] : []));
  return used.includes(to) || used.some((next) => reaches(platform, next, to, [...seen, from]));
}
