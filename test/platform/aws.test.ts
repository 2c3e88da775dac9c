import { nextSteps } from '../../lib/aws/next-steps';
import type { PlatformConfig } from '../../lib/config/schema/index';
import { accessTo } from '../../lib/operations/access';
import { addressesPerNode, podsPerNode } from '../../lib/platform/machine-types';
import { resolvePlatform } from '../../lib/platform/resolve';
import { stackOrder, stackTable } from '../../lib/platform/stacks';
import { existingNetwork, plain, production, serverless } from '../support/configs';
import { issues } from '../support/issues';

const account = '123456789012';
const zone = { id: 'Z0123456789ABCDEFGHIJ' };

const tags = (count: number) => Object.fromEntries(Array.from({ length: count }, (_, index) => [`team-${index}`, 'a']));

const cachedBy = (redis: object): PlatformConfig => ({
  ...production(),
  stores: { ...production().stores, redis: { provider: 'elasticache', ...redis } },
});

const awsOf = (config: PlatformConfig) => {
  const { aws } = resolvePlatform(config);
  if (aws === undefined) throw new Error('no aws');
  return aws;
};

describe('stacks', () => {
  test.each<[string, PlatformConfig, string[]]>([
    ['production', production(), ['network', 'data', 'queue', 'observability', 'cluster', 'backup']],
    ['serverless', serverless(), ['network', 'data', 'queue', 'observability', 'serverless', 'backup']],
    [
      'with an account and a zone',
      production({ aws: { account, hostedZone: zone } }),
      ['network', 'registry', 'data', 'queue', 'observability', 'cluster', 'backup', 'dns'],
    ],
    [
      'a cluster that is there, and nothing for its pods',
      production({
        stores: { postgres: { provider: 'external', host: 'db.internal' } },
        queue: { provider: 'none' },
        secrets: { provider: 'existing' },
        backup: { kind: 'none', reason: 'made by a test' },
        cluster: { nodePools: { application: { autoScaling: false }, ml_workload: { autoScaling: false } } },
        services: { api: { expose: false }, dashboard: { expose: false } },
        aws: { eks: { kind: 'existing', name: 'shared' } },
      }),
      [],
    ],
    [
      'on another provider',
      production({ cluster: { provider: 'gke' } }),
      ['network', 'data', 'queue', 'observability', 'backup'],
    ],
  ])('%s', (_, config, expected) => {
    expect(Object.keys(awsOf(config).stacks)).toEqual(expected);
  });

  test('stand in an order in which each has what it needs', () => {
    for (const [index, name] of stackOrder.entries()) {
      for (const need of stackTable[name].needs) expect(stackOrder.indexOf(need)).toBeLessThan(index);
    }
  });
});

describe('images', () => {
  const reference = (config: PlatformConfig) => resolvePlatform(config).services.api?.image.reference;

  test.each<[string, PlatformConfig, string]>([
    [
      'an account on EKS',
      production({ aws: { account } }),
      `${account}.dkr.ecr.us-east-1.amazonaws.com/memorai/api:3.2.0`,
    ],
    [
      'in China',
      production({ aws: { account, region: 'cn-north-1' } }),
      `${account}.dkr.ecr.cn-north-1.amazonaws.com.cn/memorai/api:3.2.0`,
    ],
    ['no account', production(), 'memorai/api:3.2.0'],
    [
      'a registry of its own',
      production({ aws: { account }, images: { registry: 'ghcr.io' } }),
      'ghcr.io/memorai/api:3.2.0',
    ],
    [
      'a mirror',
      production({ aws: { account }, images: { mirror: 'mirror.memorai.com' } }),
      'mirror.memorai.com/memorai/api:3.2.0',
    ],
    ['existing', production({ aws: { account, registry: { kind: 'existing' } } }), 'memorai/api:3.2.0'],
    [
      'an image of another registry',
      production({ aws: { account }, services: { api: { image: { repository: 'ghcr.io/team/api' } } } }),
      'ghcr.io/team/api:3.2.0',
    ],
  ])('%s', (_, config, expected) => {
    expect(reference(config)).toBe(expected);
  });

  test('of another registry have no repository here', () => {
    const config = production({ aws: { account }, services: { api: { image: { repository: 'ghcr.io/team/api' } } } });
    expect(awsOf(config).registry?.repositories).toEqual(['memorai/dashboard', 'memorai/mcp', 'memorai/worker']);
  });
});

