import { nearest } from '../../config/nearest';
import { applicationContract } from '../contract';
import type { Migration, Service } from '../types';
import { byDefault, type Context, derivedFrom } from './context';
import { resolveResources } from './services';

/** Settings that a migration needs of its service: the database's and what is shared. */
const DATABASE_SETTINGS = /^(DB_|DATABASE_)/;

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
  const usesPostgres = (service: Service) =>
    service.uses.some((edge) => edge.kind === 'store' && edge.store === 'postgres');
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
    command: context.pick(
      'migration.command',
      written?.command,
      [...applicationContract.migrateCommand],
      byDefault('guide L306-315'),
    ),
    settings: service.settings.filter((setting) => setting.scope === 'shared' || DATABASE_SETTINGS.test(setting.name)),
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
