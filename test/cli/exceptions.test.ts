import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { plainStyle } from '../../lib/cli/console';
import { run } from '../../lib/cli/run';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'memorai-exceptions-'));
  mkdirSync(join(folder, 'environments'));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** A verb over one environment; output and messages in one text. */
function memorai(verb: 'check' | 'synth', changes: string): { readonly code: number; readonly text: string } {
  writeFileSync(
    join(folder, 'environments', 'staging.yaml'),
    `environment: staging
version: 3.2.0
domain: memorai.com
tier: minimum
protection: { level: none, reason: made by a test }
${changes}`,
  );
  let text = '';
  const add = (more: string) => {
    text += more;
  };
  const argv = [verb, '--config', join(folder, 'environments'), '--out-dir', join(folder, 'dist')];
  const code = run(argv, '0.0.0', { out: add, err: add, progress: () => {}, style: plainStyle, outStyle: plainStyle });
  return { code, text: text.replaceAll(`${folder}/`, '') };
}

const external = `stores:
  postgres: { provider: external, host: db.memorai.com }
  redis: { host: redis.memorai.com }
  qdrant: { host: qdrant.memorai.com }
`;
const tooMany = `${external}services: { api: { replicas: { max: 90 } } }\n`;
const exception = (rest: string) => `exceptions: [{ rule: ${rest}, reason: the database grows in June }]\n`;

test.each(['check', 'synth'] as const)('%s goes on with an accepted error, and shows it', (verb) => {
  expect(memorai(verb, tooMany).code).toBe(3);
  const { code, text } = memorai(verb, tooMany + exception('connections, until: 9999-12-31'));
  expect(code).toBe(0);
  expect(text).toContain('(accepted until 9999-12-31: the database grows in June)');
});

test('what has ended by the clock is an error again, and the exception is told with its line', () => {
  const { code, text } = memorai('check', tooMany + exception('connections, until: 2020-12-31'));
  expect(code).toBe(3);
  expect(text).toContain('environments/staging.yaml:11:');
  expect(text).toMatch(
    /exceptions\[0\]\.until +ended on 2020-12-31, and today is \d{4}-\d\d-\d\d: what connections finds/,
  );
});

test('a rule that is not there is an error of the config, with its line', () => {
  expect(memorai('check', tooMany + exception('conections'))).toEqual({
    code: 2,
    text: `environments/staging.yaml:11:16  exceptions[0].rule  no rule "conections"; did you mean "connections"?
   11 | exceptions: [{ rule: conections, reason: the database grows in June }]
      |                      ^^^^^^^^^^
`,
  });
});

test('a change of a volume that the files of the last synth forbid can be accepted', () => {
  const store = (size: string) => `stores:
  postgres: { provider: external, host: db.memorai.com }
  redis: { provider: cluster, volume: { size: ${size} } }
  qdrant: { host: qdrant.memorai.com }
`;
  expect(memorai('synth', store('20Gi')).code).toBe(0);
  expect(memorai('synth', store('10Gi')).code).toBe(3);
  const { code, text } = memorai('synth', store('10Gi') + exception('volume-change, path: stores.redis'));
  expect(code).toBe(0);
  expect(text).toContain('would shrink from 20Gi to 10Gi');
  expect(memorai('synth', store('10Gi') + exception('volume-change')).text).toContain('accepts nothing');
});

test('of a file that came out the message ends with the way out of its rule', () => {
  const mistaken = `${external}services: { mcp: { env: { REPORTS_URL: "http://reports" } } }
patches: [{ target: { kind: Deployment, name: memorai-mcp }, json: [{ op: add, path: /metadata/labels/release, value: "${'r'.repeat(64)}" }] }]
`;
  expect(memorai('check', mistaken).text).toMatch(
    /metadata\.labels release must be text of at most 63 .*; change the patch, the extra object or the line that is named, or what it refers to {2}\[final-objects\]/,
  );
  expect(memorai('check', mistaken + exception('final-objects, path: "patches[0]"')).text).not.toContain(
    'change the patch',
  );
});
