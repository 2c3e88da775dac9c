import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { plainStyle, styleFor } from '../../lib/cli/console';
import { exitCodes } from '../../lib/cli/exit-codes';
import { run } from '../../lib/cli/run';
import { settingsRegistry } from '../../lib/platform/settings-registry';
import { rules } from '../../lib/rules/index';

const config = (changes = '') => `environment: staging
version: 3.2.0
domain: memorai.com
tier: minimum
protection: { level: none, reason: made by a test }
stores:
  postgres: { provider: external, host: db.memorai.com }
  redis: { host: redis.memorai.com }
  qdrant: { host: qdrant.memorai.com }
${changes}`;

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'memorai-cli-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** Runs one command with configs under the folder; paths are shown without the folder. */
function memorai(words: string, files: Readonly<Record<string, string>> = {}) {
  mkdirSync(join(folder, 'environments'), { recursive: true });
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, 'environments', name), text);
  let [out, err] = ['', ''];
  const argv = words.split(' ').filter((word) => word !== '');
  const hasFolders = ['synth', 'check', 'list', 'explain', 'init'].includes(argv[0] ?? '');
  if (hasFolders) argv.push('--config', join(folder, 'environments'));
  if (argv[0] === 'synth') argv.push('--out-dir', join(folder, 'dist'));
  const code = run(argv, '0.0.0', {
    out: (text) => {
      out += text;
    },
    err: (text) => {
      err += text;
    },
    progress: () => {},
    style: plainStyle,
  });
  const clean = (text: string) => text.replaceAll(`${folder}/`, '');
  return { code, out: clean(out), err: clean(err) };
}

test('exit codes are a contract', () => {
  expect(exitCodes).toEqual({ ok: 0, internal: 1, usage: 2, violated: 3, different: 4 });
});

describe('check', () => {
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
      err: 'environments/staging.yaml:10:1  servces  unknown key; did you mean "services"?\n',
    });
  });

  test('issues of all files at once', () => {
    const { code, err } = memorai('check', { 'a.yaml': config('tire: 1\n'), 'b.yaml': config('servces: {}\n') });
    expect(code).toBe(2);
    expect(
      err
        .trimEnd()
        .split('\n')
        .map((line) => line.split('  ')[0]),
    ).toEqual(['environments/a.yaml:10:1', 'environments/b.yaml:10:1']);
  });

  test('two files with one name', () => {
    const { code, err } = memorai('check', { 'a.yaml': config(), 'b.yaml': config() });
    expect({ code, err }).toEqual({
      code: 2,
      err: 'environments/b.yaml:1:1  environment  "staging" is already the name of environments/a.yaml\n',
    });
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
    expect(result.err).toBe('');
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
    expect(readFileSync(join(folder, 'dist/staging/kubernetes/kustomization.yaml'), 'utf8')).toContain('00-namespace');
    expect(memorai('synth', files).out).toMatch(/ 0 written, 0 deleted\n$/);
  });

  test.each([
    ['a violated rule', 'services: { api: { replicas: { max: 90 } } }\n', 3],
    ['a broken config', 'servces: {}\n', 2],
  ])('%s leaves the last good output', (_, changes, code) => {
    memorai('synth', { 'staging.yaml': config() });
    const before = readdirSync(join(folder, 'dist'), { recursive: true }).sort();
    expect(memorai('synth', { 'staging.yaml': config(changes) }).code).toBe(code);
    expect(readdirSync(join(folder, 'dist'), { recursive: true }).sort()).toEqual(before);
  });

  test('a service that is gone takes its own files with it, and no other', () => {
    memorai('synth', { 'staging.yaml': config('services: { reports: { port: 3010 } }\n') });
    const before = readdirSync(join(folder, 'dist'), { recursive: true, encoding: 'utf8' });
    memorai('synth', { 'staging.yaml': config() });
    const after = readdirSync(join(folder, 'dist'), { recursive: true, encoding: 'utf8' });
    const gone = before.filter((path) => !after.includes(path));
    expect(gone.every((path) => path.includes('reports'))).toBe(true);
    expect(gone.some((path) => path.endsWith('deployment-memorai-reports.yaml'))).toBe(true);
  });

  test('an environment that is gone gives up its files, unless another was asked for', () => {
    memorai('synth', { 'staging.yaml': config(), 'second.yaml': config().replace('staging', 'second') });
    rmSync(join(folder, 'environments/second.yaml'));
    memorai('synth --env staging');
    expect(existsSync(join(folder, 'dist/second/.synth.json'))).toBe(true);
    memorai('synth');
    expect(existsSync(join(folder, 'dist/second/kubernetes'))).toBe(false);
  });

  test('a file of somebody else in the way is an error that names it', () => {
    mkdirSync(join(folder, 'dist/staging/kubernetes'), { recursive: true });
    writeFileSync(join(folder, 'dist/staging/kubernetes/kustomization.yaml'), 'mine');
    const { code, err } = memorai('synth', { 'staging.yaml': config() });
    expect(code).toBe(1);
    expect(err).toContain('staging/kubernetes/kustomization.yaml');
    expect(readdirSync(join(folder, 'dist/staging/kubernetes'))).toEqual(['kustomization.yaml']);
  });
});

