import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { styleFor } from '../../lib/cli/console';
import { exitCodes } from '../../lib/cli/exit-codes';
import { settingsRegistry } from '../../lib/platform/settings-registry';
import { describedRules } from '../../lib/rules/describe';
import { commandLine, stagingConfig } from '../support/command-line';

const config = stagingConfig;
const { memorai, folder } = commandLine();

test('exit codes are a contract', () => {
  expect(exitCodes).toEqual({ ok: 0, internal: 1, usage: 2, violated: 3, different: 4 });
});

describe('check', () => {
  test('--phase platform asks no rule of the output', () => {
    const patch =
      'patches: [{ target: { kind: Deployment, name: nowhere }, merge: { spec: { minReadySeconds: 1 } } }]\n';
    const files = { 'staging.yaml': config(patch) };
    expect(memorai('check', files)).toMatchObject({ code: 2, err: expect.stringContaining('patches[0]') });
    expect(memorai('check --phase platform', files)).toMatchObject({
      code: 0,
      err: expect.not.stringContaining('patches'),
    });
  });

  test('a good config: 0, findings as messages, a count as data', () => {
    const { code, out, err } = memorai('check', {
      'staging.yaml': config('services: { worker: { enabled: false } }\ncluster: { version: "1.34" }\n'),
    });
    expect({ code, out }).toEqual({ code: 0, out: 'staging: 0 errors, 4 warnings\n' });
    expect(err.split('\n')[0]).toBe(
      'warning  environments/staging.yaml:11:12  cluster.version  Kubernetes 1.34 is past upstream support (ended 2026-10-27); the oldest supported is 1.35  [kubernetes-support]',
    );
  });

  test('40 replicas of the api: 3, with the sum', () => {
    const { code, err } = memorai('check', {
      'staging.yaml': config(
        'services: { api: { replicas: { max: 40 } }, mcp: { replicas: { max: 4 } }, worker: { replicas: { max: 8 } } }\n',
      ),
    });
    expect(code).toBe(3);
    expect(err).toContain('environments/staging.yaml:10:32  services.api.replicas.max  the pools of all services');
    expect(err).toContain('api (40 + 1) × 5 + mcp (4 + 1) × 5 + worker (8 + 1) × 5 + 10 reserve = 285 > 197');
  });

  test('an unknown key: 2, with its line and the suggestion', () => {
    expect(memorai('check', { 'staging.yaml': config('servces: {}\n') })).toEqual({
      code: 2,
      out: '',
      err: `environments/staging.yaml:10:1  servces  unknown key; did you mean "services"?
   10 | servces: {}
      | ^^^^^^^
`,
    });
  });

  test('issues of all files at once', () => {
    const { code, err } = memorai('check', { 'a.yaml': config('tire: 1\n'), 'b.yaml': config('servces: {}\n') });
    expect(code).toBe(2);
    expect(err.match(/^environments\S+/gm)).toEqual(['environments/a.yaml:10:1', 'environments/b.yaml:10:1']);
  });

  test('two files with one name', () => {
    const { code, err } = memorai('check', { 'a.yaml': config(), 'b.yaml': config() });
    expect({ code, err }).toEqual({
      code: 2,
      err: `environments/b.yaml:1:1  environment  "staging" is already the name of environments/a.yaml
    1 | environment: staging
      |              ^^^^^^^
`,
    });
  });

  test.each([
    ['that is not there', 'prod', 'no environment "prod" in environments; there are production'],
    ['that is itself', 'staging', '"staging" is this environment itself; name another one'],
  ])('a likeness of an environment %s', (_, name, message) => {
    const other = config().replace('environment: staging', 'environment: production');
    const files = { 'staging.yaml': config(`parity: { with: ${name} }\n`), 'production.yaml': other };
    expect(memorai('check', files)).toMatchObject({
      code: 2,
      err: expect.stringContaining(`environments/staging.yaml:10:11  parity.with  ${message}\n`),
    });
    expect(memorai('check --env production', files).code).toBe(0);
  });

  test('a finding has its position in JSON as an issue has', () => {
    const { out } = memorai('check --output json', { 'staging.yaml': config('cluster: { version: "1.34" }\n') });
    expect(JSON.parse(out).findings).toContainEqual(
      expect.objectContaining({
        path: 'cluster.version',
        position: { file: 'environments/staging.yaml', line: 10, column: 12 },
      }),
    );
  });

  test('--env looks at that environment alone', () => {
    const files = {
      'staging.yaml': config(),
      'broken.yaml': 'environment: broken\nservces: {}\n',
      'unreadable.yaml': '][',
    };
    expect(memorai('check --env staging', files).code).toBe(0);
    expect(memorai('check --env broken', files).code).toBe(2);
  });

  test('an environment that is not there', () => {
    expect(memorai('check --env stagin', { 'staging.yaml': config() })).toEqual({
      code: 2,
      out: '',
      err: 'no environment "stagin" in environments; did you mean "staging"?\n',
    });
  });

  test('a base file is no environment', () => {
    const files = {
      '_base.yaml': config().replace('environment: staging\n', ''),
      'staging.yaml': 'extends: _base.yaml\nenvironment: staging\n',
    };
    expect(memorai('list', files).out.split('\n')).toHaveLength(3);
  });

  test.each([
    ['json', { 'staging.yaml': config() }, 0, { ok: true, environments: ['staging'] }],
    [
      'json',
      { 'staging.yaml': config('servces: {}\n') },
      2,
      { ok: false, issues: [{ path: 'servces', code: 'unknown-key' }] },
    ],
  ])('--output %s carries schemaVersion', (format, files, code, data) => {
    const result = memorai(`check --output ${format}`, files);
    expect(result.code).toBe(code);
    expect(JSON.parse(result.out)).toMatchObject({ schemaVersion: 1, ...data });
  });

  test('no configs at all: the way out', () => {
    expect(memorai('check')).toEqual({
      code: 2,
      out: '',
      err: 'no environment in "environments"; make a first one with: memorai init\n',
    });
  });
});

