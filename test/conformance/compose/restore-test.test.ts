import { spawn } from 'node:child_process';
import { appendFileSync, chmodSync, readdirSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { composeProject } from '../../../lib/compose/file';
import { resolvePlatform } from '../../../lib/index';
import { compose } from '../../support/configs';
import { type Ended, end } from '../../support/run';
import { ContainedDatabase } from './contained-database';
import { describeWith, installed, newFolder } from './tools';

/** The vector extension is no part of PostgreSQL; all else is as in the shipped environment. */
const platform = resolvePlatform(
  compose({
    stores: { postgres: { provider: 'cluster', extensions: { vector: false } } },
    compose: { backups: {} },
  }),
);
const NAME = 'memorai_restore_test';

/** Objects of every kind that an application makes; `slow` and `plot` say nothing to the application itself. */
const objects = `
  CREATE TABLE memorai.users (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, name text UNIQUE);
  INSERT INTO memorai.users (name) SELECT 'user ' || n FROM generate_series(1, 100) AS n;
  CREATE TABLE memorai.memories (id uuid DEFAULT uuid_generate_v4(), owner int REFERENCES memorai.users, at date)
    PARTITION BY RANGE (at);
  CREATE TABLE memorai.memories_2026 PARTITION OF memorai.memories FOR VALUES FROM ('2026-01-01') TO ('2027-01-01');
  INSERT INTO memorai.memories (owner, at) SELECT 1 + n % 100, '2026-06-01' FROM generate_series(1, 1000) AS n;
  CREATE TABLE audit."a table with spaces" (line text);
  INSERT INTO audit."a table with spaces" VALUES ('one'), ('two');
  CREATE MATERIALIZED VIEW analytics.counts AS SELECT owner, count(*) FROM memorai.memories GROUP BY owner;
  ALTER TABLE audit."a table with spaces" ENABLE ROW LEVEL SECURITY;
  ALTER TABLE audit."a table with spaces" FORCE ROW LEVEL SECURITY;
  CREATE POLICY none ON audit."a table with spaces" USING (false);
  SELECT lo_from_bytea(0, 'large');
`;

/** A table whose constraint runs something when anybody but the application fills it: an archive is filled by whoever restores. */
const trap = (statement: string): string => `
  CREATE FUNCTION memorai.trap() RETURNS boolean LANGUAGE plpgsql AS
    $f$ BEGIN IF session_user <> 'memorai' THEN ${statement}; END IF; RETURN true; END $f$;
  CREATE TABLE memorai.trapped (id int CHECK (memorai.trap()));
  INSERT INTO memorai.trapped VALUES (1);
`;

describeWith('POSTGRES')('a restore test on a real PostgreSQL', () => {
  let database: ContainedDatabase;
  let backups = '';
  let metricsFolder = '';
  const started: number[] = [];

  beforeAll(async () => {
    database = await ContainedDatabase.start(platform);
    expect(database.runService('bootstrap').status).toBe(0);
    expect(application(objects).stderr).toBe('');
  });
  afterAll(async () => {
    for (const pid of started) killGroup(pid);
    await database.stop();
  });
  beforeEach(() => {
    backups = newFolder();
    metricsFolder = newFolder();
  });

  const folders = () => ({ BACKUP_FOLDER: backups, BACKUP_METRICS_FOLDER: metricsFolder });
  const script = (name: string) => ['bash', join(database.files, name)];
  const backup = () => database.runService('backup', folders(), script('backup.sh'));
  const restoreTest = (change: Readonly<Record<string, string>> = {}, words = script('restore-test.sh')) =>
    database.runService('backup', { ...folders(), ...change }, words);
  const sql = (text: string, inside?: string): string => {
    const { stdout, stderr } = database.sql(text, inside);
    expect(stderr).toBe('');
    return stdout;
  };
  /** In the database of the application, by the application. */
  function application(text: string): Ended {
    const { entrypoint = [] } = composeProject(platform).file.services.psql ?? {};
    const words = [...entrypoint.map((word) => database.here(word)), '-Xq', '-o', '/dev/null', '-c', text];
    return database.runService('psql', {}, words);
  }
  const newest = (): string => {
    const name = readdirSync(backups)
      .filter((one) => one.endsWith('Z'))
      .sort()
      .at(-1);
    return join(backups, name ?? 'none');
  };
  /** Writes the checksums of a backup once more, as if it had always been so. */
  const sum = () => {
    const { stdout } = end('sha256sum', ['database.dump', 'globals.sql'], newest());
    writeFileSync(join(newest(), 'SHA256SUMS'), stdout);
  };
  const metrics = (name = 'restore-test') =>
    Object.fromEntries(
      readFileSync(join(metricsFolder, `memorai-${name}.prom`), 'utf8')
        .split('\n')
        .filter((line) => !line.startsWith('#') && line !== '')
        .map((line) => [line.replace(/^memorai_(\w+)\{store="postgres"\} .*$/, '$1'), Number(line.split(' ')[1])]),
    );
  /** What a test may have left: databases and roles of its name, and connections. */
  const left = () =>
    sql(
      `SELECT datname FROM pg_database WHERE datname LIKE '%restore%' UNION ALL SELECT rolname FROM pg_roles WHERE rolname LIKE '%restore%'`,
      'postgres',
    );
  /** Every row of every table of the real database, its roles, and its settings. */
  const real = () => {
    const rows = sql(
      `SELECT format('SELECT %L, count(*), md5(string_agg(t::text, %L ORDER BY t::text)) FROM %s AS t;', oid::regclass, ',', oid::regclass)
         FROM pg_class WHERE relkind IN ('r', 'm') AND relnamespace::regnamespace::text IN ('memorai', 'analytics', 'audit') ORDER BY oid`,
    );
    return [
      sql(rows),
      sql('SELECT rolname, rolsuper, rolcanlogin, rolpassword FROM pg_authid ORDER BY 1'),
      sql('SELECT datname, datdba, datacl, dattablespace FROM pg_database ORDER BY 1'),
      sql('SELECT * FROM pg_db_role_setting ORDER BY 1, 2'),
      sql('SELECT oid, lomowner FROM pg_largeobject_metadata'),
    ].join('\n');
  };
  const isHealthy = () => {
    const { healthcheck } = composeProject(platform).file.services.backup ?? {};
    return end('sh', ['-c', (healthcheck?.test[1] ?? '').replaceAll('/backups', backups)], '/').status === 0;
  };
  /** A folder for the front of the PATH, with a program of this name that runs this text of a shell. */
  const inPlaceOf = (program: string, text: string): Readonly<Record<string, string>> => {
    const folder = newFolder();
    writeFileSync(join(folder, program), `#!/bin/bash\nreal=${join(installed('POSTGRES'), program)}\n${text}\n`);
    chmodSync(join(folder, program), 0o755);
    return { PATH: `${folder}:${installed('POSTGRES')}:${process.env.PATH}` };
  };

  /** A test that goes on until it is ended, with all that it has started. */
  const begin = (words: readonly string[]) => {
    const [program, all] = database.command('backup', folders(), words);
    const child = spawn(program, [...all], { detached: true, stdio: ['ignore', 'ignore', 'pipe'] });
    const pid = child.pid ?? 0;
    started.push(pid);
    let stderr = '';
    child.stderr.on('data', (chunk: Buffer) => {
      stderr += chunk.toString();
    });
    const ended = new Promise<readonly [number | null, string]>((resolve) =>
      child.once('close', (code) => resolve([code, stderr])),
    );
    return { pid, ended };
  };
  const until = async (holds: () => boolean): Promise<void> => {
    for (let tries = 0; tries < 300; tries += 1) {
      if (holds()) return;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    throw new Error('it never held');
  };
  const isRestoring = () =>
    sql(`SELECT count(*) FROM pg_stat_activity WHERE usename = '${NAME}' AND wait_event = 'PgSleep'`) === '1\n';

  /** The trap in the real database while something is done. */
  const trapped = async (statement: string, inside: () => void | Promise<void>): Promise<void> => {
    expect(application(trap(statement)).stderr).toBe('');
    try {
      await inside();
    } finally {
      sql('DROP TABLE memorai.trapped; DROP FUNCTION memorai.trap()');
    }
  };

  test('a good backup is restored, read and dropped again, and the database is as it was', () => {
    expect(backup().status).toBe(0);
    const before = real();
    const time = Date.now() / 1000;
    const { status, stdout, stderr } = restoreTest();
    expect([status, stderr]).toEqual([0, '']);
    expect(stdout).toMatch(/^restore-test: memorai_\d{8}T\d{6}Z passed: 4 tables, 1102 rows, \d+ s\n$/);
    expect([left(), real()]).toEqual(['', before]);
    const { restore_test_last_success_timestamp_seconds: at, ...others } = metrics();
    expect(others).toEqual({ restore_test_passed: 1, restore_test_duration_seconds: expect.any(Number) });
    expect(at).toBeGreaterThanOrEqual(Math.floor(time));
    expect(at).toBeLessThanOrEqual(Date.now() / 1000);
    expect(isHealthy()).toBe(true);
  });

  describe('fails, says so, and leaves nothing:', () => {
    const failing: readonly (readonly [string, () => void, RegExp])[] = [
      ['there is no backup', () => undefined, /^restore-test: there is no backup\n/],
      [
        'a dump that is not as it was written',
        () => {
          backup();
          appendFileSync(join(newest(), 'database.dump'), 'x');
        },
        /restore-test: memorai_\d{8}T\d{6}Z is not as it was written\ndatabase.dump: FAILED\n/,
      ],
      [
        'checksums that leave the dump out',
        () => {
          backup();
          const sums = join(newest(), 'SHA256SUMS');
          writeFileSync(sums, readFileSync(sums, 'utf8').replace(/^.*database.dump\n/m, ''));
        },
        /restore-test: memorai_\d{8}T\d{6}Z is not as it was written\nglobals.sql: OK\n/,
      ],
      [
        'a dump that was cut off before its checksum was taken',
        () => {
          backup();
          truncateSync(join(newest(), 'database.dump'), 8000);
          sum();
        },
        /pg_restore: error: /,
      ],
      [
        'a dump that is damaged inside',
        () => {
          backup();
          const file = join(newest(), 'database.dump');
          const bytes = readFileSync(file);
          bytes.fill(0, bytes.length - 3000, bytes.length - 2000);
          writeFileSync(file, bytes);
          sum();
        },
        /pg_restore: error: /,
      ],
      [
        'no dump at all',
        () => {
          backup();
          writeFileSync(join(newest(), 'database.dump'), 'SELECT 1;\n');
          sum();
        },
        /pg_restore: error: input file does not appear to be a valid archive/,
      ],
    ];
    test.each(failing)('%s', (_, plant, says) => {
      const before = real();
      plant();
      const { status, stdout, stderr } = restoreTest();
      expect([status, stdout]).toEqual([1, '']);
      expect(stderr).toMatch(says);
      expect(stderr).toMatch(/restore-test: failed with 1\n$/);
      expect([left(), real()]).toEqual(['', before]);
      expect(metrics()).toMatchObject({ restore_test_last_success_timestamp_seconds: 0, restore_test_passed: 0 });
      expect([isHealthy(), readdirSync(metricsFolder).filter((name) => name.startsWith('.'))]).toEqual([false, []]);
    });
  });

  test('the last test that passed is not forgotten, nor what backups say of themselves', () => {
    backup();
    expect(restoreTest().status).toBe(0);
    const [good, ofBackups] = [metrics(), metrics('backup')];
    truncateSync(join(newest(), 'database.dump'), 8000);
    sum();
    expect(restoreTest().status).toBe(1);
    expect(metrics()).toEqual({
      ...good,
      restore_test_passed: 0,
      restore_test_duration_seconds: expect.any(Number),
    });
    expect(metrics('backup')).toEqual(ofBackups);
    expect(backup().status).toBe(0);
    expect([isHealthy(), metrics().restore_test_passed]).toEqual([false, 0]);
    expect(restoreTest().status).toBe(0);
    expect([isHealthy(), metrics().restore_test_passed]).toEqual([true, 1]);
  });

  test('before the first one it says that none has passed', () => {
    expect(restoreTest({}, script('restore-test-metrics.sh')).status).toBe(0);
    expect(metrics()).toEqual({ restore_test_last_success_timestamp_seconds: 0 });
  });

  test('a server that says no: it failed, and says what may be left', () => {
    backup();
    const { status, stderr } = restoreTest({ BACKUP_PASSWORD_FILE: '/run/secrets/wrong' });
    expect(status).not.toBe(0);
    expect(stderr).toMatch(
      /password authentication failed[\s\S]*restore-test: memorai_restore_test may still be on the server\n/,
    );
    expect(metrics().restore_test_passed).toBe(0);
  });

  test('a table that is in the list and was not restored', () => {
    backup();
    const { status, stderr } = restoreTest(
      inPlaceOf(
        'pg_restore',
        `"$real" "$@" && case "$*" in *--username*) PGOPTIONS= psql -Xqd ${NAME} -c 'DROP TABLE audit."a table with spaces"'; esac`,
      ),
    );
    expect([status, stderr]).toEqual([
      1,
      'restore-test: a table is missing: audit a table with spaces memorai\nrestore-test: failed with 1\n',
    ]);
  });

  test('rows that cannot be read back', () => {
    backup();
    const { status, stderr } = restoreTest(
      inPlaceOf(
        'pg_restore',
        `"$real" "$@" && case "$*" in *--username*)
          file=$(PGOPTIONS= psql -XAtqd ${NAME} -c 'CHECKPOINT' -c "SELECT current_setting('data_directory') || '/' || pg_relation_filepath('memorai.users')")
          PGOPTIONS= psql -Xqd ${NAME} -c "ALTER DATABASE ${NAME} CONNECTION LIMIT 10"
          rm -f "$file"; esac`,
      ),
    );
    expect([stderr, left()]).toEqual([expect.stringMatching(/ERROR: {2}could not open file/), '']);
    expect(status).not.toBe(0);
  });

  test('an extension that the server has in another version is told of', () => {
    backup();
    const [version = ''] = sql(
      `UPDATE pg_extension SET extversion = '0.1' WHERE extname = 'uuid-ossp' RETURNING (SELECT default_version FROM pg_available_extensions WHERE name = 'uuid-ossp')`,
    ).split('\n');
    const { status, stdout } = restoreTest();
    sql(`UPDATE pg_extension SET extversion = '${version}' WHERE extname = 'uuid-ossp'`);
    expect([status, stdout]).toEqual([
      0,
      expect.stringMatching(`^restore-test: uuid-ossp is restored as ${version}, the database has 0.1\n`),
    ]);
  });

  test('a disk that would be filled: nothing is restored', () => {
    backup();
    sql(`ALTER SYSTEM SET max_wal_size = '1000TB'`);
    sql('SELECT pg_reload_conf()');
    const { status, stderr } = restoreTest(inPlaceOf('pg_restore', '[ "$1" = --list ] && exec "$real" "$@"; exit 77'));
    sql('ALTER SYSTEM RESET max_wal_size');
    sql('SELECT pg_reload_conf()');
    expect(status).toBe(1);
    expect(stderr).toMatch(/^restore-test: \d+ MiB are free on the disk of the server, it may take 10485\d+ MiB\n/);
  });

  describe('what a dump runs', () => {
    const plot = 'ALTER ROLE memorai SUPERUSER';

    test('it runs as a role that has no rights outside', async () => {
      await trapped(plot, () => {
        const before = real();
        backup();
        const { status, stderr } = restoreTest();
        expect([status, stderr]).toEqual([1, expect.stringMatching(/ERROR: {2}(must be superuser|permission denied)/)]);
        expect([left(), real()]).toEqual(['', before]);
      });
    });

    test('as the administrator it would have reached what it is after', async () => {
      await trapped(plot, () => {
        backup();
        const careless = join(newFolder(), 'restore-test.sh');
        const text = readFileSync(join(database.files, 'restore-test.sh'), 'utf8');
        writeFileSync(
          careless,
          text.replace(
            'restore --use-list="$scratch/rest" --username="$database"',
            'restore --use-list="$scratch/rest"',
          ),
        );
        restoreTest({}, ['bash', careless]);
        expect(sql(`SELECT rolsuper FROM pg_roles WHERE rolname = 'memorai'`)).toBe('t\n');
        sql('ALTER ROLE memorai NOSUPERUSER');
      });
    });
  });

  describe('a name that is taken', () => {
    afterEach(() => {
      database.sql(`DROP DATABASE IF EXISTS ${NAME}`, 'postgres');
      database.sql(`DROP ROLE IF EXISTS ${NAME}`, 'postgres');
    });

    test('a database of somebody else stays, and the test fails', () => {
      backup();
      sql(`CREATE DATABASE ${NAME}`, 'postgres');
      sql('CREATE TABLE precious ()', NAME);
      const { status, stderr } = restoreTest();
      expect([stderr, sql('SELECT count(*) FROM precious', NAME)]).toEqual([
        expect.stringContaining(`database "${NAME}" already exists`),
        '0\n',
      ]);
      expect([status === 0, left()]).toEqual([false, `${NAME}\n`]);
    });

    test('a role of somebody else stays, with its database', () => {
      backup();
      sql(`CREATE ROLE ${NAME}`, 'postgres');
      sql(`CREATE DATABASE ${NAME} OWNER ${NAME}`, 'postgres');
      const { status, stderr } = restoreTest();
      expect([stderr, left()]).toEqual([
        expect.stringContaining(`role "${NAME}" already exists`),
        `${NAME}\n${NAME}\n`,
      ]);
      expect(status).not.toBe(0);
    });
  });

  describe('while one runs', () => {
    const slow = 'PERFORM pg_sleep(600)';

    test('ended by a signal it drops what it made, and has failed', async () => {
      await trapped(slow, async () => {
        backup();
        const { pid, ended } = begin(script('restore-test.sh'));
        await until(isRestoring);
        process.kill(pid, 'SIGTERM');
        const [code, stderr] = await ended;
        expect(code).not.toBe(0);
        expect(stderr).toMatch(/restore-test: failed with \d+\n$/);
        expect([left(), metrics().restore_test_passed]).toEqual(['', 0]);
      });
    });

    test('killed with all that it started: the next one, and the start of the container, drop what it made', async () => {
      await trapped(slow, async () => {
        const before = real();
        backup();
        for (const next of [[...script('restore-test.sh'), 'clean'], undefined]) {
          const { pid, ended } = begin(script('restore-test.sh'));
          await until(isRestoring);
          killGroup(pid);
          await ended;
          expect(left()).toBe(`${NAME}\n${NAME}\n`);
          if (next === undefined) {
            truncateSync(join(newest(), 'database.dump'), 8000);
            sum();
            expect(restoreTest().status).toBe(1);
          } else {
            expect([restoreTest({}, next).status, readdirSync(metricsFolder)]).toEqual([0, ['memorai-backup.prom']]);
          }
          expect([left(), real()]).toEqual(['', before]);
        }
      });
    });

    test('another one does not begin, and a backup waits', async () => {
      await trapped(slow, async () => {
        backup();
        const { pid, ended } = begin(script('restore-test.sh'));
        await until(isRestoring);
        expect(restoreTest()).toMatchObject({ status: 1, stderr: 'restore-test: another one is running\n' });
        expect(restoreTest({}, [...script('restore-test.sh'), 'clean']).status).toBe(1);
        expect(isRestoring()).toBe(true);
        const made = readdirSync(backups).filter((name) => name.endsWith('Z'));
        const waiting = begin(script('backup.sh'));
        await new Promise((resolve) => setTimeout(resolve, 1500));
        expect(readdirSync(backups).filter((name) => name.endsWith('Z'))).toEqual(made);
        process.kill(pid, 'SIGTERM');
        await ended;
        expect(await waiting.ended).toEqual([0, '']);
        expect(readdirSync(backups).filter((name) => name.endsWith('Z'))).toHaveLength(2);
      });
    });

    test('it begins after a backup that runs', async () => {
      backup();
      const holding = join(newFolder(), 'held');
      const holder = begin(['sh', '-c', `exec 9>"$0/.lock"; flock 9; : >"$1"; sleep 600`, backups, holding]);
      await until(() => end('test', ['-e', holding], '/').status === 0);
      const test = begin(script('restore-test.sh'));
      await new Promise((resolve) => setTimeout(resolve, 1500));
      expect(left()).toBe('');
      killGroup(holder.pid);
      expect(await test.ended).toEqual([0, '']);
      expect(metrics().restore_test_duration_seconds).toBeLessThan(600);
    });
  });

  describe('the start of the container', () => {
    /** What it runs, with a crond that ends at once. */
    const startContainer = () => {
      const { entrypoint = [], command = [] } = composeProject(platform).file.services.backup ?? {};
      const words = [...entrypoint, ...command].map((word) =>
        database
          .here(word)
          .replaceAll('/backups', backups)
          .replaceAll('/tmp/crontabs', join(metricsFolder, 'crontabs')),
      );
      return restoreTest(inPlaceOf('crond', 'exit 0'), words);
    };

    test('makes the first backup, and tests it', async () => {
      const { status, stderr } = startContainer();
      expect([status, stderr]).toEqual([0, '']);
      await until(() => metrics().restore_test_passed === 1);
      expect([metrics('backup').backup_readable, left()]).toEqual([1, '']);
      expect(readFileSync(join(metricsFolder, 'crontabs', 'root'), 'utf8').split('\n')).toEqual([
        `30 2 * * * /bin/bash ${join(database.files, 'backup.sh')} >/proc/1/fd/1 2>&1`,
        `0 4 * * 0 /bin/bash ${join(database.files, 'restore-test.sh')} >/proc/1/fd/1 2>&1`,
        '',
      ]);
    });

    test('tests no second time, and drops what a killed test has left', async () => {
      await trapped('PERFORM pg_sleep(600)', async () => {
        backup();
        writeFileSync(join(backups, '.restore-test'), '1700000000 60\n');
        const { pid, ended } = begin(script('restore-test.sh'));
        await until(isRestoring);
        killGroup(pid);
        await ended;
        expect([startContainer().stderr, left()]).toEqual(['', '']);
        expect(metrics()).toEqual({
          restore_test_last_success_timestamp_seconds: 1_700_000_000,
          restore_test_passed: 1,
          restore_test_duration_seconds: 60,
        });
      });
    });
  });

  test('the password of the administrator is on no command line', () => {
    backup();
    const seen = join(newFolder(), 'seen');
    const spy = (program: string) => inPlaceOf(program, `printf '%s\\n' "$*" >>${seen}; exec "$real" "$@"`);
    expect(restoreTest(spy('psql')).status).toBe(0);
    expect(restoreTest(spy('pg_restore')).status).toBe(0);
    const words = readFileSync(seen, 'utf8');
    expect(words).toContain(`--dbname=${NAME}`);
    expect(words).not.toContain(readFileSync(join(database.files, 'secrets', 'POSTGRES_PASSWORD'), 'utf8'));
    expect(words).not.toMatch(/[0-9a-f]{48}/);
  });
});

/** Ends a program and all that it started, if it is still there. */
function killGroup(pid: number): void {
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    // It went by itself.
  }
}
