import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runCommand } from '../support/command-line';

const staging = (changes = '', version = '3.2.0') => `environment: staging
version: ${version}
domain: staging.memorai.com
tier: minimum
protection: { level: none, reason: made by a test }
cluster: { provider: generic }
services: { api: { replicas: { min: 1, max: 2 }, poolSize: 7 }, worker: { enabled: false } }
stores:
  postgres: { provider: external, host: db.memorai.com }
  redis: { host: redis.memorai.com }
  qdrant: { host: qdrant.memorai.com }
${changes}`;

const before = process.cwd();
let folder: string;
beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'memorai-diff-')));
  process.chdir(folder);
  mkdirSync('environments');
});
afterEach(() => {
  process.chdir(before);
  rmSync(folder, { recursive: true });
});

const memorai = (...words: readonly string[]) => runCommand(words);

const write = (text: string, name = 'staging') => writeFileSync(`environments/${name}.yaml`, text);
const git = (...words: readonly string[]) =>
  execFileSync('git', ['-c', 'user.name=t', '-c', 'user.email=t@example.com', ...words], { stdio: 'pipe' });

test('an output that is as the config says: one line, 0', () => {
  write(staging());
  expect(memorai('synth').code).toBe(0);
  expect(memorai('diff', '--exit-code')).toEqual({ code: 0, out: 'staging: as in dist\n', err: '' });
});

test('nothing was written yet', () => {
  write(staging());
  const { code, out } = memorai('diff', '--exit-code');
  expect([code, out.replace(/\d+/, 'N')]).toEqual([4, 'staging: nothing in dist yet, N objects would be new\n']);
});

test('two pods more: in words, with what each object does; nothing is written', () => {
  write(staging());
  memorai('synth');
  write(staging().replace('max: 2', 'max: 4'));
  const { code, out } = memorai('diff');
  expect(code).toBe(0);
  expect(out).toMatchInlineSnapshot(`
"staging, against dist
  api may now run 4 pods, was 2: 14 more connections
  all pods at their maximum: 145 connections of 197, was 131

  safe       HorizontalPodAutoscaler memorai-api-hpa changed
             spec.maxReplicas  2 -> 4
  safe       prometheus/rules/memorai.yaml changed
             groups[memorai-alerts].rules[PostgresConnectionsOutsideBudget].expr  "…t=\\"staging\\"} > 131" -> "…t=\\"staging\\"} > 145"
  safe       changed: grafana/dashboards/memorai-staging-capacity.json, grafana/dashboards/memorai-staging-overview.json, grafana/dashboards/memorai-staging-postgres.json, operations/runbooks.md, prometheus/tests/memorai.yaml
  7 safe
"
`);
  expect(memorai('diff', '--exit-code').code).toBe(4);
});

test('another version: what all objects share is said once', () => {
  write(staging());
  memorai('synth');
  write(staging('', '3.3.0'));
  const { out } = memorai('diff');
  expect(out).toContain('  api runs memorai/api:3.3.0, was memorai/api:3.2.0: 1 to 2 pods restart\n');
  expect(out).toMatch(
    /^ {2}safe {7}\d+ objects {2}metadata\.labels\.app\.kubernetes\.io\/version {2}"3\.2\.0" -> "3\.3\.0"$/m,
  );
  expect(out).not.toMatch(/Service memorai-\w+-service changed/);
});

test('JSON has every field, and the impact of each', () => {
  write(staging());
  memorai('synth');
  write(staging().replace('max: 2', 'max: 4'));
  const { out } = memorai('diff', '--output', 'json');
  const { schemaVersion, before: from, environments } = JSON.parse(out);
  expect([schemaVersion, from, environments.length, environments[0].environment]).toEqual([1, 'dist', 1, 'staging']);
  expect(environments[0].changes).toContainEqual({
    file: 'kubernetes/60-api/horizontalpodautoscaler-memorai-api-hpa.yaml',
    subject: 'HorizontalPodAutoscaler memorai-api-hpa',
    action: 'changed',
    impact: 'safe',
    because: '',
    fields: [{ path: 'spec.maxReplicas', before: 2, after: 4, impact: 'safe', because: '' }],
  });
});