describe('synth', () => {
  test('writes the environment, and a second run changes nothing', () => {
    const files = { 'staging.yaml': config() };
    const first = memorai('synth', files);
    expect(first.code).toBe(0);
    expect(first.out).toMatch(/^dist\/staging: \d+ files, \d+ written, 0 deleted\n$/);
    expect(readFileSync(join(folder(), 'dist/staging/kubernetes/kustomization.yaml'), 'utf8')).toContain(
      '00-namespace',
    );
    expect(memorai('synth', files).out).toMatch(/ 0 written, 0 deleted\n$/);
  });

  test.each([
    ['a violated rule', 'services: { api: { replicas: { max: 90 } } }\n', 3],
    ['a broken config', 'servces: {}\n', 2],
  ])('%s leaves the last good output', (_, changes, code) => {
    memorai('synth', { 'staging.yaml': config() });
    const before = readdirSync(join(folder(), 'dist'), { recursive: true }).sort();
    expect(memorai('synth', { 'staging.yaml': config(changes) }).code).toBe(code);
    expect(readdirSync(join(folder(), 'dist'), { recursive: true }).sort()).toEqual(before);
  });

  test('a folder that is not there is an error with its line, of every environment', () => {
    const onLambda = (name: string, changes: string) => `environment: ${name}
version: 3.2.0
domain: memorai.com
deployment: serverless
stores: { postgres: { provider: aurora }, redis: { host: redis.memorai.com }, qdrant: { host: qdrant.memorai.com } }
aws: { region: us-east-1 }
${changes}`;
    const { code, err } = memorai('synth', {
      'one.yaml': onLambda('one', 'migration: { sql: nowhere }\n'),
      'two.yaml': onLambda('two', 'services: { api: { lambda: { code: nothing.zip, handler: index.handler } } }\n'),
    });
    const missing = (name: string) =>
      `must be there, and there is no ${join(process.cwd(), name)}; paths start at the working folder`;
    expect([code, err.trimEnd().split('\n').slice(-2)]).toEqual([
      2,
      [
        `environments/one.yaml:7:14  migration.sql             ${missing('nowhere')}`,
        `environments/two.yaml:7:30  services.api.lambda.code  ${missing('nothing.zip')}`,
      ],
    ]);
    expect(existsSync(join(folder(), 'dist'))).toBe(false);
  });

  test('a service that is gone takes its own files with it, and no other', () => {
    memorai('synth', { 'staging.yaml': config('services: { reports: { port: 3010 } }\n') });
    const before = readdirSync(join(folder(), 'dist'), { recursive: true, encoding: 'utf8' });
    memorai('synth', { 'staging.yaml': config() });
    const after = readdirSync(join(folder(), 'dist'), { recursive: true, encoding: 'utf8' });
    const gone = before.filter((path) => !after.includes(path));
    expect(gone.every((path) => path.includes('reports'))).toBe(true);
    expect(gone.some((path) => path.endsWith('deployment-memorai-reports.yaml'))).toBe(true);
  });

  test('an environment that is gone gives up its files, unless another was asked for', () => {
    memorai('synth', { 'staging.yaml': config(), 'second.yaml': config().replace('staging', 'second') });
    rmSync(join(folder(), 'environments/second.yaml'));
    memorai('synth --env staging');
    expect(existsSync(join(folder(), 'dist/second/.synth.json'))).toBe(true);
    memorai('synth');
    expect(existsSync(join(folder(), 'dist/second/kubernetes'))).toBe(false);
  });

  test('a file of somebody else in the way is an error that names it', () => {
    mkdirSync(join(folder(), 'dist/staging/kubernetes'), { recursive: true });
    writeFileSync(join(folder(), 'dist/staging/kubernetes/kustomization.yaml'), 'mine');
    const { code, err } = memorai('synth', { 'staging.yaml': config() });
    expect(code).toBe(1);
    expect(err).toContain('staging/kubernetes/kustomization.yaml');
    expect(readdirSync(join(folder(), 'dist/staging/kubernetes'))).toEqual(['kustomization.yaml']);
  });

  test('a file where the folder of the output belongs is no internal error', () => {
    writeFileSync(join(folder(), 'dist'), '');
    const { code, err } = memorai('synth', { 'staging.yaml': config() });
    expect(code).toBe(1);
    expect(err).toContain('dist  a file is where a folder belongs; move it away, or delete it, and run again');
    expect(err).not.toContain('internal error');
  });
});

