import { ownExporters } from '../../../lib/platform/exporters';
import type { Platform, StoreName, StoreWorkload } from '../../../lib/platform/types';
import { storeWorkloads } from '../../../lib/platform/uses';
import type { LabNode } from './lab-nodes';
import { appOf, type EndpointSlice, isReady, type Keyed, type Pod } from './live';

/** Stores whose pods we make: those of an operator that is not here never come. */
export const ownStores = ({ stores }: Platform): readonly StoreWorkload[] =>
  storeWorkloads(stores).filter(
    ({ name }) => name !== 'postgres' || ('operator' in stores.postgres && stores.postgres.operator === 'none'),
  );

const storeOf = ({ stores }: Platform, name: StoreName): StoreWorkload | undefined =>
  storeWorkloads(stores).find((store) => store.name === name);

/** Pods that the scheduler could not place, and pods that it placed in another pool than the platform names. */
export function placementProblems(platform: Platform, pods: readonly Pod[], nodes: readonly LabNode[]): string[] {
  const pools = new Map(nodes.map(({ name, pool }) => [name, pool]));
  const placements = new Map<string, string | undefined>([
    ...Object.values(platform.services).map(({ fullName, placement }) => [fullName, placement] as const),
    ['memorai-migrate', platform.migration?.placement],
    ...storeWorkloads(platform.stores).map(({ fullName, placement }) => [fullName, placement] as const),
    ...ownExporters(platform).map(({ fullName, placement }) => [fullName, placement] as const),
    ['memorai-redis-cluster', storeOf(platform, 'redis')?.placement],
    ['memorai-bootstrap', storeOf(platform, 'postgres')?.placement],
  ]);
  return pods.flatMap((pod) => {
    const app = appOf(pod);
    const { nodeName } = pod.spec;
    if (!placements.has(app)) return [`a pod of ${app}, which the platform does not have`];
    if (nodeName === undefined) {
      const why = pod.status.conditions?.find(({ type }) => type === 'PodScheduled')?.message ?? 'no reason yet';
      return [`${app} is pending: ${why}`];
    }
    const wanted = placements.get(app);
    const found = pools.get(nodeName);
    return wanted === undefined || wanted === found ? [] : [`${app} runs in pool ${found}, not ${wanted}`];
  });
}

/** What a kubelet would refuse to start a container for: missing ConfigMaps, Secrets and keys of Secrets. */
export function referenceProblems(
  pods: readonly Pod[],
  secrets: readonly Keyed[],
  configMaps: readonly Keyed[],
): string[] {
  const keys = new Set(
    secrets.flatMap(({ metadata, data }) => Object.keys(data ?? {}).map((key) => `${metadata.name}/${key}`)),
  );
  const maps = new Set(configMaps.map(({ metadata }) => metadata.name));
  const problems = pods.flatMap((pod) =>
    pod.spec.containers.flatMap(({ env = [], envFrom = [] }) => [
      ...env.flatMap(({ name, valueFrom }) => {
        const reference = valueFrom?.secretKeyRef;
        return reference === undefined || keys.has(`${reference.name}/${reference.key}`)
          ? []
          : [`${appOf(pod)}: ${name} comes from ${reference.name}/${reference.key}, which is not there`];
      }),
      ...envFrom.flatMap(({ configMapRef }) =>
        configMapRef === undefined || maps.has(configMapRef.name)
          ? []
          : [`${appOf(pod)}: ConfigMap ${configMapRef.name} is not there`],
      ),
    ]),
  );
  return [...new Set(problems)];
}

/** Each service's object leads to all of its ready pods, on its port, and to nothing else. */
export function endpointProblems(platform: Platform, pods: readonly Pod[], slices: readonly EndpointSlice[]): string[] {
  const stores = ownStores(platform).map(({ fullName, name }) => ({
    fullName,
    serviceObjectName: fullName,
    port: platform.stores[name].port,
  }));
  const exporters = ownExporters(platform).map((exporter) => ({ ...exporter, serviceObjectName: exporter.fullName }));
  return [...Object.values(platform.services), ...stores, ...exporters].flatMap(
    ({ fullName, serviceObjectName, port }) => {
      const own = slices.filter(
        ({ metadata }) => metadata.labels?.['kubernetes.io/service-name'] === serviceObjectName,
      );
      const found = own
        .flatMap(({ endpoints }) => endpoints ?? [])
        .flatMap(({ conditions, targetRef }) => (conditions.ready === true && targetRef ? [targetRef.name] : []))
        .sort();
      const wanted = pods
        .filter((pod) => appOf(pod) === fullName && isReady(pod))
        .map(({ metadata }) => metadata.name)
        .sort();
      if (wanted.length === 0 || found.join() !== wanted.join()) {
        return [`${serviceObjectName} leads to ${found.length} pods, ${fullName} has ${wanted.length} ready`];
      }
      const ports = own.flatMap((slice) => slice.ports ?? []).filter((one) => one.port !== port);
      return ports.map((one) => `${serviceObjectName} leads to port ${one.port}, ${fullName} listens on ${port}`);
    },
  );
}

/**
 * What a prune did wrong: all of the service's objects and the old migrations must be gone, and nothing else. Keys are
 * `<resource>/<name>`; a service's Secret belongs to its ExternalSecret, which the stand-in for the operator does not hold.
 */
export function pruneProblems(
  before: readonly string[],
  after: readonly string[],
  service: string,
  oldMigrations: readonly string[],
): string[] {
  const belongs = new RegExp(`^(?!secrets/)\\w+/memorai-${service}(-|$)`);
  const goes = (key: string) => belongs.test(key) || oldMigrations.includes(key);
  return [
    ...before.filter((key) => goes(key) && after.includes(key)).map((key) => `${key} is still there`),
    ...before
      .filter((key) => !goes(key) && !after.includes(key))
      .map((key) => `${key} is gone and is not of ${service}`),
    ...after.filter((key) => !before.includes(key)).map((key) => `${key} came with the prune`),
  ];
}
