import { backupMetrics } from '../platform/backup-metrics';

/** Between the backup, which writes into it, and the node exporter, which reads files that end with `.prom`. */
export const metricsVolume = 'backup_metrics';

/** In the folder of the backups while the last dump is one that could not be read. */
export const unreadableMark = '.unreadable';

/** Variables that the script reads, beside those of the backup itself. */
export interface BackupMetricsVariables {
  readonly BACKUP_METRICS_FOLDER: string;
}

const { lastSuccess, size, readable } = backupMetrics;
const gauge = ({ name, meaning }: { readonly name: string; readonly meaning: string }, value: string): string =>
  `# HELP ${name} ${meaning}\n# TYPE ${name} gauge\n${name}{store="postgres"} $${value}`;

/**
 * What there is of backups, for the text file collector of the node exporter: read from the folder, so that neither a new
 * container nor a failure forgets the last good one. The file appears whole, and everyone may read it: the exporter is
 * nobody, and dumps are not in that folder. For bash, with GNU's tools or busybox's.
 */
export const backupMetricsScript = `set -euo pipefail
shopt -s nullglob
export LC_ALL=C

folder=\${BACKUP_FOLDER:?}
metrics=\${BACKUP_METRICS_FOLDER:?}
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

whole=$(mktemp "$metrics/.backup.XXXXXX")
trap 'rm -f "$whole"' EXIT
cat >"$whole" <<END
${[gauge(lastSuccess, 'seconds'), gauge(size, 'size'), gauge(readable, 'readable')].join('\n')}
END
chmod 644 "$whole"
mv "$whole" "$metrics/memorai-backup.prom"
`;
