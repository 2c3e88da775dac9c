import { styleFor } from '../../../lib/cli/console';
import { commandLine, stagingConfig } from '../../support/command-line';

const { memorai } = commandLine();
const tooMany =
  'services: { api: { replicas: { max: 40 } }, mcp: { replicas: { max: 4 } }, worker: { replicas: { max: 8 } } }\n';

/** What a person reads of one rule, without its long message. */
function about(rule: string, err: string): string {
  const lines = err.split('\n');
  const at = lines.findIndex((line) => line.endsWith(`[${rule}]`));
  const head = (lines[at] ?? '').split('  ').slice(0, 3).join('  ');
  const below = lines.slice(at + 1);
  const next = below.findIndex((line) => /^(error|warning|note|$)/.test(line));
  return [head, ...below.slice(0, next)].join('\n');
}

const check = (changes: string, columns?: number) =>
  memorai('check', { 'staging.yaml': stagingConfig(changes) }, columns === undefined ? {} : { columns });

test('the caret stands under the value', () => {
  expect(about('connections', check(tooMany).err)).toMatchInlineSnapshot(`
"error  environments/staging.yaml:10:32  services.api.replicas.max
   10 | services: { api: { replicas: { max: 40 } }, mcp: { replicas: { max: 4 } }, worker: { replicas: { max: 8 } } }
      |                                     ^^ 285, limit 197"
`);
});

test('a line that is wider than the terminal is cut around the caret', () => {
  expect(about('connections', check(tooMany, 50).err)).toMatchInlineSnapshot(`
"error  environments/staging.yaml:10:32  services.api.replicas.max
   10 | services: { api: { replicas: { max: 40 } …
      |                                     ^^ 285, limit 197"
`);
});

test('of a value longer than the terminal, its beginning', () => {
  const text = stagingConfig().replace('domain: memorai.com', `domain: "${'no host, but a sentence '.repeat(9)}"`);
  const { err } = memorai('check', { 'staging.yaml': text }, { columns: 40 });
  expect(err.split('\n').slice(1).join('\n')).toMatchInlineSnapshot(`
"    3 | domain: "no host, but a sentenc…
      |         ^^^^^^^^^^^^^^^^^^^^^^^
"
`);
});

test('a path that is not written: the nearest key above it, and where the value comes from', () => {
  const { err } = check('services:\n  worker: { enabled: false }\n  api: { port: 3005 }\n');
  expect(about('gateway-rate-limit', err)).toMatchInlineSnapshot(`
"warning  environments/staging.yaml:12:3  services.api.expose.requestsPerMinute
   12 |   api: { port: 3005 }
      |   ^^^ not written; the nearest key above it is services.api; default (guide L555, E80, E81)"
`);
});

test('a value that nobody wrote against its limit', () => {
  const { err } = check('services: { api: { timeouts: { request: 40s } } }\n');
  expect(about('grace-period', err)).toMatchInlineSnapshot(`
"error  environments/staging.yaml:10:13  services.api.termination.gracePeriod
   10 | services: { api: { timeouts: { request: 40s } } }
      |             ^^^ 45s, limit 50s; not written; the nearest key above it is services.api; default (guide L40, L115-118, L472-477, E22, E73)"
`);
});

test('a path of which no key is written: no line says more', () => {
  expect(about('queue-absent', check('').err)).toMatchInlineSnapshot(`
"warning  environments/staging.yaml  queue
      = not written, nor is a key above it"
`);
});

test('a value that was written for all services: there', () => {
  const { err } = check('serviceDefaults:\n  replicas:\n    max: 40\n');
  expect(about('connections', err)).toMatchInlineSnapshot(`
"error  environments/staging.yaml:12:5  services.api.replicas.max
   12 |     max: 40
      |          ^^ 625, limit 197"
`);
});

test('a value of a file that this one extends: its line there', () => {
  const base = stagingConfig(tooMany).replace('environment: staging\n', '');
  const { err } = memorai('check', {
    '_base.yaml': base,
    'staging.yaml': 'extends: _base.yaml\nenvironment: staging\n',
  });
  expect(about('connections', err)).toMatchInlineSnapshot(`
"error  environments/_base.yaml:9:32  services.api.replicas.max
    9 | services: { api: { replicas: { max: 40 } }, mcp: { replicas: { max: 4 } }, worker: { replicas: { max: 8 } } }
      |                                     ^^ 285, limit 197"
`);
});

test('findings are grouped by environment, each group with its count', () => {
  const second = stagingConfig().replace('environment: staging', 'environment: zeta');
  const { out, err } = memorai('check', { 'staging.yaml': stagingConfig(), 'zeta.yaml': second });
  expect(out).toMatch(/^staging: 0 errors, \d+ warnings\nzeta: 0 errors, \d+ warnings\n$/);
  const groups = err.split('\n\n');
  expect(groups).toHaveLength(2);
  expect(groups.map((group) => [...new Set(group.match(/\w+\.yaml/g))])).toEqual([['staging.yaml'], ['zeta.yaml']]);
});

test('colour on a terminal: severity, caret, and faint numbers', () => {
  const style = styleFor(true, {});
  const { err } = memorai('check', { 'staging.yaml': stagingConfig(tooMany) }, { style });
  const red = '\u001b[31m';
  expect(err.startsWith(`${red}error\u001b[0m  environments`)).toBe(true);
  expect(err).toContain('\n\u001b[2m   10 |\u001b[0m services: ');
  expect(err).toContain(`${red}^^`);
});

test('what is quoted cannot steer the terminal', () => {
  const text = stagingConfig().replace('made by a test', '"made \u009b31m by a \u0007 test"');
  const { err } = memorai('check', { 'staging.yaml': text });
  expect(err).not.toMatch(/(?!\n)\p{Cc}/u);
  expect(about('stated-reasons', err)).toContain('"made  31m by a   test"');
});

describe('mistakes of a config', () => {
  test.each([
    ['an unknown key: the key', 'servces: {}\n'],
    ['a wrong value: the value', 'services: { api: { replicas: { max: many } } }\n'],
    ['two values that cannot both hold', 'services: { api: { replicas: { min: 5, max: 3 } } }\n'],
    ['a missing key: where it belongs', 'extraObjects: [{ apiVersion: v1, metadata: { name: a } }]\n'],
    ['what is no YAML', 'services: { api: { replicas: }\n'],
  ])('%s', (_, changes) => {
    const { code, out, err } = check(changes);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toMatchSnapshot();
  });

  test('a key that is missing at the top belongs to no line', () => {
    const { err } = memorai('check', { 'staging.yaml': stagingConfig().replace(/^domain.*\n/m, '') });
    expect(err).toBe('environments/staging.yaml  domain  missing\n');
  });

  test('the line of a secret is never shown, nor is what stands beside it', () => {
    const { code, err } = check('settings: { OPENAI_API_KEY: sk-abcdefghijklmnopqrstuv, servces: 1 }\n');
    expect(code).toBe(2);
    expect(err).toContain('settings.OPENAI_API_KEY  holds an API key');
    expect(err).not.toContain('sk-abc');
    expect(err).not.toContain(' | ');
  });

  test('nor is a line of a file that is no YAML, where a key stands for a secret', () => {
    const { code, err } = check('services: { api: { env: { DB_PASSWORD: "hunter2 } } }\n');
    expect(code).toBe(2);
    expect(err).toMatch(/^environments\/staging\.yaml:10:\d+ {2}/);
    expect(err).not.toContain('hunter2');
  });
});
