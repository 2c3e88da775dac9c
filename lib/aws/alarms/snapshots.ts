import { databaseName, vaultName } from '../../platform/aws-names';
import type { Platform } from '../../platform/types';
import { type Alarm, type Formula, inARow, type Metric } from './alarm';

const common = {
  subject: 'snapshots',
  severity: 'critical',
  comparison: 'above',
  threshold: 0,
  periodSeconds: 300,
  periods: inARow(1),
  // Nothing ran, so nothing failed.
  silence: 'notBreaching',
} as const;

/** Of the snapshots that AWS Backup takes of Aurora (AWS Backup developer guide, "AWS Backup metrics with CloudWatch"). */
export function snapshotAlarms({ aws, backup, stores, environment }: Platform): readonly Alarm[] {
  if (aws === undefined || backup.kind === 'none' || stores.postgres.provider !== 'aurora') return [];
  const vault = vaultName(environment);
  const database = databaseName(environment);
  const { recovery, region } = aws;
  return [
    {
      ...common,
      id: 'snapshot-failed',
      measure: anyOf(vault, ['NumberOfBackupJobsFailed', 'NumberOfBackupJobsAborted']),
      source: 'any: each is a day that cannot be restored',
      advice: `A snapshot of ${database} was not taken. aws backup list-backup-jobs --region ${region} --by-backup-vault-name ${vault} says why; mend the cause, then take one by hand (aws backup start-backup-job).`,
    },
    ...(recovery === undefined
      ? []
      : [
          {
            ...common,
            id: 'snapshot-copy-failed',
            measure: anyOf(vault, ['NumberOfCopyJobsFailed']),
            source: 'any: the second region lacks a day',
            advice: `A snapshot of ${database} is not in ${recovery.region}. aws backup list-copy-jobs --region ${region} --by-state FAILED says why; mend the cause, then copy it by hand (aws backup start-copy-job).`,
          },
        ]),
  ];
}

/** AWS counts jobs by vault and by type of what is in it, and does not say whether the vault alone is told: both are asked. */
function anyOf(vault: string, names: readonly string[]): Formula {
  const dimensions: readonly Metric['dimensions'][] = [
    { BackupVaultName: vault },
    { BackupVaultName: vault, ResourceType: 'Aurora' },
  ];
  const metrics = names.flatMap((name) =>
    dimensions.map((of): Metric => ({ namespace: 'AWS/Backup', name, dimensions: of, statistic: 'Sum' })),
  );
  return {
    expression: 'MAX(METRICS())',
    metrics: Object.fromEntries(metrics.map((metric, index) => [`jobs${index + 1}`, metric])),
  };
}
