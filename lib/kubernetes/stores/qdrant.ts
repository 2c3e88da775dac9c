import type { k8s } from 'cdk8s-plus-27';
import { toYaml } from '../../emit/yaml';
import {
  qdrantApiKeyVariable,
  qdrantConfig,
  qdrantConfigPath,
  qdrantFolders,
  qdrantPorts,
} from '../../platform/store-config/qdrant-config';
import type { Qdrant } from '../../platform/types';
import { secretKeyOf } from '../environment';
import type { Plain } from '../typed';
import { configMount, type StoreServer, scratch } from './store-server';

type Contained = Extract<Qdrant, { provider: 'cluster' }>;

const FILE = 'production.yaml';
/** Written once the server has started; beside the program unless told otherwise, which is read-only here. */
const INIT = '/qdrant/init';

/** Qdrant: one node, or peers that agree among themselves, of which the first is the one that others ask to join. */
export function qdrantServer(qdrant: Contained): StoreServer {
  const { workload, port, nodes } = qdrant;
  const check = (path: string): Plain<k8s.Probe> => ({ httpGet: { path, port: 'http' }, timeoutSeconds: 5 });
  return {
    workload,
    // What the image's `unprivileged` variant runs as; the usual one runs as any user whose folders are writable.
    user: { id: 1000, group: 1000 },
    sets: [{ name: workload.fullName, nodes, labels: {} }],
    files: { [FILE]: toYaml(qdrantConfig(qdrant)) },
    ports: {
      client: { name: 'http', port },
      peers: nodes === 1 ? [] : [{ name: 'peer', port: qdrantPorts.peer }],
    },
    container: {
      ...(nodes === 1 ? {} : { command: ['/bin/bash', '-c', joinScript(workload)] }),
      env: [
        { name: 'QDRANT_INIT_FILE_PATH', value: `${INIT}/.qdrant-initialized` },
        {
          name: qdrantApiKeyVariable,
          valueFrom: { secretKeyRef: secretKeyOf(workload, 'QDRANT_API_KEY') },
        },
      ],
      // Collections are loaded before the server answers: up to half an hour.
      startupProbe: { ...check('/livez'), periodSeconds: 5, failureThreshold: 360 },
      livenessProbe: { ...check('/livez'), periodSeconds: 20, failureThreshold: 6 },
      // A node that is behind what its peers have agreed on is not ready.
      readinessProbe: { ...check('/readyz'), periodSeconds: 5, failureThreshold: 3 },
    },
    claims: [
      { name: 'storage', volume: workload.volume, mountPath: qdrantFolders.storage },
      ...(workload.snapshots === undefined
        ? []
        : [{ name: 'snapshots', volume: workload.snapshots, mountPath: qdrantFolders.snapshots }]),
    ],
    mounts: [
      scratch('init', INIT, 16),
      scratch('tmp', '/tmp', 64),
      { ...configMount(workload, qdrantConfigPath), subPath: FILE },
    ],
    gracePeriodSeconds: 60,
  };
}

/** The first node starts the cluster; the others ask it to join. Once they have, both words are without effect. */
function joinScript({ fullName, headlessName }: Contained['workload']): string {
  const address = (pod: string) => `http://${pod}.${headlessName}:${qdrantPorts.peer}`;
  return [
    'set -eu',
    `if [ "$HOSTNAME" = ${fullName}-0 ]; then`,
    `  exec ./entrypoint.sh --uri ${address('$HOSTNAME')}`,
    'fi',
    `exec ./entrypoint.sh --bootstrap ${address(`${fullName}-0`)} --uri ${address('$HOSTNAME')}`,
    '',
  ].join('\n');
}
