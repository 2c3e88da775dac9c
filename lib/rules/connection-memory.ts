import { auroraMemoryMiB } from '../platform/aurora-instance-types';
import { ACU_MIB } from '../platform/resolve/stores/postgres';
import type { Postgres } from '../platform/types';
import type { Rule } from './types';

/** What RDS reckons with a connection: its default is the memory in bytes / 9,531,392 (AWS, 'Quotas for Amazon RDS'). */
const BYTES_PER_CONNECTION = 9_531_392;
const BYTES_PER_MIB = 1_048_576;

/** Every connection is a process of the server: what all pools open at their maximum has room in its memory. */
export const connectionMemory: Rule = {
  id: 'connection-memory',
  severity: 'warning',
  protects: 'the database from being killed for memory when every pool is full',
  source: "E31, E32; guide L295-297; AWS, 'Maximum number of database connections'",
  reads: [
    'stores.postgres.resources.memory',
    'stores.postgres.capacity.instanceType',
    'stores.postgres.capacity.maxAcu',
    'stores.postgres.maxConnections',
    'services.*.replicas.max',
    'services.*.poolSize',
    'services.*.lambda.concurrency',
  ],
  wayOut: 'give the database more memory, or let fewer connections be open: replicas.max, poolSize',
  check: ({ stores: { postgres }, connections: { total } }) => {
    const server = memoryOf(postgres);
    const need = Math.ceil((total * BYTES_PER_CONNECTION) / BYTES_PER_MIB);
    if (server === undefined || need <= server.memoryMiB) return [];
    return [
      {
        path: server.path,
        message: `all pools at their maximum and the reserve open ${total} connections, which take ${total} × ${BYTES_PER_CONNECTION} bytes = ${need}Mi with the buffers, and the server has ${server.memoryMiB}Mi; give it more, or lower replicas.max or poolSize`,
        value: `${server.memoryMiB}Mi`,
        limit: `${need}Mi`,
      },
    ];
  },
};

/** Of one server, where it is ours to say. */
function memoryOf(postgres: Postgres): { readonly path: string; readonly memoryMiB: number } | undefined {
  if (postgres.provider === 'cluster') {
    return { path: 'stores.postgres.resources.memory', memoryMiB: postgres.workload.resources.limits.memoryMiB };
  }
  if (postgres.provider !== 'aurora') return undefined;
  const { capacity } = postgres;
  if (capacity.kind === 'serverless') {
    return { path: 'stores.postgres.capacity.maxAcu', memoryMiB: capacity.maxAcu * ACU_MIB };
  }
  const memoryMiB = auroraMemoryMiB(capacity.instanceType);
  return memoryMiB === undefined ? undefined : { path: 'stores.postgres.capacity.instanceType', memoryMiB };
}