describe('explain', () => {
  test.each([
    [
      'services.api.replicas.max',
      'staging  services.api.replicas.max = 6\n    written at environments/staging.yaml:10:32\n',
    ],
    [
      'services.api.replicas.min',
      'staging  services.api.replicas.min = 3\n    default (guide L40, L115-118, L472-477, E22, E73)\n',
    ],
    ['stores.postgres.memory', 'staging  stores.postgres.memory = 8Gi\n    tier minimum (guide L167-185)\n'],
    [
      'services.api.poolSize',
      'staging  services.api.poolSize = 8\n    derived from connections: (197 usable - 10 reserve - 0 set) / 21 replicas, between 5 and 20 (E32)\n',
    ],
    ['services.api.autoscaling.memory', 'staging  services.api.autoscaling.memory = 80%\n    default (guide L540)\n'],
    [
      'services.api.timeouts.connect',
      'staging  services.api.timeouts.connect = 5000ms\n    default (E44; design of the time-out chain)\n',
    ],
    [
      'services.api.settings.JWT_SECRET',
      'staging  services.api.settings.JWT_SECRET = secret memorai/staging/JWT_SECRET\n    Signs access tokens: 256 bits in hexadecimal; for this service; from the registry of settings (L239, E48)\n',
    ],
    [
      'services.api.settings.DATABASE_URL',
      'staging  services.api.settings.DATABASE_URL = postgresql://{DB_USER}:{DB_PASSWORD}@{DB_HOST}:{DB_PORT}/{DB_NAME}?sslmode=require\n    Connection string, percent-encoded; for this service; from the registry of settings (L224)\n',
    ],
  ])('%s', (path, out) => {
    expect(
      memorai(`explain ${path}`, { 'staging.yaml': config('services: { api: { replicas: { max: 6 } } }\n') }),
    ).toEqual({ code: 0, out, err: '' });
  });

  test('a path with a slip of the pen', () => {
    const { code, err } = memorai('explain services.api.replica.max', { 'staging.yaml': config() });
    expect(code).toBe(2);
    expect(err).toBe('services.api.replica.max  no value at this path; did you mean "services.api.replicas.max"?\n');
  });
});

describe('list', () => {
  test('environments', () => {
    expect(memorai('list', { 'staging.yaml': config() }).out).toBe(
      'environment  deployment  targets                tier     services  file\nstaging      kubernetes  kubernetes,monitoring  minimum  4         environments/staging.yaml\n',
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
        secrets: 0,
        controllers: 8,
        settings: Object.keys(settingsRegistry).length,
        rules: rules.length,
      }[what],
    );
  });
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
    expect(readFileSync(join(folder, 'environments/staging.yaml'), 'utf8')).toBe('mine');
  });

  test('a domain that cannot work is refused before anything is written', () => {
    const { code, err } = memorai('init staging --domain https://example.com');
    expect(code).toBe(2);
    expect(err).toMatch(/^domain +must be a host name in lower case/m);
    expect(readdirSync(join(folder, 'environments'))).toEqual([]);
  });
});

