import { formatSeconds } from '../config/units';
import type { Platform } from '../platform/types';
import type { Problem, Rule } from './types';

/** Aurora restores any second until five minutes ago (Amazon Aurora user guide, 'Restoring to a specified time'). */
const AURORA_SECONDS = 300;

/** What a loss may cost, against what takes copies how often (E147). */
export const recoveryPoint: Rule = {
  id: 'recovery-point',
  severity: 'error',
  protects: 'whoever promised an objective from learning in the disaster that nothing keeps it',
  source: 'E112, E115, E147; guide L783-862, L1008-1040',
  reads: ['backup.recoveryPoint', 'backup.schedule', 'aws.recovery.kind', 'stores.*.provider'],
  wayOut: 'let backups start more often, let the database follow in the second region, or promise less',
  check: (platform) => {
    const { backup } = platform;
    if (backup.kind === 'none' || backup.recoveryPointSeconds === undefined) return [];
    const point = backup.recoveryPointSeconds;
    const problems: Problem[] = [];
    if (platform.stores.postgres.provider === 'aurora' && point < AURORA_SECONDS) {
      problems.push({
        path: 'backup.recoveryPoint',
        message: `Aurora restores to within ${formatSeconds(AURORA_SECONDS)}, got ${formatSeconds(point)}: no backup keeps that promise; raise it`,
        value: formatSeconds(point),
        limit: formatSeconds(AURORA_SECONDS),
      });
    }
    const gap = backup.longestGapSeconds;
    const lost = scheduled(platform);
    if (lost.length > 0 && gap > point) {
      problems.push({
        path: 'backup.schedule',
        message: `backups start every ${formatSeconds(gap)} at the longest ("${backup.schedule}"), so that ${lost.join(' and ')} may lose more than backup.recoveryPoint (${formatSeconds(point)}); let them start more often, or raise it`,
        value: formatSeconds(gap),
        limit: formatSeconds(point),
      });
    }
    return problems;
  },
};

/** What is as old as the last scheduled backup when it has to be restored. */
function scheduled({ aws, stores: { postgres, qdrant } }: Platform): string[] {
  return [
    ...(postgres.provider === 'cluster' ? ['postgres'] : []),
    ...(qdrant.provider === 'cluster' ? ['qdrant'] : []),
    ...(postgres.provider === 'aurora' && aws?.recovery?.kind === 'backupOnly'
      ? [`the database in ${aws.recovery.region}`]
      : []),
  ];
}