test('a folder of configs that this user may not list', () => {
  memorai('list', { 'staging.yaml': config() });
  chmodSync(folder(), 0o711);
  chmodSync(join(folder(), 'environments'), 0);
  const asNobody = process.getuid?.() === 0; // nothing is closed to root
  if (asNobody) process.seteuid?.(65534);
  try {
    expect(memorai('check')).toMatchObject({
      code: 2,
      err: 'folder "environments" cannot be read (EACCES); let this user list it\n',
    });
  } finally {
    if (asNobody) process.seteuid?.(0);
    chmodSync(join(folder(), 'environments'), 0o700);
  }
});

describe('list', () => {
  test('environments', () => {
    expect(memorai('list', { 'staging.yaml': config() }).out).toBe(
      'environment  deployment  targets                           tier     services  file\nstaging      kubernetes  kubernetes,monitoring,operations  minimum  4         environments/staging.yaml\n',
    );
  });

  test.each(['services', 'stacks', 'secrets', 'controllers', 'settings', 'rules'])('%s as JSON', (what) => {
    const { code, out } = memorai(`list ${what} --output json`, { 'staging.yaml': config() });
    expect(code).toBe(0);
    const rows = (JSON.parse(out) as Record<string, unknown[]>)[what];
    expect(rows?.length).toBe(
      {
        services: 4,
        stacks: 0,
        secrets: 7,
        controllers: 10,
        settings: Object.keys(settingsRegistry).length,
        rules: describedRules.length,
      }[what],
    );
  });
});

test('list secrets: of Secrets that somebody else keeps, what each holds and for whom', () => {
  const { out } = memorai('list secrets', { 'staging.yaml': config() });
  expect(out.split('\n')[1]).toMatchInlineSnapshot(
    `"staging      memorai-api-secrets                existing  for api: DATABASE_URL, DB_PASSWORD, ENCRYPTION_KEY, JWT_SECRET, OPENAI_API_KEY, QDRANT_API_KEY, REDIS_PASSWORD, REDIS_URL, SENDGRID_API_KEY, SESSION_SECRET"`,
  );
});

test('list artifacts: every file that synth writes, with its size', () => {
  const { out } = memorai('list artifacts --output json', { 'staging.yaml': config() });
  const { artifacts } = JSON.parse(out) as { artifacts: { path: string; target: string; bytes: number }[] };
  memorai('synth');
  const written = readdirSync(join(folder(), 'dist/staging'), { recursive: true, withFileTypes: true });
  expect(artifacts.length).toBe(written.filter((file) => file.isFile() && file.name !== '.synth.json').length);
  for (const { path, target, bytes } of artifacts) {
    expect(statSync(join(folder(), 'dist/staging', path)).size).toBe(bytes);
    expect(path.startsWith(`${target}/`)).toBe(true);
  }
});

describe('init', () => {
  test.each(['eks', 'generic'])('writes a config for %s that synthesizes at once', (provider) => {
    const made = memorai(`init first --domain example.com --provider ${provider}`);
    expect({ code: made.code, out: made.out }).toEqual({ code: 0, out: 'environments/first.yaml\n' });
    expect(memorai('check').code).toBe(0);
  });

  test('never overwrites', () => {
    const { code, err } = memorai('init staging --domain example.com', { 'staging.yaml': 'mine' });
    expect({ code, err }).toEqual({
      code: 2,
      err: 'environments/staging.yaml exists already; edit it, or choose another name\n',
    });
    expect(readFileSync(join(folder(), 'environments/staging.yaml'), 'utf8')).toBe('mine');
  });

  test('a domain that cannot work is refused before anything is written', () => {
    const { code, err } = memorai('init staging --domain https://example.com');
    expect(code).toBe(2);
    expect(err).toMatch(/^domain +must be a host name in lower case/m);
    expect(readdirSync(join(folder(), 'environments'))).toEqual([]);
  });
});