describe('command line', () => {
  test.each([
    ['an unknown verb', 'sinth', "error: unknown command 'sinth'\n(Did you mean synth?)"],
    ['an unknown option', 'check --environment x', "error: unknown option '--environment'"],
    ['a missing argument', 'explain', "error: missing required argument 'path'"],
    [
      'a format that is none',
      'check --output xml',
      "error: option '-o, --output <format>' argument 'xml' is invalid. Allowed choices are text, json.",
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
});

describe('patches and extra objects', () => {
  const patches = (rest: string) => `patches:
  - target: { kind: Deployment, name: memorai-api }
    ${rest}
`;

  test.each(['check', 'synth'])('%s: a patch that cannot be done: 2, with its line', (verb) => {
    const files = { 'staging.yaml': config(patches('merge: { spec: { paused: null } }')) };
    expect(memorai(verb, files)).toEqual({
      code: 2,
      out: '',
      err: 'environments/staging.yaml:12:22  patches[0].merge.spec.paused  is not there, so null cannot remove it\n',
    });
    expect(existsSync(join(folder, 'dist'))).toBe(false);
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
      'error  environments/staging.yaml:11:5  patches[0]  Deployment memorai-api: spec.replicas must not be set: an autoscaler counts its pods  [final-objects]\n',
    );
    expect(existsSync(join(folder, 'dist'))).toBe(false);
  });

  test('synth writes what they change and add', () => {
    const extra = 'extraObjects: [{ apiVersion: v1, kind: ConfigMap, metadata: { name: team }, data: { a: b } }]\n';
    const files = { 'staging.yaml': config(patches('merge: { spec: { minReadySeconds: 77 } }') + extra) };
    expect(memorai('synth', files).code).toBe(0);
    const read = (path: string) => readFileSync(join(folder, 'dist/staging/kubernetes', path), 'utf8');
    expect(read('60-api/deployment-memorai-api.yaml')).toContain('minReadySeconds: 77');
    expect(read('80-extra/configmap-team.yaml')).toContain('data:\n  a: b\n');
  });

  test('explain shows them and the place of each', () => {
    const files = { 'staging.yaml': config(patches('merge: { spec: { minReadySeconds: 77 } }')) };
    expect(memorai('explain patches', files).out).toBe(
      'staging  patches[0] = {"target":{"kind":"Deployment","name":"memorai-api"},"merge":{"spec":{"minReadySeconds":77}}}\n    written at environments/staging.yaml:11:5\n',
    );
  });

  test('explain shows who applies, and how services are scraped', () => {
    const text = config('gitops: { tool: flux, source: { name: deployments } }\nmonitoring: { scrape: podMonitor }\n');
    const { out } = memorai('explain gitops', { 'staging.yaml': text });
    expect(out).toContain(
      'staging  gitops.timeout = 1200s\n    derived from migration.deadline or a rollout, and 5 minutes\n',
    );
    expect(memorai('explain monitoring').out).toBe(
      'staging  monitoring.scrape = podMonitor\n    written at environments/staging.yaml:11:15\nstaging  monitoring.interval = 15s\n    default (guide L746)\nstaging  monitoring.labels = {}\n    default (an operator that takes every monitor)\nstaging  monitoring.objectives.availability = 99.9\n    default (a tenth of the errors at which somebody is woken, guide L1303)\nstaging  monitoring.objectives.latency = 100ms\n    default (guide L1320)\nstaging  monitoring.objectives.latencyPercent = 95\n    default (guide L1320)\n',
    );
  });
});
