import { InterfaceVpcEndpointAwsService } from 'aws-cdk-lib/aws-ec2';
import { App, Stack } from 'aws-cdk-lib/core';
import { RegionInfo } from 'aws-cdk-lib/region-info';
import { addStacks, appOptions } from '../../lib/aws';
import { eksAddonTable } from '../../lib/aws/eks-addons';
import { awsDomain, awsRegions, partitionOf } from '../../lib/platform/aws-regions';
import { endpointServices } from '../../lib/platform/endpoint-services';
import type { Platform } from '../../lib/platform/types';
import { everything, production, unprotected } from './platforms';
import { at, ofType, only, type Resource, templatesOf } from './templates';

const platform = everything();
const { cluster, registry, dns } = templatesOf(platform);
const withEks = (eks: NonNullable<NonNullable<Parameters<typeof production>[0]>['aws']>['eks']): Platform =>
  production({ aws: { region: 'us-east-1', ...(eks === undefined ? {} : { eks }) } });

describe('cluster', () => {
  test('is of the version, private, and lets nobody in but by access entries', () => {
    expect(at(cluster, 'MemoraiCluster')).toMatchObject({
      Name: 'memorai-production',
      Version: '1.36',
      AccessConfig: { AuthenticationMode: 'API', BootstrapClusterCreatorAdminPermissions: false },
      ResourcesVpcConfig: { EndpointPrivateAccess: true, EndpointPublicAccess: false },
      UpgradePolicy: { SupportType: 'EXTENDED' },
    });
    expect(only(cluster, 'AWS::EKS::AccessEntry')).toMatchObject({
      PrincipalArn: 'arn:aws:iam::123456789012:role/platform',
      AccessPolicies: [{ AccessScope: { Type: 'cluster' } }],
    });
  });

  test('encrypts Secrets with a key of its own, and keeps all logs', () => {
    expect(at(cluster, 'MemoraiCluster')).toMatchObject({
      EncryptionConfig: [
        { Provider: { KeyArn: { 'Fn::GetAtt': ['MemoraiClusterKey', 'Arn'] } }, Resources: ['secrets'] },
      ],
      Logging: {
        ClusterLogging: {
          EnabledTypes: ['api', 'audit', 'authenticator', 'controllerManager', 'scheduler'].map((Type) => ({ Type })),
        },
      },
    });
    expect(only(cluster, 'AWS::Logs::LogGroup')).toMatchObject({ LogGroupName: '/aws/eks/memorai-production/cluster' });
    expect(at(cluster, 'MemoraiClusterKey')).toMatchObject({ EnableKeyRotation: true });
  });

  test('answers the internet only where the config says which part of it, and why', () => {
    const template = templatesOf(
      withEks({
        kind: 'create',
        endpoint: { access: 'public', cidrs: ['192.0.2.0/24'], reason: 'the office has no VPN yet' },
        logs: [],
      }),
    ).cluster;
    expect(at(template, 'MemoraiCluster').ResourcesVpcConfig).toMatchObject({
      EndpointPrivateAccess: true,
      EndpointPublicAccess: true,
      PublicAccessCidrs: ['192.0.2.0/24'],
    });
    expect(ofType(template, 'AWS::Logs::LogGroup')).toEqual({});
  });

  test.each([
    ['full', platform, true, 'RetainExceptOnCreate'],
    ['none', everything(unprotected), false, 'Delete'],
  ])('with protection %s it stays or goes', (_, own, deletionProtection, policy) => {
    const { Properties, DeletionPolicy } = templatesOf(own).cluster.Resources.MemoraiCluster ?? {};
    expect([Properties?.DeletionProtection, DeletionPolicy]).toEqual([deletionProtection, policy]);
  });

  test('of somebody else gets roles and associations, and nothing more', () => {
    const template = templatesOf(withEks({ kind: 'existing', name: 'shared' }));
    const types = new Set(Object.values(template.cluster.Resources).map(({ Type }) => Type));
    expect([...types].sort()).toEqual(['AWS::EKS::PodIdentityAssociation', 'AWS::IAM::Role']);
    for (const { Properties } of Object.values(ofType(template.cluster, 'AWS::EKS::PodIdentityAssociation'))) {
      expect(Properties.ClusterName).toBe('shared');
    }
  });
});

