import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ConfigError, formatIssues } from '../../lib/config/errors';
import { loadPlatform } from '../../lib/load-platform';

/** A config without fault; `@` in a case stands for it. */
const base = `environment: production
version: 3.2.0
domain: memorai.com
stores:
  postgres: { provider: aurora }
  redis: { host: redis.internal }
  qdrant: { host: qdrant.internal }
aws: { region: us-east-1 }
`;

/** What a person might write, and every line that the library answers. */
const cases: readonly (readonly [title: string, text: string, lines: readonly string[]])[] = [
  ['an empty file', '', ['production.yaml:1:1  file is empty']],
  ['only a comment', '# nothing\n', ['production.yaml:1:1  file is empty']],
  ['a list', '- a\n', ['production.yaml:1:1  must be a map, got a list']],
  ['a word', 'production\n', ['production.yaml:1:1  must be a map, got a single value']],
  [
    'not YAML',
    'a: [1, 2\nb: }\n',
    [
      'production.yaml:1:4  bracket is not closed, or what stands in it is not indented',
      'production.yaml:2:4  unexpected text; is a quote, a bracket or a ":" missing before it?',
    ],
  ],
  [
    'two documents',
    'environment: a\n---\nenvironment: b\n',
    ['production.yaml:2:1  a second document starts here; a config is one document'],
  ],
  ['a tab for indentation', 'services:\n\tapi: {}\n', ['production.yaml:2:1  tab in the indentation; use spaces']],
  ['a cycle of anchors', 'a: &a\n  b: *a\n', ['production.yaml:2:6  a.b  alias *a stands inside its own anchor']],
  ['an unknown anchor', 'a: *nowhere\n', ['production.yaml:1:4  a  no anchor &nowhere stands before this alias']],
  [
    'a tag',
    '@services: !!binary aGVsbG8=\n',
    ['production.yaml:9:20  services  custom tags are not allowed; write plain text, a number, a map or a list'],
  ],
  [
    'a key twice',
    '@services:\n  api: { port: 1 }\n  api: { port: 2 }\n',
    ['production.yaml:11:3  services.api  duplicate key; the first one is at line 10, column 3'],
  ],
  [
    'a key twice at the top',
    '@domain: other.com\n',
    ['production.yaml:9:1  domain  duplicate key; the first one is at line 3, column 1'],
  ],
  [
    'nothing but a name',
    'environment: production\n',
    ['production.yaml  domain  missing', 'production.yaml  version  missing'],
  ],
  ['an unknown key, near', '@servces: {}\n', ['production.yaml:9:1  servces  unknown key; did you mean "services"?']],
  ['an unknown key, far', '@xyzzy: 1\n', ['production.yaml:9:1  xyzzy  unknown key']],
  [
    'two unknown keys',
    '@servces: {}\ntire: minimum\n',
    [
      'production.yaml:9:1  servces  unknown key; did you mean "services"?',
      'production.yaml:10:1  tire  unknown key; did you mean "tier"?',
    ],
  ],
  [
    'an unknown key below',
    '@services:\n  api:\n    replica: { min: 3 }\n',
    ['production.yaml:11:5  services.api.replica  unknown key; did you mean "replicas"?'],
  ],
  [
    'an unknown key deep down',
    '@services:\n  api:\n    probes:\n      liveness: { timeoutSeconds: 3 }\n',
    ['production.yaml:12:19  services.api.probes.liveness.timeoutSeconds  unknown key'],
  ],
  [
    "the guide's own words",
    'cluster_config: {}\n@cluster:\n  node_pools: {}\ncache: {}\n',
    [
      'production.yaml:1:1  cluster_config  was renamed to "cluster"',
      'production.yaml:11:3  cluster.node_pools  was renamed to "cluster.nodePools"',
      'production.yaml:12:1  cache  was renamed to "stores.redis"',
    ],
  ],
  [
    'a word of the guide in a pool',
    '@cluster:\n  nodePools:\n    application: { min_nodes: 3 }\n',
    [
      'production.yaml:11:20  cluster.nodePools.application.min_nodes  was renamed to "cluster.nodePools.application.minNodes"',
    ],
  ],
  [
    'text for a number',
    '@services:\n  api: { port: http }\n',
    ['production.yaml:10:10  services.api.port  must be a number, got "http"'],
  ],
  [
    'a number in quotes',
    "@services:\n  api: { port: '3001' }\n",
    ['production.yaml:10:10  services.api.port  must be a number, got "3001"; remove the quotes'],
  ],
  [
    'a fraction',
    '@services:\n  api: { port: 30.5 }\n',
    ['production.yaml:10:10  services.api.port  must be a whole number, got 30.5'],
  ],
  [
    'a port too high',
    '@services:\n  api: { port: 70000 }\n',
    ['production.yaml:10:10  services.api.port  must be at most 65535, got 70000'],
  ],
  [
    'a port of 0',
    '@services:\n  api: { port: 0 }\n',
    ['production.yaml:10:10  services.api.port  must be at least 1, got 0'],
  ],
  [
    'min above max',
    '@services:\n  api:\n    replicas:\n      min: 5\n      max: 3\n',
    ['production.yaml:12:7  services.api.replicas.min  must be at most max (3), got 5'],
  ],
  [
    'no replica',
    '@services:\n  api: { replicas: { min: 0 } }\n',
    ['production.yaml:10:22  services.api.replicas.min  must be at least 1, got 0'],
  ],
  ['a value for a map', '@services:\n  api: 3\n', ['production.yaml:10:3  services.api  must be a map, got 3']],
  ['a list for a map', '@services:\n  - api\n', ['production.yaml:9:1  services  must be a map, got a list']],
  [
    'a map for a list',
    '@services:\n  api: { uses: { postgres: true } }\n',
    ['production.yaml:10:10  services.api.uses  must be a list, got a map'],
  ],
  [
    'text for a list',
    '@services:\n  api: { uses: postgres }\n',
    ['production.yaml:10:10  services.api.uses  must be a list, got "postgres"'],
  ],
  [
    'yes for true',
    '@services:\n  api: { apiAccess: yes }\n',
    ['production.yaml:10:10  services.api.apiAccess  must be true or false, got "yes"'],
  ],
  [
    'null for a map',
    '@cluster:\n',
    ['production.yaml:9:1  cluster  must be a map, got nothing; remove it or give it a value'],
  ],
  [
    'a size without unit',
    '@services:\n  api: { resources: { limits: { memory: 512 } } }\n',
    [
      'production.yaml:10:33  services.api.resources.limits.memory  must be a size with its unit, such as 512Mi, 1.5Gi, 1Ti or 512mb; got 512',
    ],
  ],
  [
    'a size in a strange unit',
    '@services:\n  api: { resources: { limits: { memory: 512MiB } } }\n',
    [
      'production.yaml:10:33  services.api.resources.limits.memory  must be a size with its unit, such as 512Mi, 1.5Gi, 1Ti or 512mb; got "512MiB"',
    ],
  ],
  [
    'a broken size',
    '@services:\n  api: { resources: { limits: { memory: 0.3Mi } } }\n',
    ['production.yaml:10:33  services.api.resources.limits.memory  must be whole MiB, got 0.3Mi'],
  ],
  [
    'a broken CPU',
    '@services:\n  api: { resources: { limits: { cpu: 2 cores } } }\n',
    ['production.yaml:10:33  services.api.resources.limits.cpu  must be CPU such as 500m, 0.5 or 2; got "2 cores"'],
  ],
  [
    'a duration without unit',
    '@services:\n  api: { termination: { gracePeriod: 30 } }\n',
    [
      'production.yaml:10:25  services.api.termination.gracePeriod  must be a duration with its unit, such as 30s, 5m, 1h or 1d; got 30',
    ],
  ],
  [
    'a duration too long',
    '@services:\n  api: { termination: { preStop: 1h } }\n',
    ['production.yaml:10:25  services.api.termination.preStop  must be at most 10m, got 1h'],
  ],
  [
    'a broken duration',
    '@services:\n  api: { timeouts: { connect: soon } }\n',
    [
      'production.yaml:10:22  services.api.timeouts.connect  must be a duration with its unit, such as 250ms, 30s or 5m; got "soon"',
    ],
  ],
  [
    'an unknown tier',
    '@tier: recomended\n',
    ['production.yaml:9:1  tier  must be one of minimum, recommended; got "recomended"; did you mean "recommended"?'],
  ],
  [
    'an unknown deployment',
    '@deployment: swarm\n',
    ['production.yaml:9:1  deployment  must be one of kubernetes, serverless, compose; got "swarm"'],
  ],
  [
    'an unknown provider',
    '@cluster: { provider: openshift }\n',
    ['production.yaml:9:12  cluster.provider  must be one of eks, aks, gke, generic; got "openshift"'],
  ],
  [
    'an unknown store provider',
    'environment: production\nversion: 3.2.0\ndomain: memorai.com\nstores:\n  postgres: { provider: rds }\n  redis: { host: redis.internal }\n  qdrant: { host: qdrant.internal }\naws: { region: us-east-1 }\n',
    ['production.yaml:5:15  stores.postgres.provider  must be one of external, cluster, aurora; got "rds"'],
  ],
  [
    'an external database without a host',
    'environment: production\nversion: 3.2.0\ndomain: memorai.com\nstores:\n  postgres: { provider: external }\n  redis: { host: redis.internal }\n  qdrant: { host: qdrant.internal }\naws: { region: us-east-1 }\n',
    ['production.yaml:5:3  stores.postgres.host  missing'],
  ],
  [
    'a store without provider',
    'environment: production\nversion: 3.2.0\ndomain: memorai.com\nstores:\n  postgres: { host: db.internal }\n  redis: { host: redis.internal }\n  qdrant: { host: qdrant.internal }\naws: { region: us-east-1 }\n',
    ['production.yaml:5:3  stores.postgres.provider  missing; must be one of external, cluster, aurora'],
  ],
  [
    'a host that is missing',
    'environment: production\nversion: 3.2.0\ndomain: memorai.com\nstores:\n  redis: { port: 6379 }\naws: { region: us-east-1 }\n',
    ['production.yaml:5:3  stores.redis.host  missing'],
  ],
  [
    'a host with a scheme',
    'environment: production\nversion: 3.2.0\ndomain: memorai.com\nstores:\n  postgres: { provider: aurora }\n  redis: { host: https://redis.internal }\n  qdrant: { host: qdrant.internal }\naws: { region: us-east-1 }\n',
    [
      'production.yaml:6:12  stores.redis.host  must be a host name in lower case, without scheme, port or path; got "https://redis.internal"',
    ],
  ],
  [
    'a domain in capitals',
    'environment: production\nversion: 3.2.0\ndomain: Memorai.com\nstores:\n  postgres: { provider: aurora }\n  redis: { host: redis.internal }\n  qdrant: { host: qdrant.internal }\naws: { region: us-east-1 }\n',
    ['production.yaml:3:1  domain  must be a host name in lower case, without scheme, port or path; got "Memorai.com"'],
  ],
  [
    'an environment with a blank',
    'environment: my production\nversion: 3.2.0\ndomain: memorai.com\nstores:\n  postgres: { provider: aurora }\n  redis: { host: redis.internal }\n  qdrant: { host: qdrant.internal }\naws: { region: us-east-1 }\n',
    [
      'production.yaml:1:1  environment  must be a DNS label of at most 30 characters: lower-case letters, digits and "-", starting with a letter; got "my production"',
    ],
  ],
  [
    'an environment too long',
    'environment: aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\nversion: 3.2.0\ndomain: memorai.com\nstores:\n  postgres: { provider: aurora }\n  redis: { host: redis.internal }\n  qdrant: { host: qdrant.internal }\naws: { region: us-east-1 }\n',
    [
      'production.yaml:1:1  environment  must be a DNS label of at most 30 characters: lower-case letters, digits and "-", starting with a letter; got "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"',
    ],
  ],
  [
    'a version that is a number',
    'environment: production\nversion: 3.2\ndomain: memorai.com\nstores:\n  postgres: { provider: aurora }\n  redis: { host: redis.internal }\n  qdrant: { host: qdrant.internal }\naws: { region: us-east-1 }\n',
    ['production.yaml:2:1  version  must be text, got 3.2; put it in quotes'],
  ],
  [
    'a version of Kubernetes that is a number',
    '@cluster: { version: 1.35 }\n',
    ['production.yaml:9:12  cluster.version  must be text, got 1.35; put it in quotes'],
  ],
  [
    'a region that is a zone',
    'environment: production\nversion: 3.2.0\ndomain: memorai.com\nstores:\n  postgres: { provider: aurora }\n  redis: { host: redis.internal }\n  qdrant: { host: qdrant.internal }\naws: { region: us-east-1a }\n',
    ['production.yaml:8:8  aws.region  must be a region such as us-east-1, got "us-east-1a"'],
  ],
  [
    'an account that is a number',
    'environment: production\nversion: 3.2.0\ndomain: memorai.com\nstores:\n  postgres: { provider: aurora }\n  redis: { host: redis.internal }\n  qdrant: { host: qdrant.internal }\naws: { region: us-east-1, account: 123456789012 }\n',
    ['production.yaml:8:27  aws.account  must be text, got 123456789012; put it in quotes'],
  ],
  [
    'an account too short',
    "environment: production\nversion: 3.2.0\ndomain: memorai.com\nstores:\n  postgres: { provider: aurora }\n  redis: { host: redis.internal }\n  qdrant: { host: qdrant.internal }\naws: { region: us-east-1, account: '1234' }\n",
    ['production.yaml:8:27  aws.account  must be twelve digits in quotes, got "1234"'],
  ],
  [
    'a range that is none',
    'environment: production\nversion: 3.2.0\ndomain: memorai.com\nstores:\n  postgres: { provider: aurora }\n  redis: { host: redis.internal }\n  qdrant: { host: qdrant.internal }\naws: { region: us-east-1, network: { kind: create, cidr: 10.0.0.0 } }\n',
    ['production.yaml:8:52  aws.network.cidr  must be an IPv4 range such as 10.0.0.0/16, got "10.0.0.0"'],
  ],
  [
    'an existing network without its parts',
    'environment: production\nversion: 3.2.0\ndomain: memorai.com\nstores:\n  postgres: { provider: aurora }\n  redis: { host: redis.internal }\n  qdrant: { host: qdrant.internal }\naws: { region: us-east-1, network: { kind: existing } }\n',
    [
      'production.yaml:8:27  aws.network.availabilityZones  missing',
      'production.yaml:8:27  aws.network.cidr  missing',
      'production.yaml:8:27  aws.network.privateSubnetIds  missing',
      'production.yaml:8:27  aws.network.vpcId  missing',
    ],
  ],
  [
    'an unknown edge',
    '@services:\n  reports:\n    uses: [postgres, redisx]\n',
    [
      'production.yaml:11:22  services.reports.uses[1]  "redisx" is nothing that a service can use; did you mean "redis"?',
    ],
  ],
  [
    'a service name in capitals',
    '@services:\n  Reports: {}\n',
    [
      'production.yaml:10:3  services.Reports  key must be a DNS label of at most 30 characters: lower-case letters, digits and "-", starting with a letter; got "Reports"',
    ],
  ],
  [
    'a setting in lower case',
    '@settings: { cache_ttl: 60 }\n',
    [
      'production.yaml:9:13  settings.cache_ttl  key must be an environment variable name in upper case, such as CACHE_TTL; got "cache_ttl"',
    ],
  ],
  [
    'an unknown setting',
    '@settings:\n  CACHE_TLL: 60\n',
    [
      'production.yaml:10:3  settings.CACHE_TLL  no setting of this name; a service\'s own settings go under services.<name>.env; did you mean "CACHE_TTL"?',
    ],
  ],
  [
    'a setting that is derived',
    '@settings:\n  MEMORAI_VERSION: 3.2.1\n',
    ['production.yaml:10:3  settings.MEMORAI_VERSION  follows from version; change it there'],
  ],
  [
    'a setting that is a map',
    '@settings:\n  CACHE_TTL: { value: 60 }\n',
    ['production.yaml:10:3  settings.CACHE_TTL  must be text, a number, true or false; got a map'],
  ],
  [
    'a literal password',
    '@settings:\n  DATABASE_URL: postgresql://memorai:hunter2@db/memorai\n',
    [
      'production.yaml:10:3  settings.DATABASE_URL  holds a URL with a password; a config must not hold a secret: keep the value in the secret store, and declare its name as { secret: true } under env of the service that reads it',
    ],
  ],
  [
    'a literal secret of the registry',
    '@settings: { JWT_SECRET: 0123456789abcdef }\n',
    [
      'production.yaml:9:13  settings.JWT_SECRET  holds a value of the secret "JWT_SECRET"; a config must not hold a secret: keep the value in the secret store, and declare its name as { secret: true } under env of the service that reads it',
    ],
  ],
  [
    'a literal secret of a service',
    '@services:\n  reports:\n    env: { REPORTS_PASSWORD: hunter2 }\n',
    [
      'production.yaml:11:12  services.reports.env.REPORTS_PASSWORD  holds a value of the secret "REPORTS_PASSWORD"; a config must not hold a secret: keep the value in the secret store, and declare its name as { secret: true } under env of the service that reads it',
    ],
  ],
  [
    'an access key',
    '@services:\n  reports:\n    env: { KEY_ID: AKIAIOSFODNN7EXAMPLE }\n',
    [
      'production.yaml:11:12  services.reports.env.KEY_ID  holds an AWS access key id; a config must not hold a secret: keep the value in the secret store, and declare its name as { secret: true } under env of the service that reads it',
    ],
  ],
  [
    'a private key',
    '@services:\n  reports:\n    env: { CERT: "-----BEGIN PRIVATE KEY-----" }\n',
    [
      'production.yaml:11:12  services.reports.env.CERT  holds a private key; a config must not hold a secret: keep the value in the secret store, and declare its name as { secret: true } under env of the service that reads it',
    ],
  ],
  [
    'a password beside a store',
    'environment: production\nversion: 3.2.0\ndomain: memorai.com\nstores:\n  postgres: { provider: aurora }\n  redis: { host: redis.internal, password: hunter2 }\n  qdrant: { host: qdrant.internal }\naws: { region: us-east-1 }\n',
    [
      'production.yaml:6:34  stores.redis.password  holds a value of the secret "password"; a config must not hold a secret: keep the value in the secret store, and declare its name as { secret: true } under env of the service that reads it',
    ],
  ],
  [
    'an unsafe choice without a reason',
    '@protection: { level: none }\n',
    ['production.yaml:9:1  protection.reason  missing'],
  ],
  [
    'a reason that says nothing',
    '@protection: { level: none, reason: because }\n',
    ['production.yaml:9:28  protection.reason  must say why, in at least 10 characters; got "because"'],
  ],
  [
    'an image with its tag',
    '@services:\n  api: { image: { repository: memorai/api:3.2.0 } }\n',
    [
      'production.yaml:10:19  services.api.image.repository  must be an image repository without tag, such as memorai/api; got "memorai/api:3.2.0"',
    ],
  ],
  [
    'a digest cut short',
    '@services:\n  api: { image: { digest: sha256:abc } }\n',
    [
      'production.yaml:10:19  services.api.image.digest  must be sha256: and 64 hexadecimal characters, got "sha256:abc"',
    ],
  ],
  [
    'an issuer without an e-mail address',
    '@ingress: { tls: { issuer: { email: ops } } }\n',
    ['production.yaml:9:29  ingress.tls.issuer.email  must be an e-mail address, got "ops"'],
  ],
  [
    'another ingress controller',
    '@ingress: { controller: traefik }\n',
    ['production.yaml:9:12  ingress.controller  must be one of ingress-nginx, gateway, alb; got "traefik"'],
  ],
  [
    'an unknown machine type',
    '@cluster:\n  nodePools:\n    application: { instanceType: m5.xlarg }\n',
    [
      'production.yaml:11:20  cluster.nodePools.application.instanceType  "m5.xlarg" is not known for eks; give its capacity: { cpu, memory }; did you mean "m5.xlarge"?',
    ],
  ],
  [
    'mistakes in many places',
    '@tier: huge\nservices:\n  api: { port: 0, replicas: { min: 4, max: 2 } }\n  bad_name: {}\n',
    [
      'production.yaml:9:1  tier  must be one of minimum, recommended; got "huge"',
      'production.yaml:11:10  services.api.port  must be at least 1, got 0',
      'production.yaml:12:3  services.bad_name  key must be a DNS label of at most 30 characters: lower-case letters, digits and "-", starting with a letter; got "bad_name"',
    ],
  ],
  [
    'an extended file that is missing',
    'extends: nowhere.yaml\n',
    ['production.yaml:1:10  extends  nowhere.yaml: no such file'],
  ],
  [
    'a file that extends itself',
    'extends: production.yaml\n',
    ['production.yaml:1:10  extends  production.yaml: extends itself (production.yaml -> production.yaml)'],
  ],
];

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'memorai-bad-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

function lines(text: string): string[] {
  const file = join(folder, 'production.yaml');
  writeFileSync(file, text.replace('@', base));
  try {
    loadPlatform(file);
    return [];
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    return error.issues.map((issue) => formatIssues([issue]).replaceAll(`${folder}/`, ''));
  }
}

test('the config that the cases start from is accepted', () => {
  expect(lines('@')).toEqual([]);
});

test.each(cases)('%s', (_, text, expected) => {
  expect(lines(text)).toEqual(expected);
});
