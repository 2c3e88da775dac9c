import { commandLine, stagingConfig } from '../../support/command-line';

const { memorai } = commandLine();
const changes = `services: { api: { replicas: { max: 90 } } }
exceptions: [{ rule: connections, reason: the database grows in June, until: 9999-12-31 }]
`;

/** What a format says of an error that the config accepts. */
const check = (words: string) => memorai(`check ${words}`, { 'staging.yaml': stagingConfig(changes) });

test.each(['text', 'json', 'sarif', 'github', 'junit'])(
  '%s: an accepted finding is shown, and fails nothing',
  (format) => {
    for (const failOn of ['error', 'never']) {
      const { code, out, err } = check(`--output ${format} --fail-on ${failOn}`);
      expect(code).toBe(0);
      expect(`${out}${err}`).toContain('the database grows in June');
    }
  },
);

test('not even where notes fail, though every other finding does', () => {
  const { code, err } = check('--output json --fail-on note');
  expect(code).toBe(3);
  expect(err).toMatch(/^0 errors, \d+ warnings of --fail-on note; the report has their places\n$/);
});

test('JSON says what it would be', () => {
  const { findings } = JSON.parse(check('--output json').out);
  const found = findings.find(({ rule }: { readonly rule: string }) => rule === 'connections');
  expect(found).toMatchObject({
    severity: 'note',
    exception: { severity: 'error', reason: 'the database grows in June', until: '9999-12-31' },
  });
});

test('text counts it apart', () => {
  expect(check('').out).toMatch(/^staging: 0 errors, \d+ warnings, 1 accepted\n$/);
});

test('SARIF suppresses it', () => {
  const { results } = JSON.parse(check('--output sarif').out).runs[0];
  const result = results.find(({ ruleId }: { readonly ruleId: string }) => ruleId === 'connections');
  expect(result.level).toBe('note');
  expect(result.suppressions).toEqual([
    { kind: 'inSource', status: 'accepted', justification: 'the database grows in June' },
  ]);
});

test('JUnit skips its case', () => {
  const { out } = check('--output junit');
  expect(out).toMatch(/<testsuite name="staging" tests="\d+" failures="0" errors="0" skipped="1"/);
  expect(out).toMatch(/name="connections" time="0">\n {6}<skipped message="note .*the database grows in June\)/);
});

test('GitHub shows a notice', () => {
  expect(check('--output github').out).toMatch(/^::notice file=environments\/staging\.yaml,.*title=connections::/m);
});