describe('a revision of git', () => {
  test('is read without a checkout, also when dist has moved on', () => {
    write(staging());
    memorai('synth');
    git('init', '--quiet');
    git('add', '.');
    git('commit', '--quiet', '-m', 'one');
    write(staging().replace('max: 2', 'max: 4'));
    memorai('synth');
    expect(memorai('diff').out).toBe('staging: as in dist\n');
    expect(memorai('diff', '--revision', 'HEAD').out).toContain(
      'staging, against dist at HEAD\n  api may now run 4 pods, was 2: 14 more connections\n',
    );
    expect(memorai('diff', '--revision', 'HEAD', '--out-dir', 'other').out).toContain('nothing in other at HEAD yet');
  });

  test('that is not there: 2, and how to find one', () => {
    write(staging());
    git('init', '--quiet');
    const { code, err } = memorai('diff', '--revision', 'nowhere');
    expect([code, err]).toEqual([
      2,
      'git knows no revision "nowhere" here: Needed a single revision; git log --oneline shows what there is\n',
    ]);
  });

  test('words that git would take for options are a revision that is not there', () => {
    write(staging());
    git('init', '--quiet');
    expect(memorai('diff', '--revision=--output=x').code).toBe(2);
  });

  test('a folder outside of the working folder', () => {
    write(staging());
    git('init', '--quiet');
    git('commit', '--quiet', '--allow-empty', '-m', 'one');
    expect(memorai('diff', '--revision', 'HEAD', '--out-dir', '/elsewhere').err).toBe(
      '/elsewhere lies outside of the working folder, in which git is asked\n',
    );
  });
});

describe('two environments', () => {
  const production = staging().replaceAll('staging', 'production').replace('max: 2', 'max: 5');

  test('what nobody declared, and what follows from it', () => {
    write(staging());
    write(production, 'production');
    expect(memorai('diff', 'staging', 'production', '--exit-code')).toEqual({
      code: 4,
      err: '',
      out: [
        'staging, against production',
        '  differs   services.api.replicas.max: 2 here, 5 in production',
        '  1 undeclared, 0 intended, 0 stale, 0 more follow from them',
        '  declare what is on purpose under parity.intended of staging',
        '',
      ].join('\n'),
    });
  });

  test('amounts have their unit', () => {
    write(staging());
    write(
      `${staging().replaceAll('staging', 'production')}serviceDefaults: { timeouts: { connect: 4s } }\n`,
      'production',
    );
    expect(memorai('diff', 'staging', 'production').out).toContain(
      'services.api.timeouts.connect: 5000ms here, 4000ms in production\n',
    );
  });

  test('what is declared is intended, and what no longer differs is stale', () => {
    const declared =
      'parity: { with: production, intended: { "services.*.replicas": few people use it, tier: it was smaller } }\n';
    write(staging(declared));
    write(production, 'production');
    const { code, out } = memorai('diff', 'staging', 'production', '--exit-code');
    expect([code, out]).toEqual([
      4,
      [
        'staging, against production',
        '  intended  services.*.replicas, 1 value: few people use it',
        '  stale     parity.intended.tier: nothing there differs; remove the line',
        '  0 undeclared, 1 intended, 1 stale, 0 more follow from them',
        '',
      ].join('\n'),
    ]);
    write(staging(declared.replace(', tier: it was smaller', '')));
    expect(memorai('diff', 'staging', 'production', '--exit-code').code).toBe(0);
  });

  test.each([
    [['staging'], 'name two environments to compare them, or none to compare each with its output; got staging\n'],
    [
      ['staging', 'staging'],
      'name two environments to compare them, or none to compare each with its output; got staging staging\n',
    ],
    [['staging', 'prod'], 'no environment "prod" in environments; there are production, staging\n'],
    [
      ['staging', 'production', '-r', 'HEAD'],
      'two environments are compared as their configs are now; leave out --revision\n',
    ],
  ])('%j is refused', (words, message) => {
    write(staging());
    write(production, 'production');
    expect(memorai('diff', ...words)).toEqual({ code: 2, out: '', err: message });
  });

  test('a path that is none, with its line', () => {
    write(staging('parity: { with: production, intended: { "services..x": it is so } }\n'));
    expect(memorai('check').err).toMatch(
      /^environments\/staging\.yaml:12:\d+ {2}parity\.intended.*must be a path such as/,
    );
  });
});