test.each([
  ['as many as there is room for', tags(45)],
  ['the longest key and value', { ['k'.repeat(128)]: 'v'.repeat(256) }],
  ['letters of any script', { team: 'Größe 3: a/b=c+d@e-f_g' }],
])('tags: %s', (_, written) => {
  expect(awsOf(production({ aws: { tags: written } })).tags).toEqual(written);
});

describe('the network', () => {
  test.each([
    ['us-east-1', 'abc'],
    ['ap-northeast-1', 'acd'],
    ['ca-central-1', 'abd'],
    ['cn-north-1', 'abd'],
    ['eusc-de-east-1', 'abc'],
  ])('of %s stands in zones %s', (region, letters) => {
    expect(awsOf(production({ aws: { region } })).network.availabilityZones).toEqual(
      [...letters].map((letter) => `${region}${letter}`),
    );
  });

  test('of a second region stands in the zones of that region', () => {
    const { recovery } = awsOf(production({ aws: { recovery: { kind: 'globalCluster', region: 'ca-central-1' } } }));
    expect(recovery).toMatchObject({
      network: { availabilityZones: ['ca-central-1a', 'ca-central-1b', 'ca-central-1d'] },
    });
  });

  test.each(['10.0.0.0/16', '10.0.0.0/28'])('that is there may be %s', (cidr) => {
    expect(awsOf(serverless({ aws: { network: { ...existingNetwork, cidr } } })).network.cidr).toBe(cidr);
  });

  test.each(['10.1.0.0/16', '10.0.252.0/22'])('takes %s, by its first address', (cidr) => {
    expect(awsOf(production({ aws: { network: { kind: 'create', cidr } } })).network.cidr).toBe(cidr);
  });
});

/** The second number as in eni-max-pods.txt of the images of EKS. */
test.each([
  ['m5.large', 30, 29],
  ['m5.xlarge', 60, 58],
  ['c5.2xlarge', 60, 58],
  ['r7g.4xlarge', 240, 234],
  ['m5.24xlarge', 750, 737],
])('%s and its pods take at most %i addresses, which are %i pods', (instanceType, addresses, pods) => {
  expect([addressesPerNode(instanceType), podsPerNode('eks', instanceType)]).toEqual([addresses, pods]);
});

