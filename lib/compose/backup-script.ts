import { unreadableMark } from './backup-metrics';

/** Variables that the script reads, beside those of libpq. */
export interface BackupVariables {
  readonly BACKUP_FOLDER: string;
  readonly BACKUP_RETENTION_DAYS: string;
  readonly BACKUP_KEEP: string;
  /** File with the administrator's password. */
  readonly BACKUP_PASSWORD_FILE: string;
  /** What is run after each try, however it ended; absent where nobody watches. */
  readonly BACKUP_REPORT?: string;
}

/** In the folder of the backups while the last attempt is one that failed: what the health check looks at. */
export const failureMark = '.failed';
/** In the folder of the backups: held by whoever writes or reads them, one at a time. */
export const backupLock = '.lock';
/** Held by a restore test from its beginning, before it waits for the other one. */
export const testLock = '.restore-test-lock';

/** The administrator's password, from its file, where libpq looks for it. */
export const pgpass = `export PGPASSFILE=$scratch/pgpass
sed 's/[\\\\:]/\\\\&/g; s/^/*:*:*:*:/' "$password_file" >"$PGPASSFILE"`;

/**
 * One backup: a folder with the dump, the roles that a dump leaves out (E114), and the checksums of both. It gets its
 * name when it is whole, so that no half of one is ever taken for a backup (E109-E115). For bash, with GNU's tools or
 * busybox's.
 */
export const backupScript = `set -euo pipefail
export LC_ALL=C
umask 077

folder=\${BACKUP_FOLDER:?}
days=\${BACKUP_RETENTION_DAYS:?}
keep=\${BACKUP_KEEP:?}
password_file=\${BACKUP_PASSWORD_FILE:?}
partial=$folder/.partial
scratch=$(mktemp -d)

whole=
finish() {
  local code=$?
  # After a signal the code is that of the last command, which may have been a good one.
  if [ -z "$whole" ] && [ "$code" -eq 0 ]; then code=143; fi
  rm -rf "$scratch" "$partial"
  if [ "$code" -eq 0 ]; then
    rm -f "$folder/${failureMark}"
  else
    echo "backup: failed with $code" >&2
    : >"$folder/${failureMark}"
  fi
  if [ -n "\${BACKUP_REPORT:-}" ]; then
    bash "$BACKUP_REPORT" || echo 'backup: its metrics were not written' >&2
  fi
}

# One at a time: the second leaves the first one's files alone, and a restore test is waited for.
exec 9>"$folder/${backupLock}"
if ! flock -n 9; then
  if [ ! -e "$folder/${testLock}" ] || flock -n "$folder/${testLock}" true; then
    echo 'backup: another one is running' >&2
    rm -rf "$scratch"
    exit 1
  fi
  echo 'backup: waits for a restore test'
  flock 9
fi
trap finish EXIT

# Never on a command line, where everyone may read it (E43).
${pgpass}

rm -rf "$partial"
mkdir "$partial"
pg_dump --format=custom --compress=9 --file="$partial/database.dump"
pg_dumpall --globals-only --no-role-passwords --file="$partial/globals.sql"
# Reads and unpacks all of it, and restores nothing.
if ! pg_restore --file=/dev/null "$partial/database.dump"; then
  : >"$folder/${unreadableMark}"
  exit 1
fi
rm -f "$folder/${unreadableMark}"
(cd "$partial" && sha256sum database.dump globals.sql >SHA256SUMS)
sync

# Another one in the same second would land inside the folder of the first.
until name=\${PGDATABASE:?}_$(date -u +%Y%m%dT%H%M%SZ) && [ ! -e "$folder/$name" ]; do sleep 1; done
mv "$partial" "$folder/$name"
whole=yes
echo "backup: $name, $(du -sk "$folder/$name" | cut -f 1) KiB"

# By the time in the name, which no copy changes; some stay, however old (E112).
oldest=\${PGDATABASE}_$(date -u -d "@$(($(date +%s) - days * 86400))" +%Y%m%dT%H%M%SZ)
mapfile -t backups < <(cd "$folder" && printf '%s\\n' "$PGDATABASE"_*Z)
for ((index = 0; index < \${#backups[@]} - keep; index++)); do
  backup=\${backups[index]}
  if [[ $backup < $oldest ]]; then
    rm -rf "\${folder:?}/$backup"
    echo "backup: removed $backup, older than $days days"
  fi
done
`;
