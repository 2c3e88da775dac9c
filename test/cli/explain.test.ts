import { loadEnvironments } from '../../lib/cli/environments';
import { neighbours, removed } from '../../lib/cli/explain/neighbours';
import { type SchemaNode, schemaAt } from '../../lib/cli/explain/schema-at';
import { withUnit } from '../../lib/cli/explain/with-unit';
import { platformJsonSchema } from '../../lib/config/json-schema';
import { parsePath } from '../../lib/config/parse-path';
import { commandLine, stagingConfig as config } from '../support/command-line';

const { memorai } = commandLine();

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
    ['services.api.autoscaling.memory', 'staging  services.api.autoscaling.memory = 80\n    default (guide L540)\n'],
    [
      'services.api.timeouts.connect',
      'staging  services.api.timeouts.connect = 5000ms\n    default (E44; design of the time-out chain)\n',
    ],
    [
      'services.api.settings.JWT_SECRET',
      'staging  services.api.settings.JWT_SECRET = key JWT_SECRET of Secret memorai-api-secrets\n    Signs access tokens: 256 bits in hexadecimal; for this service; from the registry of settings (L239, E48)\n',
    ],
    [
      'services.api.settings.DATABASE_URL',
      'staging  services.api.settings.DATABASE_URL = key DATABASE_URL of Secret memorai-api-secrets: postgresql://{DB_USER}:{DB_PASSWORD}@{DB_HOST}:{DB_PORT}/{DB_NAME}?sslmode=require\n    Connection string, percent-encoded; for this service; from the registry of settings (L224)\n',
    ],
  ])('%s', (path, out) => {
    const files = { 'staging.yaml': config('services: { api: { replicas: { max: 6 } } }\n') };
    const result = memorai(`explain ${path}`, files);
    expect({ ...result, out: result.out.split('\n').slice(0, 2).join('\n') }).toEqual({
      code: 0,
      out: out.trimEnd(),
      err: '',
    });
  });

  test('a path with a slip of the pen', () => {
    const { code, err } = memorai('explain services.api.replica.max', { 'staging.yaml': config() });
    expect(code).toBe(2);
    expect(err).toBe(
      'services.api.replica.max  no value at this path, and no rule of this name; did you mean "services.api.replicas.max"?\n',
    );
  });

  test('explain shows them and the place of each', () => {
    const change = 'merge: { spec: { minReadySeconds: 77 } }';
    const files = {
      'staging.yaml': config(`patches:\n  - target: { kind: Deployment, name: memorai-api }\n    ${change}\n`),
    };
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
    const exporters = [
      ['postgres', 'quay.io/prometheuscommunity/postgres-exporter:v0.17.1'],
      ['redis', 'oliver006/redis_exporter:v1.88.0-alpine'],
    ]
      .map(
        ([store, image]) =>
          `staging  monitoring.exporters.${store}.resources.cpu = 50m\n    default (it waits)\nstaging  monitoring.exporters.${store}.resources.memory = 64Mi\n    default (three times what it takes)\nstaging  monitoring.exporters.${store}.image = ${image}\n    default (lib/platform/exporters.ts)\n`,
      )
      .join('');
    expect(memorai('explain monitoring').out).toBe(
      exporters +
        'staging  monitoring.scrape = podMonitor\n    written at environments/staging.yaml:11:15\nstaging  monitoring.interval = 15s\n    default (guide L746)\nstaging  monitoring.labels = {}\n    default (an operator that takes every monitor)\nstaging  monitoring.objectives.availability = 99.9\n    default (a tenth of the errors at which somebody is woken, guide L1303)\nstaging  monitoring.objectives.latency = 100ms\n    default (guide L1320)\nstaging  monitoring.objectives.latencyPercent = 95\n    default (guide L1320)\nstaging  monitoring.dashboards.provision = configMaps\n    derived from monitoring.scrape: an operator comes with a Grafana that has the sidecar\nstaging  monitoring.dashboards.prometheus = http://prometheus-operated.monitoring:9090\n    default (the Service of the Prometheus operator)\n',
    );
  });
});

