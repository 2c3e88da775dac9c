import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { plainStyle } from '../../lib/cli/console';
import { readEnvFile } from '../../lib/cli/env-file';
import { run } from '../../lib/cli/run';
import { runCommand } from '../support/command-line';

const inCompose = 'environment: dev\nversion: 3.2.0\ndomain: memorai.com\ntier: minimum\ndeployment: compose\n';
const inCluster = `environment: staging
version: 3.2.0
domain: memorai.com
tier: minimum
cluster: { provider: generic }
`;

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'memorai-secrets-'));
  mkdirSync(join(folder, 'environments'));
  writeFileSync(join(folder, 'environments', 'dev.yaml'), inCompose);
  writeFileSync(join(folder, 'environments', 'staging.yaml'), inCluster);
});
afterEach(() => rmSync(folder, { recursive: true }));

function init(...words: string[]) {
  const argv = [
    'secrets',
    'init',
    '--config',
    join(folder, 'environments'),
    '--out-dir',
    join(folder, 'dist'),
    ...words,
  ];
  const { code, out, err } = runCommand(argv);
  const clean = (text: string) => text.replaceAll(`${folder}/`, '');
  return { code, out: clean(out), err: clean(err) };
}

const at = (...path: string[]) => join(folder, 'dist', 'dev', 'compose', ...path);
const mode = (...path: string[]) => (statSync(at(...path)).mode & 0o777).toString(8);
const variables = () => readEnvFile(readFileSync(at('.env'), 'utf8')).values;
const put = (name: string, text: string) => {
  mkdirSync(at(), { recursive: true });
  writeFileSync(at(name), text);
};
const everything =
  'DATABASE_URL, DB_PASSWORD, ENCRYPTION_KEY, JWT_SECRET, QDRANT_API_KEY, REDIS_PASSWORD, REDIS_URL, SESSION_SECRET';
const files = [
  'DB_PASSWORD',
  'GRAFANA_ADMIN_PASSWORD',
  'POSTGRES_MONITOR_PASSWORD',
  'POSTGRES_PASSWORD',
  'QDRANT_API_KEY',
  'REDIS_MONITOR_PASSWORD',
  'REDIS_PASSWORD',
]
  .map((name) => `secrets/${name}`)
  .join(', ');
const toFill =
  'fill in dist/dev/compose/.env  OPENAI_API_KEY  Issued by OpenAI\nfill in dist/dev/compose/.env  SENDGRID_API_KEY  Issued by SendGrid\n';

test('makes everything, and says what a person has to fill in', () => {
  expect(init('--env', 'dev')).toEqual({
    code: 0,
    out: `dist/dev/compose: made ${everything}, ${files}\n`,
    err: toFill,
  });
});

test('signing keys and passwords are 64 hexadecimal characters, none like another', () => {
  init();
  const made = [
    'DB_PASSWORD',
    'ENCRYPTION_KEY',
    'JWT_SECRET',
    'QDRANT_API_KEY',
    'REDIS_PASSWORD',
    'SESSION_SECRET',
  ].map((name) => variables().get(name) ?? '');
  for (const value of made) expect(value).toMatch(/^[0-9a-f]{64}$/);
  expect(new Set(made).size).toBe(made.length);
});

test('only the owner may read: the file, and the folder of what stores read', () => {
  const mask = process.umask(0);
  try {
    init();
  } finally {
    process.umask(mask);
  }
  expect([mode('.env'), mode('secrets'), ...readdirSync(at('secrets')).map((name) => mode('secrets', name))]).toEqual([
    '600',
    '700',
    ...files.split(', ').map(() => '444'),
  ]);
  expect(readdirSync(at()).sort()).toEqual(['.env', 'secrets']);
});

test('a second run makes nothing, and changes no byte', () => {
  init();
  const before = readFileSync(at('.env'), 'utf8');
  expect(init().out).toBe('dist/dev/compose: nothing to make\n');
  expect(readFileSync(at('.env'), 'utf8')).toBe(before);
});

