import { loadEnvironments } from '../../lib/cli/environments';
import type { PlatformConfig } from '../../lib/config/schema/index';
import { alertsOf } from '../../lib/monitoring/alerts/index';
import { ruleGroups } from '../../lib/monitoring/rules';
import { operationsArtifacts } from '../../lib/operations/artifacts';
import { troubles } from '../../lib/operations/troubles';
import { documentation, runbookAt } from '../../lib/platform/documentation';
import { type Platform, resolvePlatform } from '../../lib/platform/index';
import { platforms } from '../monitoring/platforms';
import { compose, contained, production, serverless } from '../support/configs';

const textOf = (platform: Platform): string => operationsArtifacts(platform)[0]?.content ?? '';
const shipped = loadEnvironments({ folder: 'environments', names: [] }).map(({ platform }) => platform);
const all: readonly (readonly [string, Platform])[] = [
  ...platforms,
  ['serverless', resolvePlatform(serverless())],
  [
    'without tokens',
    resolvePlatform(
      serverless({ stores: { postgres: { provider: 'aurora', iamAuthentication: false } } } as PlatformConfig),
    ),
  ],
];

/** As GitHub makes them: in small letters, without punctuation, with hyphens for spaces. */
const anchorsIn = (text: string): readonly string[] =>
  Array.from(text.matchAll(/^#+ (.*)$/gm), ([, heading = '']) =>
    heading
      .toLowerCase()
      .replace(/[^\w -]/g, '')
      .replaceAll(' ', '-'),
  );

/** What a person types or is told to type: blocks of a shell, and what stands between ticks in the steps. */
const commandsIn = (text: string): readonly string[] => [
  ...Array.from(text.matchAll(/```sh\n([\s\S]*?)\n```/g), ([, block = '']) => block),
  ...Array.from(text.matchAll(/^- .*$/gm)).flatMap(([step]) =>
    Array.from(step.matchAll(/`([^`]+)`/g), ([, code = '']) => code),
  ),
];

const sectionsOf = (text: string) =>
  text
    .split(/^## /m)
    .slice(1)
    .map((section) => ({ title: section.split('\n')[0] ?? '', parts: section.split(/^### /m).slice(1) }));

describe.each(all)('the runbooks of %s', (_, platform) => {
  const text = textOf(platform);

  test('have a section for each alert that it has and each trouble, and for no other', () => {
    const told = sectionsOf(text).filter(({ title }) => !['How to reach it', 'Alarms of CloudWatch'].includes(title));
    expect(told.map(({ title }) => title)).toEqual([
      ...alertsOf(platform).map(({ name }) => name),
      ...troubles.map(({ title }) => title),
    ]);
    for (const { parts } of told) {
      expect(parts.map((part) => part.split('\n')[0])).toEqual(['What it means', 'What to look at', 'What to do']);
      expect(parts.filter((part) => part.split('\n').slice(1).join('').length < 20)).toEqual([]);
    }
  });

  test('have no dead link', () => {
    const anchors = anchorsIn(text);
    const links = Array.from(text.matchAll(/\]\(([^)]*)\)/g), ([, link = '']) => link);
    expect(links.length).toBeGreaterThan(0);
    expect(links.filter((link) => !anchors.includes(link.slice(1)))).toEqual([]);
  });

  test('have no name that a person has to guess from the config', () => {
    expect(commandsIn(text).filter((command) => /<(?!name>|node>|alarm>|pod>)[a-z]+>|undefined/.test(command))).toEqual(
      [],
    );
  });

  test('have the commands of where it runs, and no others', () => {
    const programs: readonly [RegExp, boolean][] = [
      [/\bkubectl\b/, platform.deployment === 'kubernetes'],
      [/\bdocker compose\b/, platform.deployment === 'compose'],
      [/\baws (?:logs|cloudwatch)\b/, platform.deployment === 'serverless'],
    ];
    for (const [program, isItsOwn] of programs) {
      const found = commandsIn(text).filter((command) => program.test(command));
      if (isItsOwn) expect(found).not.toEqual([]);
      // Stores of a cluster may be in AWS, and so are their logs.
      else if (platform.aws === undefined || program.test('kubectl docker compose')) expect(found).toEqual([]);
    }
  });
});

test.each(shipped.map((platform): [string, Platform] => [platform.environment, platform]))(
  'every alert of %s leads to its section',
  (_, platform) => {
    const anchors = anchorsIn(textOf(platform));
    const urls = ruleGroups(platform)
      .flatMap(({ rules }) => rules)
      .flatMap((rule) => ('alert' in rule ? [rule.annotations.runbook_url] : []));
    expect(urls).toHaveLength(alertsOf(platform).length);
    const base = `https://github.com/memorai/memorai-infra/blob/main/dist/${platform.environment}/operations/runbooks.md#`;
    expect(urls.filter((url) => !(url.startsWith(base) && anchors.includes(url.slice(base.length))))).toEqual([]);
  },
);

test.each<[string, PlatformConfig, string]>([
  [
    'the general page, where nobody has said where the output is read',
    production(),
    `${documentation('runbooks')}/DiskFull.md`,
  ],
  [
    'the own one, also of an environment that extends another',
    production({ environment: 'canary', monitoring: { runbooks: 'https://git.example.com/main/dist' } }),
    'https://git.example.com/main/dist/canary/operations/runbooks.md#diskfull',
  ],
])('an alert leads to %s', (_, config, url) => {
  const rules = ruleGroups(resolvePlatform(config)).flatMap((group) => group.rules);
  const rule = rules.find((one) => 'alert' in one && one.alert === 'DiskFull');
  expect(rule).toMatchObject({ annotations: { runbook_url: url } });
  expect(runbookAt(url)).toBe('DiskFull');
});

test.each(['https://wiki.example.com/disks', 'https://example.com/operations/runbooks.md'])(
  'a page of somebody else is none of ours: %s',
  (url) => {
    expect(runbookAt(url)).toBeUndefined();
  },
);

describe('commands go', () => {
  const commandsOf = (config: PlatformConfig) => commandsIn(textOf(resolvePlatform(config)));

  test.each<[string, PlatformConfig, string]>([
    [
      'into the container of the database on one machine',
      compose(),
      'docker compose --file dist/development/compose/compose.yaml exec postgres psql -U postgres -d memorai -c',
    ],
    [
      'into the pod of the database',
      production({ stores: { postgres: { provider: 'cluster' } } }),
      'kubectl --namespace memorai-production exec statefulset/memorai-postgres -- psql -U postgres -d memorai -c',
    ],
    [
      'to the one that leads, where an operator keeps them',
      production({ stores: { postgres: { provider: 'cluster', operator: 'cloudnative-pg' } } }),
      'kubectl --namespace memorai-production exec service/memorai-postgres-rw --container=postgres -- psql -d memorai -c',
    ],
    [
      'to the address of the cache of somebody else',
      production({ stores: { redis: { provider: 'external', host: 'cache.memorai.com' } } }),
      'redis-cli -h cache.memorai.com -p 6379 --tls ping',
    ],
    [
      'to a shard of a cache in the cluster',
      contained({ redis: { provider: 'cluster', topology: { mode: 'cluster', shards: 3 } } }),
      'kubectl --namespace memorai-production exec statefulset/memorai-redis-shard-0 -- redis-cli --user operator ping',
    ],
    [
      'to the events of Aurora',
      production({ aws: { region: 'eu-west-1' } }),
      'aws rds describe-events --region eu-west-1 --source-type db-cluster --source-identifier memorai-production --duration 60',
    ],
    [
      'to the log of a function',
      serverless(),
      'aws logs tail --region us-east-1 /aws/lambda/memorai-serverless-api --since 15m --filter-pattern REPORT',
    ],
    [
      'to the Prometheus of somebody else, where it is no container of ours',
      compose({ compose: { monitoring: { enabled: false } } }),
      "promtool query instant http://prometheus:9090 'count by (job) (up)'",
    ],
    [
      'through the port of the Prometheus of an operator',
      production({ monitoring: { scrape: 'podMonitor' } }),
      'kubectl --namespace monitoring port-forward service/prometheus-operated 9090:9090 &\nkubectl --namespace monitoring port-forward service/alertmanager-operated 9093 &',
    ],
  ])('%s', (_, config, command) => {
    expect(commandsOf(config).filter((one) => one.startsWith(command))).not.toEqual([]);
  });
});

test('without alarms and without alerts there is still what people say', () => {
  const text = textOf(resolvePlatform(serverless({ alarms: { enabled: false } })));
  expect(sectionsOf(text).map(({ title }) => title)).toEqual([
    'How to reach it',
    ...troubles.map(({ title }) => title),
  ]);
});

test('alarms that stand in another region are looked for there', () => {
  const aws = { region: 'eu-west-1', hostedZone: { id: 'Z0123456789ABCDEFGHIJ' } };
  const recovery = { kind: 'globalCluster', region: 'us-west-2' } as const;
  const regionsIn = (config: PlatformConfig) =>
    textOf(resolvePlatform(config))
      .split('\n')
      .filter((line) => line.startsWith('In '));
  expect(regionsIn(production({ aws: { ...aws, recovery } }))).toEqual([
    'In us-east-1, so with `--region us-east-1`: `hosts-down`.',
    'In us-west-2, so with `--region us-west-2`: `standby-lag`, `standby-cpu`, `standby-connections`, `standby-capacity`.',
  ]);
  expect(regionsIn(production({ aws: { ...aws, region: 'us-east-1' } }))).toEqual([]);
});
