import type { Aws, Backup } from '../types';
import { byDefault, type Context, derivedFrom } from './context';
import { longestGapSeconds } from './schedule';

export function resolveBackup(context: Context, aws: Pick<Aws, 'recovery'> | undefined): Backup {
  const { backup: written, environment } = context.config;
  const kind = context.pick(
    'backup.kind',
    written === undefined ? undefined : (written.kind ?? 'bucket'),
    aws === undefined ? 'none' : 'bucket',
    // Not from protection: what it lifts is refusals, and a stack that leaves the app is left behind by cdk destroy.
    derivedFrom('the aws section'),
  );
  if (kind === 'none' || written?.kind === 'none') {
    if (aws?.recovery?.kind === 'backupOnly') {
      context.fail(
        'aws.recovery',
        'conflict',
        'copies backups, but backup.kind is none; use kind bucket, or remove it',
      );
    }
    return {
      kind: 'none',
      ...(written?.kind === 'none' ? { reason: context.take('backup.reason', written.reason) } : {}),
    };
  }
  if (aws === undefined) {
    context.fail('backup.kind', 'conflict', 'a bucket needs an aws section with a region; add it, or use kind none');
  }
  const at = (field: string) => `backup.${field}`;
  const schedule = context.pick(at('schedule'), written?.schedule, '0 2 * * *', byDefault('E115'));
  const retentionDays = context.pick(at('retentionDays'), written?.retentionDays, 7, byDefault('guide L821, E112'));
  return {
    kind,
    schedule,
    longestGapSeconds: longestGapSeconds(context, at('schedule'), schedule),
    retentionDays,
    snapshotRetentionDays: context.pick(
      at('snapshotRetentionDays'),
      written?.snapshotRetentionDays,
      35,
      byDefault('as far back as a point in time can be restored'),
    ),
    ...(written?.recoveryPoint === undefined
      ? {}
      : { recoveryPointSeconds: context.take(at('recoveryPoint'), written.recoveryPoint) }),
    ...(written?.recoveryTime === undefined
      ? {}
      : { recoveryTimeSeconds: context.take(at('recoveryTime'), written.recoveryTime) }),
    ...(written?.objectLock === undefined
      ? {}
      : {
          objectLock: {
            mode: context.take(at('objectLock.mode'), written.objectLock.mode),
            days: context.pick(
              at('objectLock.days'),
              written.objectLock.days,
              retentionDays,
              derivedFrom('backup.retentionDays'),
            ),
          },
        }),
    folders: { database: 'database/', qdrant: 'qdrant/' },
    policyName: `memorai-${environment}-backup`,
  };
}