describe('a key of the config from which no value follows as it is', () => {
  test.each([
    ['services.worker.enabled', 'not set', 'not written; false leaves one of the default services out'],
    ['serviceDefaults.replicas.max', '6', 'written at environments/staging.yaml:10:32'],
    [
      'exceptions',
      'not set',
      'not written; findings of rules that are known and accepted, each with a reason; default: none',
    ],
  ])('%s', (path, value, from) => {
    const files = { 'staging.yaml': config('serviceDefaults: { replicas: { max: 6 } }\n') };
    const { code, out } = memorai(`explain ${path}`, files);
    expect({ code, lines: out.split('\n').slice(0, 2) }).toEqual({
      code: 0,
      lines: [`staging  ${path} = ${value}`, `    ${from}`],
    });
  });

  test('of a service that is not there, none', () => {
    const { code, err } = memorai('explain services.foo.port', { 'staging.yaml': config() });
    expect({ code, err }).toEqual({
      code: 2,
      err: 'services.foo.port  no value at this path, and no rule of this name; did you mean "services.api.port"?\n',
    });
  });
});

/** Without what grows with the library: the rules that weigh a value, and how many files there are. */
const steady = (out: string) => out.replace(/ {4}weighed by .*\n/g, '').replace(/of \d+ files/, 'of all files');

