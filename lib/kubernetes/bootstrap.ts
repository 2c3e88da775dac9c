import { createHash } from 'node:crypto';
import { applicationContract } from '../platform/contract';
import { passwordVariables, psqlScript } from '../platform/database/psql-script';
import { configHashAnnotation } from '../platform/own-keys';
import type { Platform, Postgres } from '../platform/types';
import { access } from './access';
import { secretKeyOf } from './environment';
import { workloadMetadata } from './metadata';
import { storeClientPolicy } from './network-policy';
import { podTemplate } from './pod';
import { type KubernetesObject, kubernetesObject } from './typed';
import type { Workload } from './workload';

type Own = Extract<Postgres, { provider: 'cluster' }>;

/** Of the bootstrap's pods: label `app`, account, policy, ConfigMap; the Job's name goes on with a hash. */
export const bootstrapName = 'memorai-bootstrap';

const FILE = 'bootstrap.sql';
const FOLDER = '/etc/memorai';
/** As long as image, volume and server may take to come. */
const DEADLINE_SECONDS = 1_800;

/** Objects of the bootstrap, by the component that they are applied with. */
export type BootstrapObjects = Readonly<Record<'access' | 'config' | 'network' | 'job', readonly KubernetesObject[]>>;

/**
 * The administrator's part of a server in our own containers (E49-E51): psql of the server's own image runs a script
 * that can run again. Nothing where somebody else administers the server: AWS, an operator, or whoever runs it.
 */
export function bootstrapObjects(platform: Platform): BootstrapObjects {
  const { postgres } = platform.stores;
  if (postgres.provider !== 'cluster' || postgres.operator !== 'none') {
    return { access: [], config: [], network: [], job: [] };
  }
  const workload = workloadOf(postgres);
  const script = psqlScript(postgres);
  return {
    access: access(platform, workload),
    config: [
      kubernetesObject('ConfigMap', workloadMetadata(platform, workload, bootstrapName), { data: { [FILE]: script } }),
    ],
    network: storeClientPolicy(platform, workload, ['postgres']),
    job: [job(platform, workload, postgres, script)],
  };
}

/** The passwords are those that the server has, from the server's own Secret. */
function workloadOf({ workload }: Own): Workload {
  const { userId } = applicationContract;
  return {
    name: 'bootstrap',
    fullName: bootstrapName,
    image: workload.image,
    settings: workload.settings,
    // It asks and waits.
    resources: {
      requests: { cpuMillis: 50, memoryMiB: 64, ephemeralStorageMiB: 128 },
      limits: { cpuMillis: 500, memoryMiB: 64, ephemeralStorageMiB: 192 },
    },
    ...(workload.placement === undefined ? {} : { placement: workload.placement }),
    serviceAccountName: `${bootstrapName}-sa`,
    secretName: workload.secretName,
    apiAccess: false,
    envFrom: [],
    volumes: { script: { kind: 'configMap', configMapName: bootstrapName, mountPath: FOLDER } },
    pod: { labels: {}, annotations: {} },
    serviceAccount: { create: true, annotations: {}, token: false },
    security: {
      user: userId,
      group: userId,
      fsGroup: userId,
      supplementalGroups: [],
      readOnlyRootFilesystem: { enabled: true },
      addCapabilities: [],
    },
    scheduling: { nodeSelector: {}, tolerations: [], topologySpread: [] },
  };
}

/** One Job per content, as the migration: its name ends in a hash of its spec, which holds one of the script. */
function job(platform: Platform, workload: Workload, postgres: Own, script: string): KubernetesObject {
  const secret = (name: string) => ({ valueFrom: { secretKeyRef: secretKeyOf(workload, name) } });
  const spec = {
    backoffLimit: 6,
    activeDeadlineSeconds: DEADLINE_SECONDS,
    template: podTemplate(platform, workload, {
      annotations: {
        'cluster-autoscaler.kubernetes.io/safe-to-evict': 'false',
        [configHashAnnotation]: hashOf(script),
      },
      container: {
        command: [...bootstrapCommand],
        env: [
          { name: 'PGHOST', value: postgres.host },
          { name: 'PGPORT', value: String(postgres.port) },
          { name: 'PGUSER', value: 'postgres' },
          { name: 'PGDATABASE', value: 'postgres' },
          // No row of the user in the image: libpq would look for its files in a folder that is not there.
          { name: 'HOME', value: applicationContract.writableFolder },
          { name: 'PGPASSWORD', ...secret('POSTGRES_PASSWORD') },
          ...passwordVariables(postgres).map((name) => ({ name, ...secret(name) })),
        ],
      },
      spec: { restartPolicy: 'Never' },
      spread: false,
    }),
  };
  return kubernetesObject(
    'Job',
    workloadMetadata(platform, workload, `${bootstrapName}-${hashOf(JSON.stringify(spec))}`),
    {
      spec,
    },
  );
}

/** The server may be starting: that is no failure. */
const bootstrapCommand = [
  '/bin/sh',
  '-c',
  `until pg_isready; do sleep 2; done; exec psql --no-psqlrc --quiet --file=${FOLDER}/${FILE}`,
] as const;

const hashOf = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 8);
