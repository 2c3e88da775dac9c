import type { Platform } from '../../platform/types';
import { access } from '../access';
import { disruptionBudget } from '../disruption-budget';
import { workloadMetadata } from '../metadata';
import { secrets } from '../secrets';
import { type KubernetesObject, kubernetesObject } from '../typed';
import { cloudNativePg } from './cloudnative-pg';
import { storePolicies } from './network-policy';
import { postgresServer } from './postgres';
import { qdrantServer } from './qdrant';
import { redisServer } from './redis';
import { redisClusterJob } from './redis-cluster-job';
import { storeServices } from './services';
import { statefulSet } from './stateful-set';
import { configName, type StoreObjects, type StoreServer, workloadOf } from './store-server';

/** Every object of the stores in our own containers. */
export function storeObjects(platform: Platform): StoreObjects {
  const { postgres, qdrant, redis } = platform.stores;
  const all = [
    ...(postgres.provider !== 'cluster'
      ? []
      : [
          postgres.operator === 'none'
            ? serverObjects(platform, postgresServer(postgres))
            : cloudNativePg(platform, postgres),
        ]),
    ...(qdrant.provider === 'cluster' ? [serverObjects(platform, qdrantServer(qdrant))] : []),
    ...(redis.provider === 'cluster' ? [serverObjects(platform, redisServer(redis))] : []),
  ];
  return {
    access: all.flatMap((one) => one.access),
    config: all.flatMap((one) => one.config),
    secrets: all.flatMap((one) => one.secrets),
    network: all.flatMap((one) => one.network),
    stores: all.flatMap((one) => one.stores),
  };
}

function serverObjects(platform: Platform, server: StoreServer): StoreObjects {
  const workload = workloadOf(server);
  return {
    access: access(platform, workload),
    config: configMap(platform, server),
    secrets: secrets(platform, workload),
    network: storePolicies(platform, server),
    stores: [
      ...storeServices(platform, server),
      ...server.sets.map((set) => statefulSet(platform, server, set)),
      ...disruptionBudget(platform, { ...workload, disruptionBudget: { enabled: true } }),
      ...(server.sets.length > 1 ? [redisClusterJob(platform, server)] : []),
    ],
  };
}

function configMap(platform: Platform, server: StoreServer): readonly KubernetesObject[] {
  const data = { ...server.files, ...server.liveFiles };
  const metadata = workloadMetadata(platform, workloadOf(server), configName(server.workload));
  return Object.keys(data).length === 0 ? [] : [kubernetesObject('ConfigMap', metadata, { data })];
}
