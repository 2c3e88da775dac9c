import { commandLine, stagingConfig } from '../../support/command-line';

const { memorai, folder } = commandLine();
const github = (text: string, name = 'staging.yaml') =>
  memorai('check --output github', { [name]: text }, { workspace: folder() });

test('a command a finding: severity, place, rule, the message on one line', () => {
  const { code, out, err } = github(stagingConfig('services: { api: { replicas: { max: 90 } } }\n'));
  expect({ code, err }).toEqual({
    code: 3,
    err: '1 error, 0 warnings of --fail-on error; the report has their places\n',
  });
  expect(out.split('\n').filter((line) => line.startsWith('::error'))).toMatchInlineSnapshot(`
[
  "::error file=environments/staging.yaml,line=10,col=32,title=connections::staging: services.api.replicas.max: the pools of all services at their maximum exceed the database: api (90 + 1) × 5 + mcp (4 + 1) × 5 + worker (8 + 1) × 5 + 10 reserve = 535 > 197 (200 connections - 3 for superusers); lower replicas.max or poolSize, or raise stores.postgres.maxConnections (535, limit 197)",
]
`);
});

test('percent, colon, comma and newline are escaped as the runner reads them', () => {
  const text = stagingConfig().replace('made by a test', '"100 %\\r\\n::error::fake, one"');
  const { out } = github(text, 'a,b:c%.yaml');
  const line = out.split('\n').find((one) => one.includes('stated-reasons'));
  expect(line).toContain('::warning file=environments/a%2Cb%3Ac%25.yaml,line=5,col=1,title=stated-reasons::staging: ');
  expect(line).toContain('100 %25%0D%0A::error::fake, one');
  expect(out.split('\n').filter((one) => one.startsWith('::error'))).toEqual([]);
});

test('a config that cannot be resolved is annotated too', () => {
  const { code, out } = github(stagingConfig('servces: {}\n'));
  expect({ code, out }).toMatchInlineSnapshot(`
{
  "code": 2,
  "out": "::error file=environments/staging.yaml,line=10,col=1,title=config-unknown-key::servces: unknown key; did you mean "services"?
",
}
`);
});

test('a mistake without a place has none', () => {
  const { code, out } = memorai('check --output github');
  expect({ code, out }).toMatchInlineSnapshot(`
{
  "code": 2,
  "out": "::error title=config-file::no environment in "environments"; make a first one with: memorai init
",
}
`);
});