describe('command line', () => {
  test.each([
    ['an unknown verb', 'sinth', "error: unknown command 'sinth'\n(Did you mean synth?)"],
    ['an unknown option', 'check --environment x', "error: unknown option '--environment'"],
    ['a missing argument', 'explain', "error: missing required argument 'subject'"],
    [
      'a format that is none',
      'check --output xml',
      "error: option '-o, --output <format>' argument 'xml' is invalid. Allowed choices are text, json, sarif, github, junit.",
    ],
  ])('%s: 2', (_, words, message) => {
    const { code, out, err } = memorai(words);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toContain(message);
  });

  test('--version and --help are data', () => {
    expect(memorai('--version')).toEqual({ code: 0, out: '0.0.0\n', err: '' });
    expect(memorai('--help').out).toMatch(/synth[\s\S]*check[\s\S]*list[\s\S]*explain[\s\S]*init/);
  });

  test.each([
    [true, {}, true],
    [true, { NO_COLOR: '1' }, false],
    [true, { NO_COLOR: '' }, true],
    [true, { TERM: 'dumb' }, false],
    [false, {}, false],
  ])('terminal %s with %j has colour: %s', (terminal, environment, colour) => {
    expect(styleFor(terminal, environment).error('x') !== 'x').toBe(colour);
  });

  test('data that a file takes has none, wherever its messages go', () => {
    const terminal = { style: styleFor(true, {}) };
    expect(memorai('explain tier-compute', { 'staging.yaml': config() }, terminal).out).toContain('    warning  ');
    expect(memorai('check', {}, terminal).err).toContain('\u001b[33mwarning');
  });
});

describe('patches and extra objects', () => {
  const patches = (rest: string) => `patches:
  - target: { kind: Deployment, name: memorai-api }
    ${rest}
`;

  test.each(['check', 'synth'])('%s: a patch that cannot be done: 2, with its line', (verb) => {
    const files = { 'staging.yaml': config(patches('merge: { spec: { paused: null } }')) };
    const { code, out, err } = memorai(verb, files);
    expect({ code, out, first: err.split('\n')[0] }).toEqual({
      code: 2,
      out: '',
      first: 'environments/staging.yaml:12:22  patches[0].merge.spec.paused  is not there, so null cannot remove it',
    });
    expect(existsSync(join(folder(), 'dist'))).toBe(false);
  });

  test('those of all environments are said at once', () => {
    const bad = patches('json: [{ op: remove, path: /spec/nothing }]');
    const other = config(bad).replace('environment: staging', 'environment: other');
    const { code, err } = memorai('check', { 'staging.yaml': config(bad), 'other.yaml': other });
    expect(code).toBe(2);
    expect(err.match(/patches\[0\]\.json\[0\] {2}remove: nothing is at \/spec\/nothing/g)).toHaveLength(2);
  });

  test.each(['check', 'synth'])('%s: a patch that breaks what it changes: 3, with its line', (verb) => {
    const files = { 'staging.yaml': config(patches('merge: { spec: { replicas: 3 } }')) };
    const { code, err } = memorai(verb, files);
    expect(code).toBe(3);
    expect(err).toContain(
      'error  environments/staging.yaml:11:5  patches[0]  Deployment memorai-api: spec.replicas must not be set: an autoscaler counts its pods; change the patch, the extra object or the line that is named, or what it refers to  [final-objects]\n',
    );
    expect(existsSync(join(folder(), 'dist'))).toBe(false);
  });

  test('synth writes what they change and add', () => {
    const extra = 'extraObjects: [{ apiVersion: v1, kind: ConfigMap, metadata: { name: team }, data: { a: b } }]\n';
    const files = { 'staging.yaml': config(patches('merge: { spec: { minReadySeconds: 77 } }') + extra) };
    expect(memorai('synth', files).code).toBe(0);
    const read = (path: string) => readFileSync(join(folder(), 'dist/staging/kubernetes', path), 'utf8');
    expect(read('60-api/deployment-memorai-api.yaml')).toContain('minReadySeconds: 77');
    expect(read('80-extra/configmap-team.yaml')).toContain('data:\n  a: b\n');
  });
});