describe('node groups', () => {
  const groups = Object.values(ofType(cluster, 'AWS::EKS::Nodegroup')).map(({ Properties }) => Properties);

  test.each(Object.values(platform.cluster?.nodePools ?? {}).map((pool) => [pool.name, pool] as const))(
    '%s has the label, the taint and the size of the pool',
    (_, pool) => {
      const { key, value } = pool.label;
      const group = groups.find(({ Labels }) => (Labels as Record<string, string>)[key] === value);
      expect(group).toMatchObject({
        Labels: { [key]: value },
        ScalingConfig: { MinSize: pool.minNodes, MaxSize: pool.maxNodes, DesiredSize: pool.minNodes },
        Version: platform.cluster?.version,
        AmiType: 'AL2023_x86_64_STANDARD',
      });
      expect(group?.Taints).toEqual(pool.tainted ? [{ Key: key, Value: value, Effect: 'NO_SCHEDULE' }] : undefined);
    },
  );

  test.each(Object.entries(ofType(cluster, 'AWS::EC2::LaunchTemplate')))(
    '%s: metadata for the node alone',
    (_, row) => {
      expect(row.Properties.LaunchTemplateData).toMatchObject({
        MetadataOptions: { HttpTokens: 'required', HttpPutResponseHopLimit: 1 },
        BlockDeviceMappings: [{ Ebs: { Encrypted: true, VolumeType: 'gp3', VolumeSize: 100 } }],
      });
    },
  );

  test.each([
    ['m5.xlarge', 'AL2023_x86_64_STANDARD'],
    ['m7g.xlarge', 'AL2023_ARM_64_STANDARD'],
    ['c6gd.large', 'AL2023_ARM_64_STANDARD'],
    ['c7gn.large', 'AL2023_ARM_64_STANDARD'],
    ['g5.xlarge', 'AL2023_x86_64_NVIDIA'],
    ['p4d.24xlarge', 'AL2023_x86_64_NVIDIA'],
    ['g5g.xlarge', 'AL2023_ARM_64_NVIDIA'],
    ['inf2.xlarge', 'AL2023_x86_64_NEURON'],
  ])('%s runs %s', (instanceType, amiType) => {
    const capacity = { cpu: 16, memory: '64Gi' };
    const own = production({ cluster: { nodePools: { extra: { instanceType, capacity } } } });
    expect(at(templatesOf(own).cluster, 'MemoraiNodeGroupExtra').AmiType).toBe(amiType);
  });

  test('without an autoscaler the size is fixed', () => {
    const own = production({ cluster: { nodePools: { application: { autoScaling: false } } } });
    expect(at(templatesOf(own).cluster, 'MemoraiNodeGroupApplication').ScalingConfig).toEqual({
      MinSize: 3,
      MaxSize: 3,
      DesiredSize: 3,
    });
  });

  test('come after what makes a node ready, and before what needs one', () => {
    const dependsOn = (resource: Resource & { DependsOn?: string | string[] }) => [resource.DependsOn ?? []].flat();
    const addons = Object.entries(ofType(cluster, 'AWS::EKS::Addon'));
    const idOf = (name: string) => addons.find(([, { Properties }]) => Properties.AddonName === name)?.[0];
    const early = ['eks-pod-identity-agent', 'kube-proxy', 'vpc-cni'].map(idOf);
    for (const [id, resource] of Object.entries(ofType(cluster, 'AWS::EKS::Nodegroup'))) {
      expect(dependsOn(resource).sort()).toEqual([...early].sort());
      for (const name of ['coredns', 'aws-ebs-csi-driver', 'metrics-server']) {
        expect(dependsOn(cluster.Resources[idOf(name) ?? ''] ?? resource)).toContain(id);
      }
    }
  });
});

