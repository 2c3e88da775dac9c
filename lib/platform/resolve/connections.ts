import type { ConnectionBudget, ConnectionConsumer, Postgres } from '../types';
import { usesStore } from '../uses';
import { SANDBOX_POOL, shareConcurrency } from './concurrency';
import { type Context, derivedFrom } from './context';

import type { ServiceDraft } from './services';

/** PostgreSQL keeps three connections for superusers (superuser_reserved_connections; E32). */
const SUPERUSER_RESERVED = 3;
/**
 * Aurora keeps two more for rds_superuser: `rds.rds_superuser_reserved_connections` until version 15, from 16 on
 * PostgreSQL's own `reserved_connections` (RDS user guide, "Working with parameters on your RDS for PostgreSQL DB instance").
 */
const RDS_SUPERUSER_RESERVED = 2;
/** Pool of the migration Job. */
export const MIGRATION_CONNECTIONS = 2;
/** Of the exporter: one for the server's numbers and one for its statements; the role has no more. */
export const EXPORTER_CONNECTIONS = 2;
/** Of people with psql: where they have a role of their own, it has no more. */
export const PEOPLE_CONNECTIONS = 5;
/** Ten for what is not a service: the Job's pool, the exporter, a dump, and people with psql. */
const RESERVE = {
  migration: MIGRATION_CONNECTIONS,
  exporter: EXPORTER_CONNECTIONS,
  backup: 1,
  people: PEOPLE_CONNECTIONS,
};
/** The guide's own size (L225, L1106); more connections a replica than that help nobody. */
const LARGEST_POOL = 20;
/** Below five a replica starves under its own concurrent requests; then the budget itself is wrong. */
const LEAST_POOL = 5;

export interface SharedConnections {
  readonly budget: ConnectionBudget;
  readonly poolSizes: Readonly<Record<string, number>>;
  /** Of functions: sandboxes at once. */
  readonly concurrency: Readonly<Record<string, number>>;
}

/**
 * Shares the database's connections among the services: what is not set is divided evenly (E32).
 * @param proxy whether functions connect through RDS Proxy, which takes idle ones out of the sum
 */
export function shareConnections(
  context: Context,
  services: readonly ServiceDraft[],
  postgres: Postgres,
  proxy: boolean,
): SharedConnections {
  const reserved = Object.values(RESERVE).reduce((sum, part) => sum + part, 0);
  const superuserReserved = SUPERUSER_RESERVED + (postgres.provider === 'aurora' ? RDS_SUPERUSER_RESERVED : 0);
  const usable = postgres.maxConnections - superuserReserved;
  const concurrency = shareConcurrency(context, services, { usable, reserved }, proxy);
  const rows = services
    .filter((service) => usesStore(service.uses, 'postgres'))
    .map((service) => {
      const sandboxes = concurrency[service.name];
      return {
        service,
        maxReplicas: sandboxes ?? service.replicas.max,
        surge: sandboxes === undefined ? service.rollout.maxSurge : proxy ? 0 : sandboxes,
        written: context.config.services?.[service.name]?.poolSize,
      };
    });
  for (const service of services) {
    if (context.config.services?.[service.name]?.poolSize !== undefined && !usesStore(service.uses, 'postgres')) {
      context.fail(
        `services.${service.name}.poolSize`,
        'conflict',
        'has no meaning: the service does not use postgres',
      );
    }
  }
  const set = rows.reduce((sum, row) => sum + (row.written ?? 0) * (row.maxReplicas + row.surge), 0);
  const open = rows
    .filter((row) => row.written === undefined)
    .reduce((sum, row) => sum + row.maxReplicas + row.surge, 0);
  const fair = open === 0 ? LEAST_POOL : clamp(Math.floor((usable - reserved - set) / open), LEAST_POOL, LARGEST_POOL);
  const consumers: ConnectionConsumer[] = rows.map((row) => ({
    service: row.service.name,
    maxReplicas: row.maxReplicas,
    surge: row.surge,
    poolSize: context.pick(
      `services.${row.service.name}.poolSize`,
      row.written,
      row.service.lambda === undefined ? fair : SANDBOX_POOL,
      derivedFrom(
        row.service.lambda === undefined
          ? `connections: (${usable} usable - ${reserved} reserve - ${set} set) / ${open} replicas, between ${LEAST_POOL} and ${LARGEST_POOL} (E32)`
          : 'a sandbox serves one request at a time (E26)',
      ),
    ),
  }));
  const total = consumers.reduce((sum, row) => sum + (row.maxReplicas + row.surge) * row.poolSize, reserved);
  return {
    budget: {
      maxConnections: postgres.maxConnections,
      superuserReserved,
      reserve: RESERVE,
      consumers,
      total,
      usable,
    },
    poolSizes: Object.fromEntries(consumers.map((row) => [row.service, row.poolSize])),
    concurrency,
  };
}

const clamp = (value: number, least: number, most: number): number => Math.min(most, Math.max(least, value));
