import { restoreTestMetrics } from '../platform/backup-metrics';
import { gauge, prints, writesTextFile } from './text-file';

/** In the folder of the backups: when a test last passed, and how many seconds the last one took. */
export const testRecord = '.restore-test';
/** In the folder of the backups while the last test is one that failed: what the health check looks at. */
export const testFailureMark = '.restore-test-failed';

const { lastSuccess, passed, duration } = restoreTestMetrics;

/**
 * What the last restore test left in the folder of the backups, for the text file collector. A file of its own: whatever
 * becomes of it, what backups say of themselves stays. For bash, with GNU's tools or busybox's.
 */
export const restoreTestMetricsScript = `set -euo pipefail

folder=\${BACKUP_FOLDER:?}
seconds=0
duration=
if [ -e "$folder/${testRecord}" ]; then
  read -r seconds duration <"$folder/${testRecord}"
fi
passed=1
if [ -e "$folder/${testFailureMark}" ]; then passed=0; fi

${writesTextFile('restore-test', [
  prints([gauge(lastSuccess, 'seconds')]),
  'if [ -n "$duration" ]; then',
  prints([gauge(passed, 'passed'), gauge(duration, 'duration')]),
  'fi',
])}`;
