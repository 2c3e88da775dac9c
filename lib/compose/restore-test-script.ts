import { discreet } from '../platform/database/psql-script';
import { backupLock, pgpass, testLock } from './backup-script';
import { testFailureMark, testRecord } from './restore-test-metrics';

/** Variables that the script reads, beside those of libpq. */
export interface RestoreTestVariables {
  readonly BACKUP_FOLDER: string;
  /** File with the administrator's password. */
  readonly BACKUP_PASSWORD_FILE: string;
  /** Name of the database that is restored into, and of the role that restores; both are dropped. */
  readonly RESTORE_TEST_DATABASE: string;
  /** What is run after each test, however it ended; absent where nobody watches. */
  readonly RESTORE_TEST_REPORT?: string;
}

/** Comment of the role of a test: a role without it is somebody else's, and so is what belongs to it. */
const MARK = 'made by restore-test.sh, which drops it';

/** Lines of `pg_restore --list`, by the catalogue that the object is in (pg_class, pg_namespace, pg_extension) and its kind. */
const listed = {
  table: '; 1259 [0-9]+ TABLE ',
  schema: '; 2615 [0-9]+ SCHEMA - ',
  extension: '; 3079 [0-9]+ EXTENSION - ',
  extensionComment: '; 0 0 COMMENT - EXTENSION ',
} as const;

/** Tables of the database, none of the server's own. */
const TABLES =
  "pg_class JOIN pg_namespace ON pg_namespace.oid = relnamespace WHERE nspname NOT IN ('pg_catalog', 'information_schema')";

/**
 * Restores the newest backup into a database of its own, looks at what came out, and drops it again.
 *
 * A dump is code, of whoever may make objects in the database: a check constraint runs while its table is filled. So the
 * administrator makes no more than database, schemas and extensions; all else is restored by a role that has no rights on
 * anything but the new database. Owners and grants are left out for that.
 *
 * Only a database that belongs to a role with our comment is ever dropped. With the argument `clean` it does no more than
 * that. For bash, with GNU's tools or busybox's.
 */