describe('what changes with a value', () => {
  const explain = (words: string, changes = '') => memorai(`explain ${words}`, { 'staging.yaml': config(changes) }).out;

  test('is found by changing it: other values, and the rules that weigh it', () => {
    expect(explain('version')).toMatchInlineSnapshot(`
"staging  version = 3.2.0
    written at environments/staging.yaml:2:1
    weighed by image-pinned, same-image, told-alike
    with 3.2.1, 8 other values are changed:
      services.api.image.tag: 3.2.0 becomes 3.2.1
      services.api.settings.MEMORAI_VERSION: "3.2.0" becomes "3.2.1"
      services.dashboard.image.tag: 3.2.0 becomes 3.2.1
      services.dashboard.settings.MEMORAI_VERSION: "3.2.0" becomes "3.2.1"
      services.mcp.image.tag: 3.2.0 becomes 3.2.1
      services.mcp.settings.MEMORAI_VERSION: "3.2.0" becomes "3.2.1"
      services.worker.image.tag: 3.2.0 becomes 3.2.1
      services.worker.settings.MEMORAI_VERSION: "3.2.0" becomes "3.2.1"
"
`);
  });

  test('a step beyond a limit names the rule', () => {
    const nearly =
      'stores: { postgres: { provider: external, host: a.b, maxConnections: 140 }, redis: { host: a.b }, qdrant: { host: a.b } }\n';
    const text = config().replace(/^stores:[\s\S]*/m, nearly);
    const { out } = memorai('explain services.api.poolSize', { 'staging.yaml': text });
    expect(steady(out)).toMatchInlineSnapshot(`
"staging  services.api.poolSize = 5
    derived from connections: (137 usable - 10 reserve - 0 set) / 25 replicas, between 5 and 20 (E32)
    with 6, 1 other value is changed:
      services.api.settings.DATABASE_POOL_SIZE: "5" becomes "6"
    with 6, violated: connections
"
`);
  });

  test('a section that has to be made for the value keeps its kind', () => {
    expect(explain('cluster.version')).toContain('with 1.37 no other value changes');
  });

  test.each([
    ['aws.network.cidr', 'with 10.0.0.0/17, 1 other value is changed:\n      ingress.proxyCidrs: '],
    ['stores.postgres.capacity.maxAcu', 'with 5 no other value changes'],
  ])('so does one whose kind nobody wrote: %s', (path, said) => {
    const inCloud = config('aws: { region: us-east-1 }\n').replace(
      /postgres: \{.*\}/,
      'postgres: { provider: aurora }',
    );
    expect(memorai(`explain ${path}`, { 'staging.yaml': inCloud }).out).toContain(`\n    ${said}`);
  });

  test('--outputs lists the files that differ', () => {
    expect(steady(explain('services.api.replicas.max --outputs'))).toMatchInlineSnapshot(`
"staging  services.api.replicas.max = 10
    default (guide L40, L115-118, L472-477, E22, E73)
    with 11 no other value changes
    with 11, 7 of all files differ:
      grafana: 3
        grafana/dashboards/memorai-staging-capacity.json
        grafana/dashboards/memorai-staging-overview.json
        grafana/dashboards/memorai-staging-postgres.json
      kubernetes: 1
        kubernetes/60-api/horizontalpodautoscaler-memorai-api-hpa.yaml
      operations: 1
        operations/runbooks.md
      prometheus: 2
        prometheus/rules/memorai.yaml
        prometheus/tests/memorai.yaml
"
`);
  });

  test('a value that reaches everything: twelve files of a folder, and how many more', () => {
    const out = explain('version --outputs');
    expect(out).toMatch(/\n {6}kubernetes: \d\d\n/);
    expect(out.match(/^ {8}kubernetes\//gm)).toHaveLength(12);
    expect(out).toMatch(/… and \d+ more \(--output json has all\)/);
  });

  test('JSON has all of them', () => {
    const { values } = JSON.parse(explain('version --outputs --output json'));
    expect(values[0].consequences.files.length).toBeGreaterThan(12);
    expect(values[0]).toMatchObject({
      value: '3.2.0',
      rules: ['image-pinned', 'same-image', 'told-alike'],
      consequences: { tried: '3.2.1' },
    });
  });

  test.each([
    [
      'services.api.settings.JWT_SECRET',
      'the config does not hold it: it is key JWT_SECRET of Secret memorai-api-secrets',
    ],
    [
      'services.api.settings.DB_PORT',
      '5433 is refused: services.api.env.DB_PORT  follows from stores.postgres.port; change it there',
    ],
    ['stores.qdrant.memory', 'the config has no key for it; it follows from others'],
  ])('where nothing else is allowed, why: %s', (path, why) => {
    expect(explain(path)).toContain(`what changes with it cannot be told: ${why}`);
  });

  test.each([
    [
      'services.api.autoscaling.behavior.scaleUp.policies',
      '',
      '= [{"percent":100,"period":"60s"},{"pods":2,"period":"60s"}]',
      'with [{"percent":100,"period":"60s"}] no other value changes',
    ],
    [
      'services.api.autoscaling.behavior.scaleDown.policies',
      'services: { api: { autoscaling: { behavior: { scaleDown: { policies: [{ pods: 4, period: 2m }] } } } } }\n',
      '= [{"pods":4,"period":"2m"}]',
      'with [{"pods":5,"period":"2m"}] no other value changes',
    ],
    [
      'services.api.volumes',
      'services: { api: { volumes: { cache: { kind: emptyDir, mountPath: /cache, size: 64Mi } } } }\n',
      '= {"cache":{"kind":"emptyDir","mountPath":"/cache","size":"64Mi"}}',
      '"example":{"kind":"emptyDir","mountPath":"/example","size":"512Mi"}}, 1 other value is changed:',
    ],
    ['services.api.autoscaling.cpu', '', '= 70', 'with 71 no other value changes'],
    ['services.api.envFrom', '', '= []', 'with [{"configMapName":"example"}] no other value changes'],
    [
      'serviceDefaults.autoscaling.behavior.scaleUp.policies',
      '',
      '= not set',
      'with [{"period":"30s","pods":1}], 4 other',
    ],
    [
      'services.api.security.readOnlyRootFilesystem',
      '',
      '= {"enabled":true}',
      'with {"enabled":false} and a reason beside it no other value changes',
    ],
    ['services.api.network.egress', '', '= []', 'with [{"ports":[1],"namespace":"example"}] no other value changes'],
    [
      'aws.proxy',
      '',
      '= not set\n    not written; RDS Proxy in front of Aurora',
      'true is refused: aws.region  missing',
    ],
    ['services.api.env', '', '= not set', 'with {"EXAMPLE":true}, 1 other value is changed:'],
    ['services.api.metrics.enabled', '', '= true', 'with false and a reason beside it, 1 other value is changed:'],
    ['serviceDefaults.metricsPath', '', '= not set', 'with /example, 4 other values are changed:'],
    [
      'serviceDefaults.probes.startup',
      '',
      '= not set',
      'cannot be told: it is a section; choose a value below it, such as serviceDefaults.probes.startup.enabled',
    ],
    [
      'exceptions',
      '',
      '= not set',
      'what changes with it cannot be told: [{"rule":"example","reason":"an example of it"}] is refused: exceptions[0].rule  no rule',
    ],
  ])('%s: shown and tried as it would be written', (path, changes, shown, tried) => {
    const out = explain(path, changes);
    expect(out).toContain(`staging  ${path}`);
    expect(out).toContain(shown);
    expect(out).toContain(tried);
  });

  test('of several values --outputs asks for one', () => {
    const { code, err } = memorai('explain services.api.replicas --outputs', { 'staging.yaml': config() });
    expect({ code, err }).toEqual({
      code: 2,
      err: 'services.api.replicas  is no single value, so that --outputs cannot change it; choose one below it, such as services.api.replicas.min\n',
    });
  });
});

describe('a rule', () => {
  test('what it says of itself, and that it holds', () => {
    expect(memorai('explain connections', { 'staging.yaml': config() }).out).toMatchInlineSnapshot(`
"connections: error, held against the platform
    protects the database from refusing connections when every service is at its maximum
    weighs stores.postgres.maxConnections, services.*.replicas.max, services.*.rollout.maxSurge, services.*.poolSize, services.*.lambda.concurrency, services.*.uses, aws.proxy
    way out: lower replicas.max (of functions lambda.concurrency) or poolSize, or raise stores.postgres.maxConnections with the memory that it needs
    source: E32; guide L225, L295, L526
    page: https://github.com/memorai/memorai-infra/blob/main/docs/rules/connections.md
staging: holds
"
`);
  });

  test('why it takes no exception, where it takes none', () => {
    expect(memorai('explain aws-names', { 'staging.yaml': config() }).out).toContain(
      '\n    takes no exception: AWS makes nothing of such a name\n',
    );
    expect(memorai('explain connections', { 'staging.yaml': config() }).out).not.toContain('exception');
  });

  test('where it is violated now', () => {
    const { code, out } = memorai('explain tier-compute', { 'staging.yaml': config() });
    expect(code).toBe(0);
    expect(out).toContain(
      'staging: violated\n    warning  environments/staging.yaml:4:1  tier  the services at maximum',
    );
  });

  test('of the files that come out: with their patches', () => {
    const patch =
      'patches:\n  - target: { kind: Deployment, name: memorai-api }\n    merge: { spec: { replicas: 3 } }\n';
    const { out } = memorai('explain final-objects --output json', { 'staging.yaml': config(patch) });
    const { rule, environments } = JSON.parse(out);
    expect(rule).toMatchObject({ id: 'final-objects', phase: 'output' });
    expect(environments).toMatchObject([{ environment: 'staging', holds: false, findings: [{ path: 'patches[0]' }] }]);
  });

  test('is explained even where no config can be read', () => {
    const { code, out, err } = memorai('explain connections', { 'staging.yaml': config('servces: {}\n') });
    expect(code).toBe(2);
    expect(out).toMatch(/^connections: error, held against the platform\n/);
    expect(err).toContain('did you mean "services"?');
  });

  test('a slip of the pen in its id', () => {
    const { err } = memorai('explain conections', { 'staging.yaml': config() });
    expect(err).toBe('conections  no value at this path, and no rule of this name; did you mean "connections"?\n');
  });
});

describe('the values beside one', () => {
  test.each([
    ['another member', [{ enum: ['a', 'b'], type: 'string' }], 'a', 'a', ['b', removed]],
    ['the other of two', [{ type: 'boolean' }], undefined, 'true', [false]],
    ['the next number, within its bounds', [{ type: 'integer', minimum: 1, maximum: 10 }], 10, '10', [9, 5, removed]],
    ['of no number, its bounds', [{ type: 'integer', minimum: 3, maximum: 5 }], undefined, undefined, [3, 5]],
    [
      'of no map, one of one key',
      [{ additionalProperties: { type: 'boolean' } }],
      undefined,
      {},
      [{ example: true }, { example: false }],
    ],
    ['a list with one item less', [{ type: 'array' }], ['a', 'b'], ['a', 'b'], [['a'], removed]],
  ])('%s', (_, schema, written, current, expected) => {
    expect(neighbours(schema, written, current).filter((one) => typeof one !== 'string' || one.length < 3)).toEqual(
      expected,
    );
  });

  test.each([
    ['a quantity', '8Gi', ['9Gi', '16Gi', '7Gi', '4Gi']],
    ['a version', '3.2.0', ['3.2.1']],
    ['a region', 'us-east-1', ['us-east-2', 'us-east-0']],
    ['a name', 'memorai.com', ['other-memorai.com', 'memorai.com-other']],
  ])('%s', (_, text, first) => {
    expect(neighbours([{ type: 'string' }], undefined, text).slice(0, first.length)).toEqual(first);
  });
});

test('every amount of the shipped environments is shown with its unit, as the schema takes it', () => {
  const schema = platformJsonSchema() as SchemaNode;
  const environments = loadEnvironments({ folder: 'environments', names: [] });
  const amounts = environments
    .flatMap(({ platform }) => Object.entries(platform.origins))
    .flatMap(([path, { value }]) => {
      const forms = schemaAt(schema, parsePath(path)).flatMap(({ examples, pattern }) =>
        examples === undefined || pattern === undefined ? [] : [new RegExp(pattern)],
      );
      return forms.length === 0 ? [] : [{ line: `${path} = ${withUnit(path, value)}`, forms }];
    });
  expect(amounts.length).toBeGreaterThan(100);
  expect(amounts.filter(({ line, forms }) => !forms.some((form) => form.test(line.split(' = ')[1] ?? '')))).toEqual([]);
});
