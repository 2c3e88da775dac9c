import type { CheckedConfig } from '../../config/schema/index';
import { backupImages } from '../backup-images';
import { helpers } from '../helpers';
import { postgresMajor } from '../image-version';
import type { ComposeBackups, Postgres, RestoreTest } from '../types';
import { byDefault, type Context, derivedFrom } from './context';
import { longestGapSeconds } from './schedule';

type Written = NonNullable<NonNullable<CheckedConfig['compose']>['backups']>;

const at = (field: string) => `compose.backups.${field}`;

/** Dumps of the database on its own machine, and whether one of them is restored now and then. */
export function resolveComposeBackups(
  context: Context,
  written: Written | undefined,
  postgres: Postgres,
): ComposeBackups | undefined {
  if (written === undefined) return undefined;
  if (postgres.provider !== 'cluster') {
    context.fail(
      'compose.backups',
      'conflict',
      'whoever runs the database backs it up; remove it, or use provider cluster',
    );
  }
  const schedule = context.pick(at('schedule'), written.schedule, '30 2 * * *', byDefault('once a night, UTC (E115)'));
  const retentionDays = context.pick(at('retentionDays'), written.retentionDays, 7, byDefault('guide L821'));
  const restoreTest = resolveRestoreTest(context, written, retentionDays, postgres);
  const major = postgres.provider === 'cluster' ? postgresMajor(postgres.workload.image) : undefined;
  return {
    image: context.pick(
      at('image'),
      written.image,
      (major === undefined ? undefined : backupImages[major]) ?? helpers.backup.image,
      derivedFrom('stores.postgres.image: pg_dump of the version of the server'),
    ),
    schedule,
    longestGapSeconds: longestGapSeconds(context, at('schedule'), schedule),
    retentionDays,
    keep: context.pick(at('keep'), written.keep, 3, byDefault('E112: some stay, however old')),
    ...(restoreTest === undefined ? {} : { restoreTest }),
  };
}

/** After the backup of the night; often enough that a backup which passed is still there when a later one does not. */
function resolveRestoreTest(
  context: Context,
  { restoreTest: written }: Written,
  retentionDays: number,
  postgres: Postgres,
): RestoreTest | undefined {
  const path = at('restoreTest.schedule');
  if (written?.enabled === false) {
    if (written.schedule !== undefined) {
      context.fail(path, 'conflict', 'has no meaning for one that is switched off; remove it');
    }
    return undefined;
  }
  const [usual, origin] =
    retentionDays < 7
      ? ['0 4 * * *', derivedFrom('compose.backups.retentionDays')]
      : ['0 4 * * 0', byDefault('once a week, UTC (E115)')];
  const schedule = context.pick(path, written?.schedule, usual, origin);
  return {
    schedule,
    longestGapSeconds: longestGapSeconds(context, path, schedule),
    database: scratchDatabase(context, postgres),
  };
}

/** PostgreSQL cuts a longer name off without a word, and what is left of it may be that of another database. */
const LONGEST_NAME = 63;
const SUFFIX = '_restore_test';

/** Dropped before and after each test, as is a role of the same name: neither may be that of anything else. */
function scratchDatabase(context: Context, { database, username }: Postgres): string {
  const name = `${database.slice(0, LONGEST_NAME - SUFFIX.length)}${SUFFIX}`;
  for (const [field, taken] of Object.entries({ database, username })) {
    if (taken !== name) continue;
    context.fail(
      `stores.postgres.${field}`,
      'conflict',
      `${name} is what compose.backups.restoreTest makes and drops; choose another name`,
    );
  }
  return name;
}
