import { releaseSteps, setupSeconds } from '../setup-steps';
import { setupFacts, setupFactsVariable } from '../store-config/setup-facts';
import type { Aws, ConnectionBudget, Edge, Platform, Service, Setting, StoreName } from '../types';
import { usesStore } from '../uses';
import type { AwsDraft } from './aws';
import { byDefault, type Context, derivedFrom } from './context';
import { literal, OF_QDRANT, resolveSeed, SCHEDULE } from './migration';

/** Lambda's own limit, and the deadline of the Job elsewhere. */
const LONGEST_SECONDS = 900;
/** Less, and the function would be stopped while it waits for a server that is about to answer. */
const LEAST_SECONDS = 120;
/** What it has from its services: the parts of the connection. */
const NEEDED = /^DB_\w+$/;
/** Where Lambda unpacks layers. */
const SQL_FOLDER = '/opt';
/** Of the Job; a function has none of it. */
const OF_THE_JOB = ['service', 'command', 'resources', 'backoffLimit'] as const;

/** What migrates the schema when serverless; undefined where the config says nothing of it. */
export function resolveMigrationFunction(
  context: Context,
  services: Readonly<Record<string, Service>>,
  stores: Pick<Platform['stores'], 'postgres' | 'qdrant'>,
  connections: ConnectionBudget,
  aws: AwsDraft | undefined,
): Aws['migration'] {
  const { deployment, migration: written, environment } = context.config;
  if (deployment !== 'serverless' || written === undefined || aws === undefined) return undefined;
  for (const key of OF_THE_JOB) {
    if (written[key] !== undefined) {
      context.fail(`migration.${key}`, 'conflict', 'has no meaning when deployment is serverless; remove it');
    }
  }
  if (!context.pick('migration.enabled', written.enabled, true, byDefault('its SQL is named'))) return { kind: 'none' };
  if (written.sql === undefined) {
    context.fail('migration', 'missing', 'needs sql: the folder with migrations, seeds and indexes; or enabled: false');
    return undefined;
  }
  const all = Object.values(services);
  const [withDatabase] = all.filter(({ uses }) => usesStore(uses, 'postgres'));
  if (withDatabase === undefined) {
    context.fail('migration.sql', 'conflict', 'has no database: no service uses postgres; remove it');
    return undefined;
  }
  const withQdrant = all.find(({ uses }) => usesStore(uses, 'qdrant'));
  const timeoutSeconds = context.pick('migration.deadline', written.deadline, LONGEST_SECONDS, byDefault('15 minutes'));
  if (timeoutSeconds > LONGEST_SECONDS) {
    context.fail(
      'migration.deadline',
      'value',
      `must be at most ${LONGEST_SECONDS / 60}m, the longest that a function runs, got ${timeoutSeconds}s; ` +
        'run what takes longer with memorai-db from inside the network',
    );
  }
  if (timeoutSeconds < LEAST_SECONDS) {
    const { wait, request, answer } = setupSeconds;
    context.fail(
      'migration.deadline',
      'value',
      `must be at least ${LEAST_SECONDS / 60}m when deployment is serverless, got ${timeoutSeconds}s: a server is waited for ` +
        `${wait} s, its last answer ${request} s, and ${answer} s are kept to tell the stack; leave it out for ${LONGEST_SECONDS / 60}m`,
    );
  }
  const stored: readonly StoreName[] = withQdrant === undefined ? ['postgres'] : ['postgres', 'qdrant'];
  const schedule = resolveSchedule(context, stores.postgres.partitions.tables.length > 0);
  return {
    kind: 'function',
    functionName: `memorai-${environment}-migrate`,
    sql: context.take('migration.sql', written.sql),
    timeoutSeconds,
    steps: releaseSteps({ seed: resolveSeed(context), collection: withQdrant !== undefined }),
    settings: [
      ...withDatabase.settings.filter(({ name }) => NEEDED.test(name) && name !== 'DB_HOST'),
      ...(withQdrant?.settings.filter(({ name }) => OF_QDRANT.test(name)) ?? []),
      ...server(stores.postgres, withDatabase, aws),
      literal(setupFactsVariable, JSON.stringify(setupFacts(stores, connections))),
      literal('SQL_FOLDER', SQL_FOLDER),
    ].sort((a, b) => (a.name < b.name ? -1 : 1)),
    uses: stored.map((store): Edge => ({ kind: 'store', store })),
    ...(schedule === undefined ? {} : { schedule }),
  };
}

/** Past the proxy, which would pin the session anyway: for its lock, and for its `SET`. */
function server(postgres: Platform['stores']['postgres'], service: Service, aws: AwsDraft): readonly Setting[] {
  const host = service.settings.filter(({ name }) => name === 'DB_HOST');
  if (postgres.provider !== 'aurora') return [...host, literal('PGSSLMODE', postgres.tls ? 'require' : 'disable')];
  return [
    ...host.map(
      (setting): Setting => ({
        ...setting,
        source: { from: 'parameter', parameterName: aws.parameters.postgresHost },
      }),
    ),
    literal('PGSSLMODE', 'verify-full'),
    // The runtime brings Amazon's authorities, those of RDS among them.
    literal('PGSSLROOTCERT', '/var/runtime/ca-cert.pem'),
  ];
}

function resolveSchedule(context: Context, hasTables: boolean): string | undefined {
  const written = context.config.migration?.maintenance;
  const at = (field: string) => `migration.maintenance.${field}`;
  if (written?.command !== undefined) {
    context.fail(at('command'), 'conflict', 'has no meaning when deployment is serverless; remove it');
  }
  if (!hasTables && written?.enabled === true) {
    context.fail(at('enabled'), 'conflict', 'has nothing to do: stores.postgres.partitions.tables is empty');
  }
  if (!context.pick(at('enabled'), written?.enabled, hasTables, derivedFrom('stores.postgres.partitions'))) {
    return undefined;
  }
  const schedule = context.pick(
    at('schedule'),
    written?.schedule,
    SCHEDULE,
    byDefault('every week, as a run may fail'),
  );
  const [, , dayOfMonth, , dayOfWeek = ''] = schedule.split(' ');
  if ((dayOfMonth !== '*' && dayOfWeek !== '*') || dayOfWeek.includes('/')) {
    context.fail(
      at('schedule'),
      'value',
      `must leave the day of the month or of the week to *, and name days of the week one by one, got "${schedule}"`,
    );
  }
  return schedule;
}