test.each<[string, PlatformConfig, string[]]>([
  [
    'a region that is none',
    production({ aws: { region: 'us-esat-1' } }),
    ['aws.region: "us-esat-1" is no region of AWS; did you mean "us-east-1"?'],
  ],
  [
    'a region whose zones nobody knows before',
    production({ aws: { region: 'us-west-1' } }),
    ['aws.network.availabilityZones: is required in us-west-1, whose two zones have other names in each account'],
  ],
  [
    'a second region that is none',
    production({ aws: { recovery: { kind: 'backupOnly', region: 'us-wets-2' } } }),
    ['aws.recovery.region: "us-wets-2" is no region of AWS; did you mean "us-west-2"?'],
  ],
  [
    'a second region in another partition',
    production({ aws: { recovery: { kind: 'backupOnly', region: 'cn-north-1' } } }),
    ['aws.recovery.region: must be a region of aws, as us-east-1 is: nothing goes over from aws-cn'],
  ],
  [
    'a second region whose zones nobody knows before',
    production({ aws: { recovery: { kind: 'globalCluster', region: 'us-west-1' } } }),
    [
      'aws.recovery.network.availabilityZones: is required in us-west-1, whose two zones have other names in each account',
    ],
  ],
  [
    'a network of the second region that the first would not take either',
    production({
      aws: {
        recovery: {
          kind: 'globalCluster',
          region: 'us-west-2',
          network: { cidr: '10.1.0.0/23', availabilityZones: ['us-west-2a', 'us-east-1b'], natGateways: 3 },
        },
      },
    }),
    [
      'aws.recovery.network.availabilityZones[1]: must be a zone of us-west-2, got "us-east-1b"',
      'aws.recovery.network.cidr: must be between /16 and /22, so that nine subnets fit; got /23',
      'aws.recovery.network.natGateways: must be at most one a zone (2), got 3',
    ],
  ],
  [
    'a zone of the second region twice',
    production({
      aws: {
        recovery: {
          kind: 'globalCluster',
          region: 'us-west-2',
          network: { availabilityZones: ['us-west-2a', 'us-west-2a'] },
        },
      },
    }),
    ['aws.recovery.network.availabilityZones[1]: "us-west-2a" is listed twice'],
  ],
  [
    'a range that starts in its middle',
    production({ aws: { network: { kind: 'create', cidr: '10.0.5.0/16' } } }),
    ['aws.network.cidr: must start with its first address: 10.0.0.0/16, got "10.0.5.0/16"'],
  ],
  [
    'a range one address after its start',
    production({ aws: { network: { kind: 'create', cidr: '10.0.0.1/22' } } }),
    ['aws.network.cidr: must start with its first address: 10.0.0.0/22, got "10.0.0.1/22"'],
  ],
  [
    'a range of addresses that no machine has',
    production({ aws: { network: { kind: 'create', cidr: '169.254.0.0/16' } } }),
    ['aws.network.cidr: must be apart from 169.254.0.0/16, which holds addresses of no machine; got 169.254.0.0/16'],
  ],
  [
    'a range larger than a network that is there can have',
    serverless({ aws: { network: { ...existingNetwork, cidr: '10.0.0.0/15' } } }),
    ['aws.network.cidr: must be between /16 and /28, as every range of a VPC is; got /15'],
  ],
  [
    'one that is smaller',
    serverless({ aws: { network: { ...existingNetwork, cidr: '10.0.0.0/29' } } }),
    ['aws.network.cidr: must be between /16 and /28, as every range of a VPC is; got /29'],
  ],
  [
    'a seventh zone',
    production({ aws: { network: { kind: 'create', availabilityZones: ['us-east-1f', 'us-east-1g'] } } }),
    ['aws.network.availabilityZones[1]: must be an availability zone such as us-east-1a, got "us-east-1g"'],
  ],
  [
    'a range whose numbers start with zero',
    production({ aws: { network: { kind: 'create', cidr: '10.00.0.0/16' } } }),
    ['aws.network.cidr: must be an IPv4 range such as 10.0.0.0/16, got "10.00.0.0/16"'],
  ],
  [
    'tags that are ours or those of AWS, in any case',
    production({ aws: { tags: { Environment: 'test', name: 'all', team: 'a', Team: 'b' } } }),
    [
      'aws.tags.Environment: is ours (environment); choose another key',
      'aws.tags.name: is ours (Name); choose another key',
      'aws.tags.Team: differs from team in case alone, which IAM takes for the same; choose another key',
    ],
  ],
  [
    'tags that AWS keeps for itself, or cannot read',
    production({ aws: { tags: { 'AWS:team': 'a', 'a&b': 'a', team: 'a&b', owner: 'x'.repeat(257) } } }),
    [
      `aws.tags.owner: must have at most 256 characters, got "${'x'.repeat(39)}…"`,
      'aws.tags.team: must be letters, digits, spaces and "_.:/=+@-", got "a&b"',
      'aws.tags["AWS:team"]: key must be a tag of at most 128 letters, digits, spaces and "_.:/=+@-", and not start with "aws:", which is for AWS alone; got "AWS:team"',
      'aws.tags["a&b"]: key must be a tag of at most 128 letters, digits, spaces and "_.:/=+@-", and not start with "aws:", which is for AWS alone; got "a&b"',
    ],
  ],
  [
    'a tag more than there is room for',
    production({ aws: { tags: tags(46) } }),
    ['aws.tags: must be at most 45, as AWS takes 50 a resource and up to 5 are ours; got 46'],
  ],
  [
    'whoever is listed twice',
    production({
      alarms: { email: ['a@memorai.com', 'b@memorai.com', 'a@memorai.com'] },
      aws: {
        eks: {
          kind: 'create',
          admins: ['arn:aws:iam::123456789012:role/platform', 'arn:aws:iam::123456789012:role/platform'],
          endpoint: { access: 'public', cidrs: ['192.0.2.0/24', '192.0.2.0/24'], reason: 'made by a test' },
        },
        network: { kind: 'create', interfaceEndpoints: ['sqs', 'sqs'] },
      },
    }),
    [
      'alarms.email[2]: "a@memorai.com" is listed twice',
      'aws.eks.admins[1]: "arn:aws:iam::123456789012:role/platform" is listed twice',
      'aws.eks.endpoint.cidrs[1]: "192.0.2.0/24" is listed twice',
      'aws.network.interfaceEndpoints[1]: "sqs" is listed twice',
    ],
  ],
  [
    'a subnet for two zones',
    serverless({
      aws: {
        network: {
          kind: 'existing',
          vpcId: 'vpc-0123456789abcdef0',
          cidr: '10.8.0.0/16',
          availabilityZones: ['us-east-1a', 'us-east-1b'],
          privateSubnetIds: ['subnet-0123456789abcdef0', 'subnet-0123456789abcdef0'],
        },
      },
    }),
    ['aws.network.privateSubnetIds[1]: "subnet-0123456789abcdef0" is listed twice'],
  ],
  [
    'an interface of what has a gateway',
    production({ aws: { network: { kind: 'create', interfaceEndpoints: ['sqs', 's3'] } } }),
    [
      'aws.network.interfaceEndpoints[1]: s3 has a gateway in every network that we make, which costs nothing; remove it here',
    ],
  ],
  [
    'a zone that does not hold the domain',
    production({ aws: { hostedZone: { ...zone, name: 'example.com' } } }),
    ['aws.hostedZone.name: must be memorai.com or a domain above it, got example.com'],
  ],
  [
    'a zone whose name ends the domain, but not at a dot',
    production({ aws: { hostedZone: { ...zone, name: 'rai.com' } } }),
    ['aws.hostedZone.name: must be memorai.com or a domain above it, got rai.com'],
  ],
  [
    'a cluster of EKS on another provider',
    production({ cluster: { provider: 'gke' }, aws: { eks: { kind: 'existing', name: 'shared' } } }),
    ['aws.eks: needs a cluster of provider eks; remove it, or set cluster.provider to eks'],
  ],
  [
    'a cluster of EKS for functions',
    serverless({ aws: { eks: { kind: 'existing', name: 'shared' } } }),
    ['aws.eks: needs a cluster of provider eks; remove it, or set cluster.provider to eks'],
  ],
  [
    'repositories without an account',
    production({ aws: { registry: { kind: 'create' } } }),
    ["aws.account: is required with aws.registry of kind create: it is part of an image's name"],
  ],
  [
    'repositories and another registry',
    production({ images: { registry: 'ghcr.io' }, aws: { account, registry: { kind: 'create' } } }),
    ['images.registry: the images are in the registry of aws.registry; remove one of the two'],
  ],
  [
    'repositories and a mirror',
    production({ images: { mirror: 'mirror.memorai.com' }, aws: { account, registry: { kind: 'create' } } }),
    ['images.mirror: the images are in the registry of aws.registry; remove one of the two'],
  ],
  [
    'repositories for functions',
    serverless({ aws: { account, registry: { kind: 'create' } } }),
    ['aws.registry: functions are no images; remove it'],
  ],
  [
    'failover without a zone',
    production({ aws: { dns: { failover: { 'go.memorai.com': { primary: 'a.com', secondary: 'b.com' } } } } }),
    ['aws.dns.failover: needs aws.hostedZone, whose records it makes; add its id'],
  ],
  [
    'failover of a host of another zone',
    production({
      aws: { hostedZone: zone, dns: { failover: { 'go.example.com': { primary: 'a.com', secondary: 'b.com' } } } },
    }),
    ['aws.dns.failover.go.example.com: must be a host below memorai.com, whose zone it is made in'],
  ],
  [
    'further hosts of an API without a certificate',
    serverless({ services: { api: { expose: { hosts: ['east.memorai.com'] } } } }),
    ['services.api.expose.hosts: needs a certificate: name aws.hostedZone, or aws.api.certificateArn'],
  ],
  [
    'a further host that the zone does not prove',
    serverless({ aws: { hostedZone: zone }, services: { api: { expose: { hosts: ['api.example.com'] } } } }),
    [
      'services.api.expose.hosts: must be below memorai.com, in whose zone ACM finds the proof, got api.example.com; or name aws.api.certificateArn',
    ],
  ],
  [
    'a host of two APIs',
    serverless({
      aws: { hostedZone: zone },
      services: { worker: { expose: { hosts: ['api.memorai.com'] } } },
    }),
    ['services.worker.expose.hosts: api.memorai.com already leads to api'],
  ],
  [
    'a node of the cache that AWS has not',
    cachedBy({ nodeType: 'cache.m7g.24xlarge' }),
    [
      'stores.redis.nodeType: valkey does not run on "cache.m7g.24xlarge"; it does on sizes of t3, t4g, m6g, m7g, r6g, r7g, m8g, r8g, such as cache.r7g.large',
    ],
  ],
  [
    'a node of the cache that its engine does not run on',
    cachedBy({ engine: 'redis', nodeType: 'cache.r8g.large' }),
    [
      'stores.redis.nodeType: redis does not run on "cache.r8g.large"; it does on sizes of t3, t4g, m6g, m7g, r6g, r7g, such as cache.r7g.large',
    ],
  ],
  [
    'failover to itself',
    production({
      aws: { hostedZone: zone, dns: { failover: { 'go.memorai.com': { primary: 'a.com', secondary: 'a.com' } } } },
    }),
    ['aws.dns.failover.go.memorai.com: host, primary and secondary must differ, got go.memorai.com, a.com, a.com'],
  ],
])('refuses %s', (_, config, expected) => {
  expect(issues(config)).toEqual(expected);
});