describe('add-ons', () => {
  const configurations = Object.fromEntries(
    Object.values(ofType(cluster, 'AWS::EKS::Addon')).map(({ Properties }) => [
      Properties.AddonName,
      Properties.ConfigurationValues,
    ]),
  );

  test('keep NetworkPolicies, and give claims a class', () => {
    expect(configurations).toEqual({
      'aws-ebs-csi-driver': '{"defaultStorageClass":{"enabled":true}}',
      coredns: undefined,
      'eks-pod-identity-agent': undefined,
      'kube-proxy': undefined,
      'metrics-server': undefined,
      'vpc-cni': '{"enableNetworkPolicy":"true"}',
    });
  });

  test('may each have a version in the config', () => {
    const addonVersions = Object.fromEntries(eksAddonTable.map(({ name }) => [name, 'v1.2.3-eksbuild.4']));
    const own = templatesOf(withEks({ kind: 'create', addonVersions })).cluster;
    const versions = Object.values(ofType(own, 'AWS::EKS::Addon')).map(({ Properties }) => Properties.AddonVersion);
    expect(versions).toEqual(eksAddonTable.map(() => 'v1.2.3-eksbuild.4'));
  });

  test('have the version that the config names, else the choice of EKS', () => {
    const own = templatesOf(withEks({ kind: 'create', addonVersions: { 'vpc-cni': 'v1.20.4-eksbuild.2' } })).cluster;
    const versions = Object.values(ofType(own, 'AWS::EKS::Addon')).map(({ Properties }) => Properties.AddonVersion);
    expect(versions.filter((version) => version !== undefined)).toEqual(['v1.20.4-eksbuild.2']);
  });
});

describe('pods', () => {
  const identities = (own: Platform) =>
    Object.values(ofType(templatesOf(own).cluster, 'AWS::EKS::PodIdentityAssociation')).map(
      ({ Properties }) => `${Properties.Namespace}/${Properties.ServiceAccount}`,
    );

  test('of services with rights, and of controllers that act for them, have a role', () => {
    expect(identities(platform)).toEqual([
      'external-dns/external-dns',
      'external-secrets/external-secrets',
      'keda/keda-operator',
      'kube-system/aws-load-balancer-controller',
      'kube-system/cluster-autoscaler',
      'memorai-production/memorai-api-sa',
      'memorai-production/memorai-worker-sa',
    ]);
  });

  test.each([
    ['without a queue', production({ queue: { provider: 'none' } }), /memorai-|keda/],
    ['without a zone', production(), /external-dns/],
    ['with secrets of somebody else', production({ secrets: { provider: 'existing' } }), /external-secrets/],
    [
      'without a public service',
      production({ services: { api: { expose: false }, dashboard: { expose: false } } }),
      /load-balancer/,
    ],
  ])('%s there is no role for it', (_, own, pattern) => {
    expect(identities(own).filter((name) => pattern.test(name))).toEqual([]);
  });

  test('take the role of their own account, namespace and cluster alone', () => {
    const roles = Object.values(ofType(cluster, 'AWS::IAM::Role')).map(({ Properties }) => Properties);
    const worker = roles.find(({ Description }) => String(Description).includes('/memorai-worker-sa '));
    expect(worker?.AssumeRolePolicyDocument).toMatchObject({
      Statement: [
        {
          Action: ['sts:AssumeRole', 'sts:TagSession'],
          Principal: { Service: 'pods.eks.amazonaws.com' },
          Condition: {
            StringEquals: {
              'aws:RequestTag/eks-cluster-name': 'memorai-production',
              'aws:RequestTag/kubernetes-namespace': 'memorai-production',
              'aws:RequestTag/kubernetes-service-account': 'memorai-worker-sa',
            },
          },
        },
      ],
    });
  });
});

describe('registry', () => {
  test('has a repository for each service, whose images name it', () => {
    expect(
      Object.values(ofType(registry, 'AWS::ECR::Repository')).map(({ Properties }) => Properties.RepositoryName),
    ).toEqual(['memorai/api', 'memorai/dashboard', 'memorai/mcp', 'memorai/worker']);
    expect(platform.services.api?.image.reference).toBe(
      '123456789012.dkr.ecr.us-east-1.amazonaws.com/memorai/api:3.2.0',
    );
  });

  test('overwrites no tag, scans, and forgets', () => {
    const repository = at(registry, 'MemoraiApiRepository');
    expect(repository).toMatchObject({
      ImageTagMutability: 'IMMUTABLE',
      ImageScanningConfiguration: { ScanOnPush: true },
      EmptyOnDelete: false,
    });
    const { rules } = JSON.parse((repository.LifecyclePolicy as { LifecyclePolicyText: string }).LifecyclePolicyText);
    expect(rules.map(({ selection }: { selection: object }) => selection)).toEqual([
      { tagStatus: 'untagged', countType: 'sinceImagePushed', countUnit: 'days', countNumber: 7 },
      { tagStatus: 'any', countType: 'imageCountMoreThan', countNumber: 50 },
    ]);
  });

  test('is emptied with its stack only where data may be lost', () => {
    const { registry: own } = templatesOf(everything(unprotected));
    expect(at(own, 'MemoraiApiRepository').EmptyOnDelete).toBe(true);
  });
});

