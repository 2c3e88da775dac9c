import { nearest } from '../../config/nearest';
import { applicationContract } from '../contract';
import type { Migration, Service, Setting } from '../types';
import { usesStore } from '../uses';
import { MIGRATION_CONNECTIONS } from './connections';
import { byDefault, type Context, derivedFrom } from './context';
import { resolveResources } from './resources';

/** Settings that a migration takes from its service: who it is, and the database's; so that no other change makes a new Job. */
const NEEDED = /^(MEMORAI_(ENV|VERSION)|HOME|NODE_OPTIONS|DB_\w+|DATABASE_(URL|TIMEOUT))$/;

/** What the connection budget keeps for it. */
const poolSize = (size: number): Setting => ({
  name: 'DATABASE_POOL_SIZE',
  kind: 'config',
  scope: 'service',
  source: { from: 'literal', value: String(size) },
});

/** The Job that migrates the schema once per release; undefined when switched off, serverless or without a database user. */
export function resolveMigration(context: Context, services: Readonly<Record<string, Service>>): Migration | undefined {
  const { config } = context;
  const written = config.migration;
  if (config.deployment === 'serverless') {
    if (written !== undefined)
      context.fail('migration', 'conflict', 'has no meaning when deployment is serverless; remove it');
    return undefined;
  }
  if (written?.enabled === false) return undefined;
  const usesPostgres = (service: Service) => usesStore(service.uses, 'postgres');
  const candidates = Object.values(services).filter(usesPostgres);
  const name = written?.service ?? 'api';
  const service = candidates.find((candidate) => candidate.name === name);
  if (service === undefined) {
    if (written?.service !== undefined) {
      context.fail(
        'migration.service',
        'value',
        `must be a service that uses postgres, got "${name}"${nearest(
          name,
          candidates.map((candidate) => candidate.name),
        )}`,
      );
    }
    return undefined;
  }
  context.pick('migration.service', written?.service, name, byDefault('its image carries the migrations'));
  return {
    image: service.image,
    // What its service needs to run at all; not what its service is for.
    envFrom: service.envFrom,
    volumes: Object.fromEntries(Object.entries(service.volumes).filter(([, { kind }]) => !kind.endsWith('laim'))),
    pod: service.pod,
    serviceAccount: { create: true, annotations: service.serviceAccount.annotations, token: false },
    security: service.security,
    scheduling: service.scheduling,
    command: context.pick(
      'migration.command',
      written?.command,
      [...applicationContract.migrateCommand],
      byDefault('guide L306-315'),
    ),
    settings: [...service.settings.filter(({ name }) => NEEDED.test(name)), poolSize(MIGRATION_CONNECTIONS)].sort(
      (a, b) => (a.name < b.name ? -1 : 1),
    ),
    resources: resolveResources(context, 'migration', written?.resources, service.resources, 'as its service'),
    ...(service.placement === undefined ? {} : { placement: service.placement }),
    serviceAccountName: 'memorai-migrate-sa',
    secretName: 'memorai-migrate-secrets',
    backoffLimit: context.pick(
      'migration.backoffLimit',
      written?.backoffLimit,
      2,
      byDefault('a migration that failed three times needs a person'),
    ),
    deadlineSeconds: context.pick(
      'migration.deadline',
      written?.deadline,
      900,
      derivedFrom('15 minutes for all attempts'),
    ),
  };
}