test.each([
  ['us-east-1', 'https://truststore.pki.rds.amazonaws.com/global/global-bundle.pem'],
  ['us-gov-east-1', 'https://truststore.pki.us-gov-west-1.rds.amazonaws.com/global/global-bundle.pem'],
  ['cn-northwest-1', 'https://rds-truststore.s3.cn-north-1.amazonaws.com.cn/global/global-bundle.pem'],
])('in %s the authorities of Aurora are those of its partition', (region, bundle) => {
  const platform = resolvePlatform(production({ aws: { region } }));
  const [find] = accessTo(platform).filter(({ what }) => what.startsWith('Find the database'));
  expect(find?.what).toContain(bundle);
  expect(
    nextSteps(platform, 'data')
      .map(({ description }) => description)
      .join(),
  ).toContain(bundle);
});

test.each([
  ['valkey', 'cache.r8g.large', 14_517],
  ['valkey', 'cache.m7g.xlarge', 13_248],
  ['redis', 'cache.r6g.16xlarge', 429_154],
] as const)('%s on %s holds three quarters of %i MiB', (engine, nodeType, memoryMiB) => {
  const { redis } = resolvePlatform(cachedBy({ engine, nodeType, topology: { mode: 'standalone' } })).stores;
  expect(redis).toMatchObject({ nodeType, memoryMiB: Math.floor(memoryMiB * 0.75) });
});

test('logs may be kept for as many days as CloudWatch takes, up to ten years', () => {
  expect(awsOf(production({ aws: { logRetentionDays: 2557 } })).logRetentionDays).toBe(2557);
  expect(awsOf(production({ aws: { logRetentionDays: 3653 } })).logRetentionDays).toBe(3653);
});

test.each<[string, PlatformConfig, readonly string[]]>([
  ['no zone', production(), []],
  ['a zone', production({ aws: { hostedZone: zone } }), ['api.memorai.com', 'dashboard.memorai.com']],
  ['a zone, and no checks', production({ aws: { hostedZone: zone, dns: { healthChecks: false } } }), []],
  [
    'checks without a zone',
    production({ aws: { dns: { healthChecks: true } } }),
    ['api.memorai.com', 'dashboard.memorai.com'],
  ],
])('health checks with %s', (_, config, hosts) => {
  expect((awsOf(config).dns?.healthChecks ?? []).map(({ host }) => host)).toEqual(hosts);
});

test('nothing of AWS without an aws section', () => {
  expect(resolvePlatform(plain()).aws).toBeUndefined();
});
