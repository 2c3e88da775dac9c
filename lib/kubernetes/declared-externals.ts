import { expectedSecrets } from '../platform/expected-secrets';
import type { Platform } from '../platform/types';
import { clusterOf } from './metadata';
import type { Definition, Reference } from './references';
import { migrationWorkload, type Workload } from './workload';

/** What two names of one object have in common. */
export const keyOf = ({ kind, namespace, name }: Reference | Definition): string =>
  `${kind} ${namespace ?? ''} ${name}`;

/**
 * What the config itself says is already there: objects that a service names and nobody here makes, the Secrets of
 * `secrets.provider: existing` with the keys that the contract asks for, classes and issuers.
 */
export function declaredExternals(platform: Platform): readonly Definition[] {
  const { services, migration, stores, ingress, cluster } = platform;
  const { namespace } = clusterOf(platform);
  const workloads: readonly (Workload & Partial<Pick<(typeof services)[string], 'initContainers' | 'sidecars'>>)[] = [
    ...Object.values(services),
    ...(migration === undefined ? [] : [migrationWorkload(migration)]),
  ];
  const inside = (kind: string) => (name: string) => ({ kind, namespace, name });
  // A class that we make is in the output.
  const own = cluster?.makesStorageClass === true ? cluster.storageClass : undefined;
  const outside = (kind: string, names: readonly (string | undefined)[]) =>
    names.flatMap((name) => (name === undefined || name === own ? [] : [{ kind, namespace: undefined, name }]));
  const named = workloads.flatMap(objectsOf);
  const storeVolumes = Object.values(stores).flatMap((store) =>
    store.provider === 'cluster' ? [store.workload.volume, store.workload.snapshots] : [],
  );
  const tls = ingress !== undefined && 'tls' in ingress ? ingress.tls : undefined;
  const issuer = tls?.issuer;
  return [
    ...named.flatMap(({ secretName }) => secretName ?? []).map(inside('Secret')),
    ...named.flatMap(({ configMapName }) => configMapName ?? []).map(inside('ConfigMap')),
    ...workloads
      .filter(({ serviceAccount }) => !serviceAccount.create)
      .map(({ serviceAccountName }) => inside('ServiceAccount')(serviceAccountName)),
    ...expectedSecrets(platform).map(({ name, keys }) => ({ kind: 'Secret', namespace, name, keys })),
    ...outside('StorageClass', [
      cluster?.storageClass,
      ...storeVolumes.map((volume) => volume?.storageClass),
      ...workloads.flatMap(({ volumes }) =>
        Object.values(volumes).map((volume) => (volume.kind === 'claim' ? volume.storageClass : undefined)),
      ),
    ]),
    ...outside('IngressClass', [ingress?.controller === 'gateway' ? undefined : ingress?.className]),
    ...outside('GatewayClass', [ingress?.controller === 'gateway' ? ingress.className : undefined]),
    ...(tls === undefined || issuer !== undefined
      ? []
      : [{ kind: 'Secret', namespace, name: tls.secretName, keys: ['tls.crt', 'tls.key'] }]),
    ...(issuer === undefined ? [] : [{ kind: 'ClusterIssuer', namespace, name: issuer.name }]),
    // Without a certificate of ours the Gateway is somebody else's.
    ...(ingress?.controller === 'gateway' && ingress.tls === undefined
      ? [{ kind: 'Gateway', namespace: ingress.gateway.namespace, name: ingress.gateway.name }]
      : []),
  ];
}

/** ConfigMaps and Secrets that a workload takes as they are. */
function objectsOf({
  envFrom,
  volumes,
  settings,
  initContainers = [],
  sidecars = [],
}: Pick<Workload, 'envFrom' | 'volumes' | 'settings'> &
  Partial<Pick<Platform['services'][string], 'initContainers' | 'sidecars'>>): readonly {
  readonly secretName?: string | undefined;
  readonly configMapName?: string | undefined;
}[] {
  const variables = [...initContainers, ...sidecars].flatMap(({ env }) => Object.values(env));
  return [
    ...envFrom,
    ...Object.values(volumes).map((volume) => ({
      ...('secretName' in volume ? { secretName: volume.secretName } : {}),
      ...('configMapName' in volume ? { configMapName: volume.configMapName } : {}),
    })),
    ...settings.map(({ source }) => ({
      ...(source.from === 'secretKey' ? { secretName: source.name } : {}),
      ...(source.from === 'configKey' ? { configMapName: source.name } : {}),
    })),
    ...variables.map((value) =>
      typeof value === 'object' && value !== null
        ? {
            ...('secretKey' in value ? { secretName: value.secretKey.name } : {}),
            ...('configKey' in value ? { configMapName: value.configKey.name } : {}),
          }
        : {},
    ),
  ];
}
