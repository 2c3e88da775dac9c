import { nearest } from '../../config/nearest';
import { setupCommand } from '../contract';
import { nodeOptions } from '../node-options';
import { releaseSteps } from '../setup-steps';
import { setupFacts, setupFactsVariable } from '../store-config/setup-facts';
import type { ConnectionBudget, Migration, Platform, Postgres, Service, Setting } from '../types';
import { usesStore } from '../uses';
import { MIGRATION_CONNECTIONS } from './connections';
import { byDefault, type Context, derivedFrom } from './context';
import { resolveResources } from './resources';

/** Settings that a migration takes from its service: who it is, and the database's; so that few other changes make a new Job. */
const NEEDED = /^(MEMORAI_(ENV|VERSION)|HOME|NODE_OPTIONS|DB_\w+|DATABASE_(URL|TIMEOUT))$/;

/** Where Qdrant is, and its key: of whichever service has them, as all have the same. */
export const OF_QDRANT = /^QDRANT_(URL|API_KEY|COLLECTION)$/;

export const literal = (name: string, value: string): Setting => ({
  name,
  kind: 'config',
  scope: 'service',
  source: { from: 'literal', value },
});

/** The Job that migrates the schema once per release; undefined when switched off, serverless or without a database user. */
export function resolveMigration(
  context: Context,
  services: Readonly<Record<string, Service>>,
  stores: Pick<Platform['stores'], 'postgres' | 'qdrant'>,
  connections: ConnectionBudget,
): Migration | undefined {
  const { config } = context;
  const written = config.migration;
  if (config.deployment === 'serverless') return undefined;
  if (written?.sql !== undefined) {
    context.fail(
      'migration.sql',
      'conflict',
      'has no meaning unless deployment is serverless, as the image has the SQL; remove it',
    );
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
  const qdrantUser = Object.values(services).find(({ uses }) => usesStore(uses, 'qdrant'));
  const resources = resolveResources(context, 'migration', written?.resources, service.resources, 'as its service');
  const isOwn = (name: string) => Object.hasOwn(config.services?.[service.name]?.env ?? {}, name);
  const settings = [
    ...service.settings
      .filter((setting) => NEEDED.test(setting.name))
      .map((setting) =>
        setting.name === 'NODE_OPTIONS' && !isOwn(setting.name)
          ? literal(setting.name, nodeOptions(resources.limits.memoryMiB))
          : setting,
      ),
    ...(qdrantUser?.settings.filter((setting) => OF_QDRANT.test(setting.name)) ?? []),
    // What the connection budget keeps for it.
    literal('DATABASE_POOL_SIZE', String(MIGRATION_CONNECTIONS)),
    literal(setupFactsVariable, JSON.stringify(setupFacts(stores, connections))),
  ];
  const maintenance = resolveMaintenance(context, stores.postgres);
  if (written?.command !== undefined && written.seed !== undefined) {
    context.fail(
      'migration.seed',
      'conflict',
      'has no meaning beside migration.command, which says all steps; remove one',
    );
  }
  const steps = releaseSteps({ seed: resolveSeed(context), collection: qdrantUser !== undefined });
  context.pick('migration.service', written?.service, name, byDefault('its image carries the migrations'));
  return {
    image: service.image,
    // What its service needs to run at all; not what its service is for.
    envFrom: service.envFrom,
    volumes: Object.fromEntries(Object.entries(service.volumes).filter(([, { kind }]) => !kind.endsWith('laim'))),
    pod: service.pod,
    serviceAccount: { create: true, annotations: service.serviceAccount.annotations, token: false },
    security: service.security,
    scheduling: onItsNodes(service.scheduling),
    command: context.pick(
      'migration.command',
      written?.command,
      [...setupCommand(...steps)],
      byDefault('guide L306-315, L331-344'),
    ),
    stores: qdrantUser === undefined ? ['postgres'] : ['postgres', 'qdrant'],
    ...(maintenance === undefined ? {} : { maintenance }),
    settings: settings.sort((a, b) => (a.name < b.name ? -1 : 1)),
    resources,
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

/** The nodes of its service; a pod that runs once stands beside no other, and keeps away from none. */
function onItsNodes({ affinity, ...scheduling }: Service['scheduling']): Service['scheduling'] {
  const nodeAffinity = affinity?.nodeAffinity;
  return nodeAffinity === undefined ? scheduling : { ...scheduling, affinity: { nodeAffinity } };
}

/** An application's own seed may be no more than a script: nobody runs it who was not asked to. */
export const resolveSeed = (context: Context): boolean =>
  context.pick(
    'migration.seed',
    context.config.migration?.seed,
    false,
    byDefault('seeds belong to the first installation'),
  );

/** Weekly, at a time when nobody looks: three months ahead outlast many runs that fail. */
export const SCHEDULE = '17 3 * * 1';

function resolveMaintenance(context: Context, postgres: Postgres): Migration['maintenance'] {
  const written = context.config.migration?.maintenance;
  const at = (field: string) => `migration.maintenance.${field}`;
  const hasTables = postgres.partitions.tables.length > 0;
  if (!hasTables && written?.enabled === true) {
    context.fail(at('enabled'), 'conflict', 'has nothing to do: stores.postgres.partitions.tables is empty');
  }
  const enabled = context.pick(at('enabled'), written?.enabled, hasTables, derivedFrom('stores.postgres.partitions'));
  if (!enabled) return undefined;
  return {
    command: context.pick(
      at('command'),
      written?.command,
      [...setupCommand('index')],
      byDefault('its image carries memorai-db'),
    ),
    schedule: context.pick(at('schedule'), written?.schedule, SCHEDULE, byDefault('every week, as a run may fail')),
  };
}
