import '@microsoft/jest-sarif';
import type { Log } from 'sarif';
import { describedRules } from '../../../lib/rules/describe';
import { commandLine, stagingConfig } from '../../support/command-line';

const { memorai, folder } = commandLine();
const tooMany = 'services: { api: { replicas: { max: 90 } } }\n';

function sarif(changes: string, terminal = {}) {
  const { code, out, err } = memorai('check --output sarif', { 'staging.yaml': stagingConfig(changes) }, terminal);
  const log: Log = JSON.parse(out);
  expect(log).toBeValidSarifLog();
  const run = log.runs[0];
  if (run === undefined) throw new Error('no run');
  return { code, err, run, results: run.results ?? [] };
}

test('a finding: level, message, region of the value, fingerprint', () => {
  const { code, results } = sarif(tooMany);
  expect(code).toBe(3);
  const result = results.find(({ ruleId }) => ruleId === 'connections');
  expect(result?.message.text).toMatch(/^staging: services\.api\.replicas\.max: the pools .* > 197/);
  expect({ ...result, message: undefined, properties: undefined }).toMatchInlineSnapshot(`
{
  "level": "error",
  "locations": [
    {
      "logicalLocations": [
        {
          "fullyQualifiedName": "services.api.replicas.max",
          "kind": "member",
        },
      ],
      "physicalLocation": {
        "artifactLocation": {
          "uri": "file://environments/staging.yaml",
        },
        "region": {
          "endColumn": 39,
          "startColumn": 37,
          "startLine": 10,
        },
      },
    },
  ],
  "message": undefined,
  "partialFingerprints": {
    "memoraiFinding/v1": "staging:connections:services.api.replicas.max",
  },
  "properties": undefined,
  "ruleId": "connections",
}
`);
});

test('every rule says what it protects, and results name no other', () => {
  const { run, results } = sarif(tooMany);
  const described = new Map(run.tool.driver.rules?.map((rule) => [rule.id, rule]));
  expect(describedRules.map(({ id, page }) => described.get(id)?.helpUri === page)).toEqual(
    describedRules.map(() => true),
  );
  expect(results.length).toBeGreaterThan(3);
  for (const { ruleId } of results) expect(described.has(ruleId ?? '')).toBe(true);
});

test('severities are levels', () => {
  const { results } = sarif('services: { worker: { enabled: false } }\n');
  expect([...new Set(results.map(({ level }) => level))]).toEqual(['warning']);
});

test('the fingerprint stays where a line moves', () => {
  const prints = (changes: string) => sarif(changes).results.map(({ partialFingerprints }) => partialFingerprints);
  expect(prints(`\n\n${tooMany}`)).toEqual(prints(tooMany));
});

test('a config that cannot be resolved is annotated too', () => {
  const { code, err, run, results } = sarif('servces: {}\n');
  expect(code).toBe(2);
  expect(err).toBe(
    '1 mistake in the configs, so that nothing was held against the rules; the report has their places\n',
  );
  expect(run.invocations).toEqual([{ executionSuccessful: false }]);
  expect(results).toMatchInlineSnapshot(`
[
  {
    "level": "error",
    "locations": [
      {
        "logicalLocations": [
          {
            "fullyQualifiedName": "servces",
            "kind": "member",
          },
        ],
        "physicalLocation": {
          "artifactLocation": {
            "uri": "file://environments/staging.yaml",
          },
          "region": {
            "endColumn": 8,
            "startColumn": 1,
            "startLine": 10,
          },
        },
      },
    ],
    "message": {
      "text": "servces: unknown key; did you mean "services"?",
    },
    "partialFingerprints": {
      "memoraiFinding/v1": "environments/staging.yaml:unknown-key:servces",
    },
    "ruleId": "config-unknown-key",
  },
]
`);
});

test('files are named from the folder of the checkout', () => {
  const { results } = sarif(tooMany, { workspace: folder() });
  expect(results[0]?.locations?.[0]?.physicalLocation?.artifactLocation?.uri).toBe('environments/staging.yaml');
});