describe('names', () => {
  test('public hosts are asked for /health, and those that fail over through their targets', () => {
    const checks = Object.values(ofType(dns, 'AWS::Route53::HealthCheck')).map(
      ({ Properties }) => Properties.HealthCheckConfig as Record<string, unknown>,
    );
    expect(checks.map((check) => `${check.Type} ${check.FullyQualifiedDomainName}${check.ResourcePath}`)).toEqual([
      'HTTPS api.memorai.com/health',
      'HTTPS dashboard.memorai.com/health',
      'HTTPS east.memorai.com/health',
      'HTTPS west.memorai.com/health',
    ]);
  });

  test('a host leads to the second where the first is down', () => {
    const records = Object.values(ofType(dns, 'AWS::Route53::RecordSet')).map(({ Properties }) => Properties);
    expect(
      records.map(({ Name, Failover, ResourceRecords, HealthCheckId }) => [
        Name,
        Failover,
        ResourceRecords,
        HealthCheckId,
      ]),
    ).toEqual([
      ['go.memorai.com', 'PRIMARY', ['east.memorai.com'], { Ref: expect.stringMatching(/^HealthCheckEastMemoraiCom/) }],
      [
        'go.memorai.com',
        'SECONDARY',
        ['west.memorai.com'],
        { Ref: expect.stringMatching(/^HealthCheckWestMemoraiCom/) },
      ],
    ]);
  });
});

describe('the alarm on public hosts', () => {
  const zone = { hostedZone: { id: 'Z0123456789ABCDEFGHIJ' } };
  const regionOf = (platform: Platform) =>
    addStacks(new App({ ...appOptions, builtinCloudFormationValidation: false }), platform, { check: false }).dns
      ?.region;

  test('asks every health check, and rings when one of them says no', () => {
    const alarm = at(dns, 'MemoraiHostsDownAlarm') as {
      Metrics: { Id: string; Expression?: string; MetricStat?: { Metric: { Dimensions: { Value: object }[] } } }[];
    };
    expect(alarm).toMatchObject({
      AlarmName: 'memorai-production-hosts-down',
      ComparisonOperator: 'LessThanThreshold',
      Threshold: 1,
      TreatMissingData: 'missing',
    });
    const [formula, ...metrics] = alarm.Metrics;
    expect(formula?.Expression).toBe('MIN(METRICS())');
    expect(metrics.map(({ MetricStat }) => MetricStat?.Metric.Dimensions[0]?.Value)).toEqual(
      Object.keys(ofType(dns, 'AWS::Route53::HealthCheck')).map((Ref) => ({ Ref })),
    );
  });

  test.each([
    ['in the first region, its topic', 'us-east-1', undefined, 'us-east-1', 0],
    ['from another region, a topic of its own', 'eu-west-1', undefined, 'us-east-1', 1],
    ['where the standby is, the topic of that', 'eu-west-1', 'us-east-1', 'us-east-1', 0],
  ])('tells, %s', (_, region, second, expected, topics) => {
    const recovery = second === undefined ? {} : { recovery: { kind: 'globalCluster' as const, region: second } };
    const own = production({ aws: { region, ...zone, ...recovery } });
    expect(regionOf(own)).toBe(expected);
    const template = templatesOf(own).dns;
    expect(Object.keys(ofType(template, 'AWS::SNS::Topic'))).toHaveLength(topics);
    expect(JSON.stringify(only(template, 'AWS::CloudWatch::Alarm').AlarmActions)).toMatch(
      topics === 1 ? /MemoraiAlarmTopic/ : /:sns:us-east-1:.*:memorai-production-alarms/,
    );
  });

  test('is none in China, whose numbers nobody has told us of', () => {
    const own = production({ aws: { region: 'cn-north-1', ...zone } });
    expect(regionOf(own)).toBe('cn-north-1');
    expect(ofType(templatesOf(own).dns, 'AWS::CloudWatch::Alarm')).toEqual({});
  });
});

