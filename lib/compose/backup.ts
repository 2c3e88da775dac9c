import { exportsBackups } from '../platform/backup-metrics';
import type { Compose, Platform } from '../platform/types';
import { backupJob, type Job, restoreTestJob, type SharedVariables } from './backup-jobs';
import { container, sizeOf } from './container';
import { oneShots } from './one-shots';
import { secretPath } from './secret-files';
import type { Part } from './stores';
import { type MetricsVariables, metricsVolume } from './text-file';

const FOLDER = '/backups';
const METRICS_FOLDER = '/metrics';

/** Dumps of the database, and restores of the newest, when the crond of busybox says so; the first ones at once. */
export function backupParts(platform: Platform, compose: Compose): readonly Part[] {
  const { backups } = compose;
  const { postgres } = platform.stores;
  if (backups === undefined || postgres.provider !== 'cluster') return [];
  const backup = backupJob(platform, backups, FOLDER);
  const restoreTest = restoreTestJob(platform, backups, FOLDER);
  const jobs: readonly Job[] = [backup, ...(restoreTest === undefined ? [] : [restoreTest])];
  const files = jobs.flatMap(({ script, report }) => [script, ...(report === undefined ? [] : [report])]);
  const isWatched = exportsBackups(platform);
  const variables: SharedVariables & Partial<MetricsVariables> = {
    BACKUP_FOLDER: FOLDER,
    BACKUP_PASSWORD_FILE: secretPath('POSTGRES_PASSWORD'),
    ...(isWatched ? { BACKUP_METRICS_FOLDER: METRICS_FOLDER } : {}),
  };
  const service = container(platform, 'backup', compose, {
    image: backups.image,
    entrypoint: ['/bin/sh', '-ec'],
    command: [scheduler(jobs)],
    environment: {
      ...variables,
      ...backup.variables,
      ...restoreTest?.variables,
      PGHOST: postgres.host,
      PGPORT: String(postgres.port),
      PGUSER: 'postgres',
      PGDATABASE: postgres.database,
    },
    secrets: ['POSTGRES_PASSWORD'],
    networks: ['back'],
    depends_on: { [oneShots.bootstrap]: { condition: 'service_completed_successfully' } },
    files,
    healthcheck: {
      test: ['CMD-SHELL', jobs.map(({ mark }) => `[ ! -e ${FOLDER}/${mark} ]`).join(' && ')],
      interval: '60s',
      timeout: '5s',
      retries: 1,
      start_period: '0s',
      start_interval: '5s',
    },
    // crond becomes the user of a crontab, even where that is the one it runs as.
    cap_add: ['SETGID', 'SETUID'],
    volumes: [
      { type: 'volume', source: 'backups', target: FOLDER },
      ...(isWatched ? [{ type: 'volume' as const, source: metricsVolume, target: METRICS_FOLDER }] : []),
    ],
    stop_grace_period: '60s',
    ...sizeOf('backup'),
  });
  return [{ name: 'backup', service, files }];
}

/**
 * crond wants a crontab that is root's own, which no file of the host is; what a job prints goes to the container's log.
 * What there already is gets reported at once: the volume of the metrics may be newer than the backups.
 */
const scheduler = (jobs: readonly Job[]): string => {
  const crontab = jobs.map(({ schedule, script }) => `'${schedule} /bin/bash ${script.target} >/proc/1/fd/1 2>&1'`);
  return [
    'mkdir -p /tmp/crontabs',
    `printf '%s\\n' ${crontab.join(' ')} >/tmp/crontabs/root`,
    ...jobs.flatMap(({ script, report, first }) => [
      first(`/bin/bash ${script.target}`),
      ...(report === undefined ? [] : [`/bin/bash ${report.target} || true`]),
    ]),
    'exec crond -f -l 8 -c /tmp/crontabs',
  ].join('\n');
};
