import { postgresArguments, postgresConfig } from '../../platform/store-config/postgres-config';
import type { Postgres } from '../../platform/types';
import { secretKeyOf } from '../environment';
import { type StoreServer, scratch } from './store-server';

type Contained = Extract<Postgres, { provider: 'cluster' }>;

/** Where the image keeps its data; the folder below the mount has the mode that the server asks for. */
const DATA = '/var/lib/postgresql/data';
const SECRETS = '/run/memorai';
const ADMINISTRATOR_PASSWORD = 'POSTGRES_PASSWORD';

/**
 * Not on the socket: while the image makes a new database its server listens there alone, and would seem ready.
 * `pg_isready` asks for no password.
 */
const isReady = { command: ['pg_isready', '--host=127.0.0.1', '--username=postgres', '--quiet'] };

/** A server that refuses, as it does while it recovers from a crash of one connection, is alive: 2 means no answer. */
const isAnswering = {
  command: ['/bin/sh', '-c', 'pg_isready --host=127.0.0.1 --username=postgres --quiet; test $? -lt 2'],
};

/**
 * One PostgreSQL server, as the administrator `postgres`. Its databases and roles are not made by the image: whoever
 * bootstraps the database does that, here as elsewhere.
 */
export function postgresServer(postgres: Contained): StoreServer {
  const { workload, port } = postgres;
  const password = secretKeyOf(workload, ADMINISTRATOR_PASSWORD);
  return {
    workload,
    // The official image on Debian, on which pgvector's is built.
    user: { id: 999, group: 999 },
    sets: [{ name: workload.fullName, nodes: workload.nodes, labels: {} }],
    files: {},
    ports: { client: { name: 'postgres', port }, peers: [] },
    container: {
      args: ['postgres', ...postgresArguments(postgresConfig(postgres))],
      env: [
        { name: 'PGDATA', value: `${DATA}/pgdata` },
        { name: 'POSTGRES_INITDB_ARGS', value: '--auth-host=scram-sha-256 --data-checksums --encoding=UTF8' },
        // As a file, so that it is not in the environment of the server and of every connection's process.
        { name: `${ADMINISTRATOR_PASSWORD}_FILE`, value: `${SECRETS}/${ADMINISTRATOR_PASSWORD}` },
      ],
      // Recovery after a crash replays what came since the last checkpoint: minutes, in which it must not be killed.
      startupProbe: { exec: isReady, periodSeconds: 5, timeoutSeconds: 5, failureThreshold: 360 },
      livenessProbe: { exec: isAnswering, periodSeconds: 20, timeoutSeconds: 10, failureThreshold: 6 },
      readinessProbe: { exec: isReady, periodSeconds: 5, timeoutSeconds: 5, failureThreshold: 3 },
    },
    claims: [{ name: 'data', volume: workload.volume, mountPath: DATA }],
    mounts: [
      scratch('run', '/var/run/postgresql', 16),
      scratch('tmp', '/tmp', 64),
      // Parallel queries share memory there; a container has 64 MiB unless told otherwise. It counts as its memory.
      scratch('shm', '/dev/shm', Math.floor(workload.resources.limits.memoryMiB / 8), true),
      {
        volume: {
          name: 'secrets',
          secret: {
            secretName: password.name,
            defaultMode: 0o440,
            items: [{ key: password.key, path: ADMINISTRATOR_PASSWORD }],
          },
        },
        mountPath: SECRETS,
      },
    ],
    // The image stops the server with SIGINT: connections are ended and a checkpoint is written.
    gracePeriodSeconds: 120,
  };
}
