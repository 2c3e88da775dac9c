import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { describedRules } from '../../../lib/rules/describe';
import { commandLine, stagingConfig } from '../../support/command-line';

const { memorai } = commandLine();

interface Case {
  readonly name: string;
  readonly failure?: { readonly message: string; readonly '#text': string };
  readonly 'system-out'?: string;
}
interface Suite {
  readonly name: string;
  readonly tests: string;
  readonly failures: string;
  readonly testcase: readonly Case[];
}

const parser = new XMLParser({
  ignoreAttributes: false,
  attributeNamePrefix: '',
  isArray: (name) => name === 'testsuite' || name === 'testcase',
});

function junit(files: Readonly<Record<string, string>>, words = '') {
  const { code, out } = memorai(`check --output junit ${words}`, files);
  expect(XMLValidator.validate(out)).toBe(true);
  const suites: readonly Suite[] = parser.parse(out).testsuites.testsuite;
  for (const suite of suites) {
    expect(Number(suite.tests)).toBe(suite.testcase.length);
    expect(Number(suite.failures)).toBe(suite.testcase.filter(({ failure }) => failure !== undefined).length);
  }
  return { code, suites, out };
}

const tooMany = 'services: { api: { replicas: { max: 90 } } }\n';

test('a suite an environment, a case a rule', () => {
  const second = stagingConfig().replace('environment: staging', 'environment: zeta');
  const { suites } = junit({ 'staging.yaml': stagingConfig(tooMany), 'zeta.yaml': second });
  expect(suites.map(({ name, failures }) => [name, failures])).toEqual([
    ['staging', '1'],
    ['zeta', '0'],
  ]);
  expect(suites[1]?.testcase.map(({ name }) => name)).toEqual(describedRules.map(({ id }) => id));
});

test('a finding is a failure with its place; what passes is output', () => {
  const { code, suites } = junit({ 'staging.yaml': stagingConfig(tooMany) });
  expect(code).toBe(3);
  const named = (name: string) => suites[0]?.testcase.find((one) => one.name === name);
  expect(named('connections')?.failure?.message).toMatch(
    /^error {2}environments\/staging\.yaml:10:32 {2}services\.api\.replicas\.max {2}the pools of all services/,
  );
  expect(named('queue-absent')?.['system-out']).toMatch(/^warning {2}environments\/staging\.yaml {2}queue {2}/);
  expect(named('stated-reasons')).toMatchInlineSnapshot(`
{
  "classname": "memorai.staging",
  "name": "stated-reasons",
  "system-out": "warning  environments/staging.yaml:5:1  protection  stateful resources can be deleted: made by a test",
  "time": "0",
}
`);
  expect(named('image-pinned')).toEqual({ classname: 'memorai.staging', name: 'image-pinned', time: '0' });
});

test.each([
  ['error', false, 0],
  ['warning', true, 3],
  ['never', false, 0],
])('--fail-on %s: the document and the exit code agree', (severity, failures, exit) => {
  const { code, suites } = junit({ 'staging.yaml': stagingConfig() }, `--fail-on ${severity}`);
  expect({ code, failures: Number(suites[0]?.failures) > 0 }).toEqual({ code: exit, failures });
});

test('markup, quotes and characters that XML cannot hold', () => {
  const text = stagingConfig().replace('made by a test', '"a < b && \\"c\\" ]]> \\u0001\\n next"');
  const { suites } = junit({ 'staging.yaml': text }, '--fail-on warning');
  const failure = suites[0]?.testcase.find(({ name }) => name === 'stated-reasons')?.failure;
  expect(failure?.['#text']).toContain('a < b && "c" ]]> \ufffd\n next');
});

test('a config that cannot be resolved fails one case a mistake', () => {
  const { code, out } = junit({ 'staging.yaml': stagingConfig('servces: {}\ntire: 1\n') });
  expect(code).toBe(2);
  expect(out).toMatchInlineSnapshot(`
"<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="memorai check" tests="2" failures="2" errors="0" time="0">
  <testsuite name="config" tests="2" failures="2" errors="0" skipped="0" time="0">
    <testcase classname="memorai.config" name="config-unknown-key environments/staging.yaml:10:1  servces" time="0">
      <failure message="environments/staging.yaml:10:1  servces  unknown key; did you mean &quot;services&quot;?">environments/staging.yaml:10:1  servces  unknown key; did you mean &quot;services&quot;?</failure>
    </testcase>
    <testcase classname="memorai.config" name="config-unknown-key environments/staging.yaml:11:1  tire" time="0">
      <failure message="environments/staging.yaml:11:1  tire  unknown key; did you mean &quot;tier&quot;?">environments/staging.yaml:11:1  tire  unknown key; did you mean &quot;tier&quot;?</failure>
    </testcase>
  </testsuite>
</testsuites>
"
`);
});
