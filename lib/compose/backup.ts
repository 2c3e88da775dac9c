import { exportsBackups } from '../platform/backup-metrics';
import type { Compose, Platform } from '../platform/types';
import { type BackupMetricsVariables, backupMetricsScript, metricsVolume } from './backup-metrics';
import { type BackupVariables, backupScript, failureMark } from './backup-script';
import { type ConfigFile, container, sizeOf } from './container';
import { hashHeader } from './header';
import { oneShots } from './one-shots';
import { secretPath } from './secret-files';
import type { Part } from './stores';

const FOLDER = '/backups';
const METRICS_FOLDER = '/metrics';

/** Dumps of the database, when the crond of busybox says so; the first one at once. */
export function backupParts(platform: Platform, compose: Compose): readonly Part[] {
  const { backups } = compose;
  const { postgres } = platform.stores;
  if (backups === undefined || postgres.provider !== 'cluster') return [];
  const bash = (name: string, content: string): ConfigFile => ({
    name,
    target: `/etc/memorai/${name}`,
    content: `#!/usr/bin/env bash\n${hashHeader(platform)}${content}`,
  });
  const script = bash('backup.sh', backupScript);
  const report = exportsBackups(platform) ? bash('backup-metrics.sh', backupMetricsScript) : undefined;
  const files = [script, ...(report === undefined ? [] : [report])];
  const variables: BackupVariables & Partial<BackupMetricsVariables> = {
    BACKUP_FOLDER: FOLDER,
    BACKUP_RETENTION_DAYS: String(backups.retentionDays),
    BACKUP_KEEP: String(backups.keep),
    BACKUP_PASSWORD_FILE: secretPath('POSTGRES_PASSWORD'),
    ...(report === undefined ? {} : { BACKUP_REPORT: report.target, BACKUP_METRICS_FOLDER: METRICS_FOLDER }),
  };
  const service = container(platform, 'backup', compose, {
    image: backups.image,
    entrypoint: ['/bin/sh', '-ec'],
    command: [scheduler(script.target, backups.schedule, report?.target)],
    environment: {
      ...variables,
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
      test: ['CMD-SHELL', `[ ! -e ${FOLDER}/${failureMark} ]`],
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
      ...(report === undefined ? [] : [{ type: 'volume' as const, source: metricsVolume, target: METRICS_FOLDER }]),
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
const scheduler = (script: string, schedule: string, report: string | undefined): string =>
  [
    'mkdir -p /tmp/crontabs',
    `echo '${schedule} /bin/bash ${script} >/proc/1/fd/1 2>&1' >/tmp/crontabs/root`,
    `ls -d ${FOLDER}/*Z >/dev/null 2>&1 || /bin/bash ${script} || true`,
    ...(report === undefined ? [] : [`/bin/bash ${report} || true`]),
    'exec crond -f -l 8 -c /tmp/crontabs',
  ].join('\n');