test('roles and hosts that differ in signs alone are each a resource of their own', () => {
  const admins = ['team-a', 'team_a', 'a/b', 'a.b'].map((name) => `arn:aws:iam::123456789012:role/${name}`);
  const hosts = ['a-b.memorai.com', 'a.b.memorai.com'];
  const templates = templatesOf(
    production({
      services: { api: { expose: { hosts } } },
      aws: { region: 'us-east-1', hostedZone: { id: 'Z0123456789ABCDEFGHIJ' }, eks: { kind: 'create', admins } },
    }),
  );
  const entries = Object.values(ofType(templates.cluster, 'AWS::EKS::AccessEntry'));
  expect(entries.map(({ Properties }) => Properties.PrincipalArn)).toEqual(expect.arrayContaining(admins));
  const checks = Object.values(ofType(templates.dns, 'AWS::Route53::HealthCheck'));
  expect(
    checks.map(({ Properties }) => (Properties.HealthCheckConfig as Resource['Properties']).FullyQualifiedDomainName),
  ).toEqual(expect.arrayContaining(hosts));
});

test('the services with an endpoint are those of CDK', () => {
  const stack = new Stack(undefined, 'stack', { env: { region: 'us-east-1' } });
  const known = Object.values(InterfaceVpcEndpointAwsService)
    .filter((one) => one instanceof InterfaceVpcEndpointAwsService)
    .map(({ name }) => String(stack.resolve(name)).split('com.amazonaws.us-east-1.')[1])
    .filter((name) => name !== undefined);
  expect(endpointServices).toEqual([...new Set(known)].sort());
});

test('an endpoint in China has the name that AWS gives it there', () => {
  const { network } = templatesOf(
    production({ aws: { region: 'cn-north-1', network: { kind: 'create', interfaceEndpoints: ['ecr.api', 'kms'] } } }),
  );
  const interfaces = Object.values(ofType(network, 'AWS::EC2::VPCEndpoint'))
    .filter(({ Properties }) => Properties.VpcEndpointType === 'Interface')
    .map(({ Properties }) => Properties.ServiceName);
  expect(interfaces).toEqual(['cn.com.amazonaws.cn-north-1.ecr.api', 'com.amazonaws.cn-north-1.kms']);
});

test('every stack says what a person does next', () => {
  const outputs = Object.values(templatesOf(platform)).flatMap((template) =>
    Object.values({ ...template.Outputs } as Record<string, { Value: unknown }>).map(({ Value }) => Value),
  );
  expect(outputs).toEqual([
    'aws ecr get-login-password --region us-east-1 | docker login --username AWS --password-stdin 123456789012.dkr.ecr.us-east-1.amazonaws.com',
    'memorai/production/OPENAI_API_KEY memorai/production/QDRANT_API_KEY memorai/production/REDIS_PASSWORD memorai/production/SENDGRID_API_KEY',
    'H=$(aws ssm get-parameter --region us-east-1 --name /memorai/production/postgres/host --query Parameter.Value --output text); PGPASSWORD=$(aws rds generate-db-auth-token --region us-east-1 --hostname "$H" --port 5432 --username memorai_people) psql "host=$H port=5432 dbname=memorai user=memorai_people sslmode=verify-full sslrootcert=global-bundle.pem"',
    'aws eks update-kubeconfig --region us-east-1 --name memorai-production',
  ]);
});

test('the regions are those of CDK, but for the secret ones', () => {
  const known = RegionInfo.regions.map(({ name }) => name).filter((name) => !/^(us|eu)-iso/.test(name));
  expect([...awsRegions]).toEqual(known);
});

test.each([...awsRegions])('%s is in the partition and domain that CDK has for it', (region) => {
  const { partition, domainSuffix } = RegionInfo.get(region);
  expect([partitionOf(region), awsDomain(region)]).toEqual([partition, domainSuffix]);
});
