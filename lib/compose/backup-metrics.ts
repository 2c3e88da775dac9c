import { backupMetrics } from '../platform/backup-metrics';
import { gauge, prints, writesTextFile } from './text-file';

/** In the folder of the backups while the last dump is one that could not be read. */
export const unreadableMark = '.unreadable';

const { lastSuccess, size, readable } = backupMetrics;

/**
 * What there is of backups, for the text file collector of the node exporter: read from the folder, so that neither a new
 * container nor a failure forgets the last good one. For bash, with GNU's tools or busybox's.
 */
export const backupMetricsScript = `set -euo pipefail
shopt -s nullglob
export LC_ALL=C

folder=\${BACKUP_FOLDER:?}
backups=("$folder/\${PGDATABASE:?}"_????????T??????Z)

seconds=0
size=0
if [ "\${#backups[@]}" -gt 0 ]; then
  newest=\${backups[\${#backups[@]} - 1]}
  # The time is that in the name, which no copy changes.
  stamp=\${newest: -16}
  seconds=$(date -u -d "\${stamp:0:4}-\${stamp:4:2}-\${stamp:6:2} \${stamp:9:2}:\${stamp:11:2}:\${stamp:13:2}" +%s)
  size=$(stat -c %s "$newest/database.dump")
fi
readable=1
if [ -e "$folder/${unreadableMark}" ]; then readable=0; fi

${writesTextFile('backup', [
  prints([gauge(lastSuccess, 'seconds'), gauge(size, 'size'), gauge(readable, 'readable')]),
])}`;