test('what is there is kept, what is missing is added, and permissions are put right', () => {
  put('.env', '# mine\nJWT_SECRET=old\nOPENAI_API_KEY=key\n');
  chmodSync(at('.env'), 0o644);
  const { out, err } = init();
  expect(out).toBe(`dist/dev/compose: made ${everything.replace('JWT_SECRET, ', '')}, ${files}\n`);
  expect(err).toBe('fill in dist/dev/compose/.env  SENDGRID_API_KEY  Issued by SendGrid\n');
  expect(readFileSync(at('.env'), 'utf8')).toMatch(/^# mine\nJWT_SECRET=old\nOPENAI_API_KEY=key\n\n# /);
  expect(mode('.env')).toBe('600');
});

test('a copy of .env.example is filled in where its lines stand', () => {
  put('.env', 'JWT_SECRET=\nOPENAI_API_KEY=\n');
  init();
  expect(readFileSync(at('.env'), 'utf8')).toMatch(/^JWT_SECRET='[0-9a-f]{64}'\nOPENAI_API_KEY=\n/);
});

test('a password of a person reaches the store as it is, and the URL encoded', () => {
  put('.env', "DB_PASSWORD='p@ss:/?#%w'\n");
  init();
  expect(readFileSync(at('secrets', 'DB_PASSWORD'), 'utf8')).toBe('p@ss:/?#%w');
  expect(variables().get('DATABASE_URL')).toContain(':p%40ss%3A%2F%3F%23%25w@');
});

test('what contradicts itself is kept, and said', () => {
  init();
  put('.env', readFileSync(at('.env'), 'utf8').replace(/^DB_PASSWORD=.*/m, "DB_PASSWORD='changed'"));
  const { code, err } = init();
  expect(code).toBe(0);
  for (const name of ['DATABASE_URL', 'secrets/DB_PASSWORD']) {
    expect(err).toContain(
      `warning  dev  ${name} is kept, and is not what its parts say; take it out to have it made again\n`,
    );
  }
  expect(variables().get('DB_PASSWORD')).toBe('changed');
});

test('as JSON: names, never a value', () => {
  const { out } = init('--env', 'dev', '--output', 'json');
  expect(JSON.parse(out)).toEqual({
    schemaVersion: 1,
    ok: true,
    environments: [
      {
        environment: 'dev',
        folder: 'dist/dev/compose',
        made: `${everything}, ${files}`.split(', '),
        toFill: [
          { name: 'OPENAI_API_KEY', description: 'Issued by OpenAI', file: '.env' },
          { name: 'SENDGRID_API_KEY', description: 'Issued by SendGrid', file: '.env' },
        ],
        waiting: [],
        differing: [],
      },
    ],
  });
  expect(out).not.toMatch(/[0-9a-f]{32}/);
});

describe('nothing is written when', () => {
  const untouched = () => existsSync(at('secrets')) || (existsSync(at('.env')) && statSync(at('.env')).size > 20);

  test.each([
    ['.env', 'dist/dev/compose/.env is a link; secrets are written to files of this folder only'],
    ['secrets', 'dist/dev/compose/secrets is a link; secrets are written to files of this folder only'],
  ])('%s is a link, even one that leads nowhere', (name, message) => {
    mkdirSync(at(), { recursive: true });
    symlinkSync(join(folder, 'elsewhere'), at(name));
    expect(init()).toEqual({ code: 2, out: '', err: `${message}\n` });
    expect(existsSync(join(folder, 'elsewhere'))).toBe(false);
  });

  test('a secret is a link', () => {
    mkdirSync(at('secrets'), { recursive: true });
    writeFileSync(join(folder, 'other'), 'x');
    symlinkSync(join(folder, 'other'), at('secrets', 'REDIS_PASSWORD'));
    expect(init().err).toBe(
      'dist/dev/compose/secrets/REDIS_PASSWORD is a link; secrets are written to files of this folder only\n',
    );
    expect(readFileSync(join(folder, 'other'), 'utf8')).toBe('x');
  });

  test('secrets is a file', () => {
    put('secrets', '');
    expect(init()).toEqual({ code: 2, out: '', err: 'dist/dev/compose/secrets is no folder\n' });
  });

  test('Compose would read a line in another way than it looks', () => {
    put('.env', 'A=1\nB=$HOME\n');
    expect(init()).toEqual({
      code: 2,
      out: '',
      err: 'dist/dev/compose/.env:2 has a "$" that Compose would expand; put the value in single quotes\n',
    });
    expect(untouched()).toBe(false);
  });

  test('the environment keeps its secrets elsewhere', () => {
    expect(init('--env', 'staging')).toEqual({
      code: 2,
      out: '',
      err: 'secrets.provider  staging has secrets that somebody else keeps in its namespace; only an environment of Compose keeps them in files\n',
    });
  });

  test('no environment is one of Compose', () => {
    rmSync(join(folder, 'environments', 'dev.yaml'));
    expect(init()).toEqual({
      code: 2,
      out: '',
      err: 'secrets.provider  no environment in environments is one of Compose\n',
    });
  });

  test('the verb is not there', () => {
    expect(
      run(['secrets', 'show'], '0.0.0', {
        out: () => {},
        err: () => {},
        progress: () => {},
        style: plainStyle,
        outStyle: plainStyle,
      }),
    ).toBe(2);
  });
});

test('init --provider compose makes an environment whose secrets can be made', () => {
  rmSync(join(folder, 'environments', 'dev.yaml'));
  const console = { out: () => {}, err: () => {}, progress: () => {}, style: plainStyle, outStyle: plainStyle };
  const words = [
    'init',
    'dev',
    '--domain',
    'memorai.com',
    '--provider',
    'compose',
    '--config',
    join(folder, 'environments'),
  ];
  expect(run(words, '0.0.0', console)).toBe(0);
  expect(init('--env', 'dev').code).toBe(0);
});