export const restoreTestScript = `set -euo pipefail
export LC_ALL=C
umask 077

folder=\${BACKUP_FOLDER:?}
password_file=\${BACKUP_PASSWORD_FILE:?}
live=\${PGDATABASE:?}
database=\${RESTORE_TEST_DATABASE:?}
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
exec 8>"$folder/${testLock}"
if ! flock -n 8; then
  echo 'restore-test: another one is running' >&2
  exit 1
fi

# Passwords are never on a command line, where everyone may read them (E43).
RESTORE_TEST_PASSWORD=$(head -c 24 /dev/urandom | od -An -tx1 | tr -d ' \\n')
export RESTORE_TEST_DATABASE RESTORE_TEST_PASSWORD
${pgpass}
printf '*:*:*:%s:%s\\n' "$database" "$RESTORE_TEST_PASSWORD" | cat - "$PGPASSFILE" >"$scratch/both"
mv "$scratch/both" "$PGPASSFILE"

# The administrator in a database. Names without a schema are the server's, whatever a dump has made (CVE-2018-1058).
administrator() {
  PGOPTIONS='-c search_path=pg_catalog -c statement_timeout=0 -c client_min_messages=warning' \\
    psql --no-psqlrc --quiet --no-align --tuples-only --set=ON_ERROR_STOP=1 --dbname="$1"
}

remove() {
  administrator postgres <<'END'
\\getenv name RESTORE_TEST_DATABASE
SELECT format('DROP DATABASE %I WITH (FORCE)', datname) FROM pg_database JOIN pg_roles ON pg_roles.oid = datdba
  WHERE datname = :'name' AND rolname = :'name' AND shobj_description(datdba, 'pg_authid') = '${MARK}' \\gexec
SELECT format('DROP ROLE %I', rolname) FROM pg_roles
  WHERE rolname = :'name' AND shobj_description(oid, 'pg_authid') = '${MARK}' \\gexec
END
}

if [ "\${1:-}" = clean ]; then
  remove
  exit
fi

passed=
finish() {
  local code=$? last=0
  trap '' HUP INT TERM
  # After a signal the code is that of the last command, which may have been a good one.
  if [ -z "$passed" ] && [ "$code" -eq 0 ]; then code=143; fi
  if ! remove; then
    echo "restore-test: $database may still be on the server" >&2
    code=1
  fi
  rm -rf "$scratch"
  if [ -e "$folder/${testRecord}" ]; then
    read -r last _ <"$folder/${testRecord}" || last=0
  fi
  if [ "$code" -eq 0 ]; then
    last=$(date +%s)
    rm -f "$folder/${testFailureMark}"
  else
    echo "restore-test: failed with $code" >&2
    : >"$folder/${testFailureMark}"
  fi
  echo "$last $SECONDS" >"$folder/${testRecord}.new"
  mv "$folder/${testRecord}.new" "$folder/${testRecord}"
  if [ -n "\${RESTORE_TEST_REPORT:-}" ]; then
    bash "$RESTORE_TEST_REPORT" || echo 'restore-test: its metrics were not written' >&2
  fi
  exit "$code"
}

# Waits for a backup; one that would begin now waits for this.
exec 9>"$folder/${backupLock}"
flock 9
SECONDS=0
trap finish EXIT

shopt -s nullglob
backups=("$folder/\${live}"_????????T??????Z)
if [ "\${#backups[@]}" -eq 0 ]; then
  echo 'restore-test: there is no backup' >&2
  exit 1
fi
backup=\${backups[\${#backups[@]} - 1]}
dump=$backup/database.dump

if ! (cd "$backup" && sha256sum -c SHA256SUMS) >"$scratch/sums" ||
  [ "$(grep -cE '^(database\\.dump|globals\\.sql): OK$' "$scratch/sums")" -ne 2 ]; then
  echo "restore-test: \${backup##*/} is not as it was written" >&2
  cat "$scratch/sums" >&2
  exit 1
fi

pg_restore --list "$dump" >"$scratch/list"
sed -nE '/${listed.schema}/p' "$scratch/list" >"$scratch/schemas"
sed -nE '/${listed.extension}/p' "$scratch/list" >"$scratch/extensions"
sed -nE 's/^.*${listed.table}//p' "$scratch/list" >"$scratch/tables"
sed -E '/${listed.schema}|${listed.extension}|${listed.extensionComment}/d' "$scratch/list" >"$scratch/rest"

remove

# A full disk would stop the database itself: it takes as much again at most, and what is written ahead.
administrator postgres >"$scratch/space" <<'END'
\\getenv live PGDATABASE
CREATE TEMPORARY TABLE disk (line text);
COPY disk FROM PROGRAM 'df -Pk .';
SELECT (pg_database_size(:'live') + pg_size_bytes(current_setting('max_wal_size'))) / 1048576,
  (SELECT max((regexp_match(line, '\\s(\\d+)\\s+\\d+%\\s'))[1]::bigint) / 1024 FROM disk);
END
IFS='|' read -r needed free <"$scratch/space"
if [ "\${free:-0}" -lt "$needed" ]; then
  echo "restore-test: \${free:-0} MiB are free on the disk of the server, it may take $needed MiB" >&2
  exit 1
fi

administrator postgres <<'END'
\\getenv name RESTORE_TEST_DATABASE
\\getenv password RESTORE_TEST_PASSWORD
${discreet.join('\n')}
BEGIN;
CREATE ROLE :"name" LOGIN PASSWORD :'password';
COMMENT ON ROLE :"name" IS '${MARK}';
COMMIT;
CREATE DATABASE :"name" OWNER :"name" TEMPLATE template0;
REVOKE ALL ON DATABASE :"name" FROM PUBLIC;
END

# Left out is what reaches out of its database, and what the role that restores it has no right to.
restore() {
  pg_restore --exit-on-error --no-owner --no-privileges --no-publications --no-subscriptions --no-security-labels \\
    --no-tablespaces --dbname="$database" "$@" "$dump"
}
if [ -s "$scratch/schemas" ]; then restore --use-list="$scratch/schemas" --role="$database"; fi
if [ -s "$scratch/extensions" ]; then restore --use-list="$scratch/extensions"; fi
PGOPTIONS='-c synchronous_commit=off' restore --use-list="$scratch/rest" --username="$database"

administrator "$database" >"$scratch/there" <<'END'
SELECT nspname || ' ' || relname FROM ${TABLES} AND relkind IN ('r', 'p');
END
# An entry of the list ends with an owner, of one word or more.
awk 'FILENAME == ARGV[1] { there[$0]; next }
  { name = $0; found = 0
    while (!found && sub(/ [^ ]*$/, "", name)) found = (name in there)
    if (!found) print "restore-test: a table is missing: " $0 }' "$scratch/there" "$scratch/tables" >"$scratch/missing"
if [ -s "$scratch/missing" ]; then
  cat "$scratch/missing" >&2
  exit 1
fi

# Every row is read once.
administrator "$database" >"$scratch/counts" <<'END'
SELECT format('SELECT count(*) FROM ONLY %I.%I', nspname, relname) FROM ${TABLES} AND relkind = 'r' \\gexec
END

# A restore takes the version that the server has by now: worth a line, as no row is lost by it.
for one in "$live" "$database"; do
  echo 'SELECT extname, extversion FROM pg_extension;' | administrator "$one" >"$scratch/extensions of $one"
done
awk -F '|' 'FILENAME == ARGV[1] { live[$1] = $2; next }
  $1 in live && live[$1] != $2 { print "restore-test: " $1 " is restored as " $2 ", the database has " live[$1] }' \\
  "$scratch/extensions of $live" "$scratch/extensions of $database"

echo "restore-test: \${backup##*/} passed: $(wc -l <"$scratch/tables") tables, $(awk '{ rows += $1 } END { printf "%.0f", rows }' \\
  "$scratch/counts") rows, $SECONDS s"
passed=yes
`;
