import { awsCron } from '../../lib/aws/cron';
import type { PlatformConfig } from '../../lib/config/schema';
import { production, serverless, unprotected } from './platforms';
import { at, ofType, only, templatesOf } from './templates';

type Stores = NonNullable<PlatformConfig['stores']>;
type Written<Store extends keyof Stores, Provider> = Omit<
  Extract<NonNullable<Stores[Store]>, { provider: Provider }>,
  'provider'
>;

const qdrant = { host: 'qdrant.internal.memorai.com' };
const region = 'us-east-1';
const elsewhere = 'us-west-2';
const withStores = (
  postgres: Written<'postgres', 'aurora'> = {},
  redis: Written<'redis', 'elasticache'> = {},
): Pick<PlatformConfig, 'stores'> => ({
  stores: { postgres: { provider: 'aurora', ...postgres }, redis: { provider: 'elasticache', ...redis }, qdrant },
});
const recommended = templatesOf(production(withStores()));
const minimum = templatesOf(production({ ...withStores(), tier: 'minimum' }));
const trial = templatesOf(production({ ...withStores(), ...unprotected }));
const twoRegions = templatesOf(
  production({ ...withStores(), aws: { region, recovery: { kind: 'globalCluster', region: elsewhere } } }),
);

describe('cache', () => {
  const cache = at(recommended.data, 'MemoraiRedis');

  test('of the recommended tier is three shards with a replica each, in several zones (E34)', () => {
    expect(cache).toMatchObject({
      ReplicationGroupId: 'memorai-production',
      Engine: 'valkey',
      EngineVersion: '8.2',
      CacheNodeType: 'cache.m7g.large',
      NumNodeGroups: 3,
      ReplicasPerNodeGroup: 1,
      AutomaticFailoverEnabled: true,
      MultiAZEnabled: true,
      AutoMinorVersionUpgrade: false,
    });
  });

  test('of the minimum tier is one node', () => {
    const { NumCacheClusters, NumNodeGroups, AutomaticFailoverEnabled, MultiAZEnabled } = at(
      minimum.data,
      'MemoraiRedis',
    );
    expect([NumCacheClusters, NumNodeGroups, AutomaticFailoverEnabled, MultiAZEnabled]).toEqual([
      1,
      undefined,
      false,
      false,
    ]);
  });

  test('replicas of a standalone node are in other zones, with failover', () => {
    const { data } = templatesOf(production(withStores({}, { topology: { mode: 'standalone' }, replicas: 2 })));
    expect(at(data, 'MemoraiRedis')).toMatchObject({
      NumCacheClusters: 3,
      AutomaticFailoverEnabled: true,
      MultiAZEnabled: true,
    });
  });

  test.each([
    [
      'recommended',
      recommended,
      { 'maxmemory-policy': 'allkeys-lru', 'cluster-enabled': 'yes' },
      'ConfigurationEndPoint',
    ],
    ['minimum', minimum, { 'maxmemory-policy': 'allkeys-lru', 'cluster-enabled': 'no' }, 'PrimaryEndPoint'],
  ] as const)('parameters and address of the %s tier (E10)', (_, { data }, properties, endpoint) => {
    expect(only(data, 'AWS::ElastiCache::ParameterGroup')).toMatchObject({
      CacheParameterGroupFamily: 'valkey8',
      Properties: properties,
    });
    const host = Object.values(ofType(data, 'AWS::SSM::Parameter')).find(
      ({ Properties }) => Properties.Name === '/memorai/production/redis/host',
    );
    expect(host?.Properties.Value).toEqual({ 'Fn::GetAtt': ['MemoraiRedis', `${endpoint}.Address`] });
  });

  test('Redis 7 has a family of its own', () => {
    const { data } = templatesOf(production(withStores({}, { engine: 'redis' })));
    expect(only(data, 'AWS::ElastiCache::ParameterGroup').CacheParameterGroupFamily).toBe('redis7');
  });

  test('takes TLS and the generated password only, and is encrypted with a key of its own', () => {
    expect(cache).toMatchObject({
      TransitEncryptionEnabled: true,
      AtRestEncryptionEnabled: true,
      KmsKeyId: { 'Fn::GetAtt': ['MemoraiRedisKey', 'Arn'] },
      AuthToken: {
        'Fn::Join': ['', ['{{resolve:secretsmanager:', { Ref: 'MemoraiSecretRedisPassword' }, ':SecretString:::}}']],
      },
    });
    expect(at(recommended.data, 'MemoraiSecretRedisPassword')).toMatchObject({
      Name: 'memorai/production/REDIS_PASSWORD',
      GenerateSecretString: { PasswordLength: 64 },
    });
  });

  test('has its password also where Kubernetes has secrets of its own', () => {
    const { data } = templatesOf(production({ ...withStores(), secrets: { provider: 'existing' } }));
    expect(Object.keys(ofType(data, 'AWS::SecretsManager::Secret'))).toEqual([
      'MemoraiSecretPostgres',
      'MemoraiSecretPostgresAdmin',
      'MemoraiSecretPostgresMonitor',
      'MemoraiSecretRedisPassword',
    ]);
  });

  test('writes slow commands and its own log to CloudWatch', () => {
    expect(cache.LogDeliveryConfigurations).toMatchObject([{ LogType: 'slow-log' }, { LogType: 'engine-log' }]);
    const names = Object.values(ofType(recommended.data, 'AWS::Logs::LogGroup')).map(
      ({ Properties }) => Properties.LogGroupName,
    );
    expect(names).toEqual(
      expect.arrayContaining(['/memorai/production/redis/slow', '/memorai/production/redis/engine']),
    );
  });

  test('with protection its last state is kept as a snapshot', () => {
    expect(recommended.data.Resources.MemoraiRedis).toMatchObject({
      DeletionPolicy: 'Snapshot',
      UpdateReplacePolicy: 'Snapshot',
      Properties: { SnapshotRetentionLimit: 7, SnapshotWindow: '03:00-04:00' },
    });
    expect(trial.data.Resources.MemoraiRedis?.DeletionPolicy).toBe('Delete');
    expect(at(trial.data, 'MemoraiRedis').SnapshotRetentionLimit).toBeUndefined();
  });

  test('is reached by its clients, and by pods of the network on Kubernetes', () => {
    const cidrs = ({ data }: typeof recommended) =>
      JSON.stringify(data).match(/"CidrIp":"10\.[^"]*","Description":"[^"]*","FromPort":6379/g);
    expect(cidrs(recommended)).toEqual(['"CidrIp":"10.0.0.0/16","Description":"pods in this network","FromPort":6379']);
    const onLambda = templatesOf(
      serverless({ stores: { postgres: { provider: 'aurora' }, redis: { provider: 'elasticache' }, qdrant } }),
    );
    expect(cidrs(onLambda)).toBeNull();
    for (const name of ['Api', 'Worker']) {
      expect(at(onLambda.serverless, `Memorai${name}Function`).VpcConfig).toMatchObject({
        SecurityGroupIds: [
          expect.anything(),
          { Ref: 'MemoraiPostgresClientSecurityGroup' },
          { Ref: 'MemoraiRedisClientSecurityGroup' },
        ],
      });
    }
    expect(onLambda.serverless.Parameters?.MemoraiRedisClientSecurityGroup).toMatchObject({
      Default: '/memorai/serverless/redis/client-security-group',
    });
  });
});

describe('Aurora', () => {
  const cluster = (postgres: Written<'postgres', 'aurora'>) =>
    at(templatesOf(production(withStores(postgres))).data, 'MemoraiRDSCluster');

  test.each([
    [
      'standard',
      { PerformanceInsightsEnabled: true, PerformanceInsightsRetentionPeriod: 7, DatabaseInsightsMode: 'standard' },
    ],
    [
      'advanced',
      { PerformanceInsightsEnabled: true, PerformanceInsightsRetentionPeriod: 465, DatabaseInsightsMode: 'advanced' },
    ],
  ] as const)('insights %s', (insights, expected) => {
    expect(cluster({ insights })).toMatchObject(expected);
  });

  test('insights off', () => {
    const { PerformanceInsightsEnabled, DatabaseInsightsMode } = cluster({ insights: 'off' });
    expect([PerformanceInsightsEnabled, DatabaseInsightsMode]).toEqual([false, undefined]);
  });

  test('logs, windows and IAM sign-in are those of the config', () => {
    const written = {
      logExports: ['postgresql', 'iam-db-auth-error'],
      backupWindow: '01:00-02:00',
      maintenanceWindow: 'sat:03:00-sat:04:00',
      iamAuthentication: false,
    } as const;
    expect(cluster({ ...written, logExports: [...written.logExports] })).toMatchObject({
      EnableCloudwatchLogsExports: ['iam-db-auth-error', 'postgresql'],
      PreferredBackupWindow: '01:00-02:00',
      PreferredMaintenanceWindow: 'sat:03:00-sat:04:00',
      EnableIAMDatabaseAuthentication: false,
    });
  });
});

describe('people', () => {
  const policies = (template: typeof recommended.data) =>
    Object.values(ofType(template, 'AWS::IAM::ManagedPolicy')).map(({ Properties }) => Properties);

  test('sign in as one user to one database', () => {
    expect(policies(recommended.data)).toEqual([
      expect.objectContaining({
        ManagedPolicyName: 'memorai-production-postgres-people',
        PolicyDocument: {
          Version: '2012-10-17',
          Statement: [{ Effect: 'Allow', Action: 'rds-db:connect', Resource: expect.anything() }],
        },
      }),
    ]);
    expect(JSON.stringify(policies(recommended.data))).toContain(
      '":dbuser:",{"Fn::GetAtt":["MemoraiRDSCluster","DBClusterResourceId"]},"/memorai_people"',
    );
  });

  test('are told how, with the port and the region of the config', () => {
    const { Value } = { ...recommended.data.Outputs }.SignInToDatabase as { Value: string };
    expect(Value).toContain('--region us-east-1 --hostname "$H" --port 5432 --username memorai_people');
    expect(Value).toContain('dbname=memorai user=memorai_people');
  });

  test('have no role, no policy and no way in without IAM', () => {
    const { data } = templatesOf(production(withStores({ iamAuthentication: false })));
    expect(policies(data)).toEqual([]);
    expect(data.Outputs).not.toHaveProperty('SignInToDatabase');
    expect(JSON.stringify(data)).not.toContain('memorai_people');
  });
});

describe('bootstrap', () => {
  const { data } = recommended;
  const bootstrap = at(data, 'MemoraiPostgresBootstrap');
  const [id = ''] = Object.keys(ofType(data, 'AWS::Lambda::Function'));

  test('runs after the instances and the rules of the security groups', () => {
    const { DependsOn } = data.Resources.MemoraiPostgresBootstrap as unknown as { DependsOn: string[] };
    expect(DependsOn).toEqual(
      expect.arrayContaining([
        'MemoraiRDSInstance1',
        'MemoraiRDSInstance2',
        'MemoraiRDSInstance3',
        ...Object.keys({
          ...ofType(data, 'AWS::EC2::SecurityGroupIngress'),
          ...ofType(data, 'AWS::EC2::SecurityGroupEgress'),
        }).filter((name) => name.startsWith('Postgres')),
      ]),
    );
    expect(bootstrap).toMatchObject({ ServiceToken: { 'Fn::GetAtt': [id, 'Arn'] }, ServiceTimeout: 360 });
  });

  test('runs again when the statements change, and not for anything else', () => {
    const revision = (postgres: Written<'postgres', 'aurora'>) =>
      at(templatesOf(production(withStores(postgres))).data, 'MemoraiPostgresBootstrap').Revision;
    expect(revision({ readers: 0 })).toBe(bootstrap.Revision);
    expect(revision({ extensions: { vector: false } })).not.toBe(bootstrap.Revision);
  });

  test('its function knows secrets by name, and verifies the certificate of the server', () => {
    expect(at(data, id)).toMatchObject({
      FunctionName: 'memorai-production-postgres-bootstrap',
      Runtime: 'nodejs24.x',
      Handler: 'index.handler',
      Environment: {
        Variables: {
          ADMIN_SECRET_ID: 'memorai/production/postgres-admin',
          APPLICATION_SECRET_ID: 'memorai/production/postgres',
          MONITOR_SECRET_ID: 'memorai/production/postgres-monitor',
          NODE_EXTRA_CA_CERTS: '/var/runtime/ca-cert.pem',
        },
      },
    });
  });

  test('its role may read the three secrets, and no other', () => {
    const [policy] = Object.values(ofType(data, 'AWS::IAM::Policy'));
    const text = JSON.stringify(policy);
    expect(text.match(/secret:memorai\/production\/[\w-]+-\?{6}/g)).toEqual([
      'secret:memorai/production/postgres-??????',
      'secret:memorai/production/postgres-admin-??????',
      'secret:memorai/production/postgres-monitor-??????',
    ]);
  });
});

describe('backups', () => {
  const bucket = at(recommended.backup, 'MemoraiBackupBucket');

  test('the bucket is closed, encrypted, versioned, and forgets (E112, E116)', () => {
    expect(bucket).toMatchObject({
      BucketName: { 'Fn::Join': ['', ['memorai-production-backup-', { Ref: 'AWS::AccountId' }]] },
      PublicAccessBlockConfiguration: {
        BlockPublicAcls: true,
        BlockPublicPolicy: true,
        IgnorePublicAcls: true,
        RestrictPublicBuckets: true,
      },
      VersioningConfiguration: { Status: 'Enabled' },
      BucketEncryption: {
        ServerSideEncryptionConfiguration: [
          {
            ServerSideEncryptionByDefault: {
              SSEAlgorithm: 'aws:kms',
              KMSMasterKeyID: { 'Fn::GetAtt': ['MemoraiBackupKey', 'Arn'] },
            },
          },
        ],
      },
      LifecycleConfiguration: {
        Rules: [
          { Id: 'retention', ExpirationInDays: 7, NoncurrentVersionExpiration: { NoncurrentDays: 7 } },
          { Id: 'delete-markers', ExpiredObjectDeleteMarker: true },
        ],
      },
    });
    expect([bucket.ObjectLockEnabled, bucket.ReplicationConfiguration]).toEqual([undefined, undefined]);
  });

  test('nobody comes in without TLS', () => {
    expect(only(recommended.backup, 'AWS::S3::BucketPolicy').PolicyDocument).toMatchObject({
      Statement: [{ Effect: 'Deny', Action: 's3:*', Condition: { Bool: { 'aws:SecureTransport': 'false' } } }],
    });
  });

  test.each([
    ['governance', { DefaultRetention: { Mode: 'GOVERNANCE', Days: 5 } }, { MinRetentionDays: 5 }],
    [
      'compliance',
      { DefaultRetention: { Mode: 'COMPLIANCE', Days: 5 } },
      { MinRetentionDays: 5, ChangeableForDays: 3 },
    ],
  ] as const)('an object lock of mode %s holds bucket and vault', (mode, rule, lock) => {
    const { backup } = templatesOf(production({ ...withStores(), backup: { objectLock: { mode, days: 5 } } }));
    expect(at(backup, 'MemoraiBackupBucket')).toMatchObject({
      ObjectLockEnabled: true,
      ObjectLockConfiguration: { ObjectLockEnabled: 'Enabled', Rule: rule },
    });
    expect(at(backup, 'MemoraiBackupVault').LockConfiguration).toEqual(lock);
  });

  test('the plan takes the database by its name, and keeps its snapshots', () => {
    const [rule] = (only(recommended.backup, 'AWS::Backup::BackupPlan').BackupPlan as { BackupPlanRule: object[] })
      .BackupPlanRule;
    expect(rule).toMatchObject({
      TargetBackupVault: { Ref: 'MemoraiBackupVault' },
      ScheduleExpression: 'cron(0 2 * * ? *)',
      Lifecycle: { DeleteAfterDays: 35 },
    });
    expect(rule).not.toHaveProperty('CopyActions');
    expect(JSON.stringify(only(recommended.backup, 'AWS::Backup::BackupSelection'))).toContain(':rds:us-east-1:');
  });

  test('who backs up may write and read in its folders, and delete nothing', () => {
    const { ManagedPolicyName, PolicyDocument } = only(recommended.backup, 'AWS::IAM::ManagedPolicy');
    const { Statement } = PolicyDocument as { Statement: { Action: string | string[] }[] };
    expect(ManagedPolicyName).toBe('memorai-production-backup');
    expect(Statement.flatMap(({ Action }) => Action)).toEqual([
      's3:GetBucketLocation',
      's3:ListBucket',
      's3:AbortMultipartUpload',
      's3:GetObject',
      's3:ListMultipartUploadParts',
      's3:PutObject',
      'kms:Decrypt',
      'kms:GenerateDataKey',
    ]);
  });

  test('outlive their stack, also where the database may be lost; cdk deploy says so', () => {
    const kept = ['MemoraiBackupBucket', 'MemoraiBackupKey', 'MemoraiBackupVault'];
    for (const { backup } of [recommended, trial]) {
      const staying = Object.entries(backup.Resources).filter(([, { DeletionPolicy }]) =>
        DeletionPolicy?.startsWith('Retain'),
      );
      expect(staying.map(([logicalId]) => logicalId).sort()).toEqual(kept);
    }
    expect([recommended.backup.Outputs, trial.backup.Outputs, trial.data.Outputs?.LeftByDestroy]).toEqual([
      undefined,
      {
        LeftByDestroy: {
          Description: expect.stringContaining('delete it by hand'),
          Value: {
            'Fn::Join': [
              '',
              [
                'AWS::Backup::BackupVault ',
                { Ref: 'MemoraiBackupVault' },
                ', AWS::KMS::Key ',
                { Ref: 'MemoraiBackupKey' },
                ', AWS::S3::Bucket ',
                { Ref: 'MemoraiBackupBucket' },
              ],
            ],
          },
        },
      },
      undefined,
    ]);
  });

  test('there are none where the config says so', () => {
    const backup = { kind: 'none', reason: 'somebody else backs it up' } as const;
    expect(templatesOf(production({ ...withStores(), backup })).backup.Resources).toEqual({});
  });

  test.each([
    ['0 2 * * *', 'cron(0 2 * * ? *)'],
    ['30 4 * * SUN', 'cron(30 4 ? * SUN *)'],
    ['0 */6 1 * *', 'cron(0 */6 1 * ? *)'],
  ])('the schedule %s is %s for AWS', (schedule, expected) => {
    expect(awsCron(schedule)).toBe(expected);
  });
});

describe('a second region', () => {
  test('copies of the backups only: no database there, and none that is global', () => {
    const templates = templatesOf(
      production({ ...withStores(), aws: { region, recovery: { kind: 'backupOnly', region: elsewhere } } }),
    );
    expect(templates.standby.Resources).toEqual({});
    expect(ofType(templates.data, 'AWS::RDS::GlobalCluster')).toEqual({});
    expect(Object.keys(ofType(templates.recovery, 'AWS::S3::Bucket'))).toEqual(['MemoraiBackupBucket']);
  });

  test('the bucket copies every object into the one that is named there, under its key', () => {
    expect(at(twoRegions.backup, 'MemoraiBackupBucket').ReplicationConfiguration).toMatchObject({
      Rules: [
        {
          Status: 'Enabled',
          Filter: { Prefix: '' },
          DeleteMarkerReplication: { Status: 'Disabled' },
          SourceSelectionCriteria: { SseKmsEncryptedObjects: { Status: 'Enabled' } },
        },
      ],
    });
    const destination = JSON.stringify(at(twoRegions.backup, 'MemoraiBackupBucket').ReplicationConfiguration);
    expect(destination).toContain(':s3:::memorai-production-backup-copy-');
    expect(destination).toContain(':kms:us-west-2:');
    expect(destination).toContain(':alias/memorai-production-backup"');
    expect(at(twoRegions.recovery, 'MemoraiBackupBucket').BucketName).toEqual({
      'Fn::Join': ['', ['memorai-production-backup-copy-', { Ref: 'AWS::AccountId' }]],
    });
    expect(only(twoRegions.recovery, 'AWS::KMS::Alias').AliasName).toBe('alias/memorai-production-backup');
  });

  test('snapshots are copied into the vault there', () => {
    const copy = JSON.stringify(only(twoRegions.backup, 'AWS::Backup::BackupPlan'));
    expect(copy).toContain(':backup:us-west-2:');
    expect(copy).toContain(':backup-vault:memorai-production"');
    expect(at(twoRegions.recovery, 'MemoraiBackupVault').BackupVaultName).toBe('memorai-production');
  });

  test('every secret has a copy there', () => {
    const secrets = Object.values(ofType(twoRegions.data, 'AWS::SecretsManager::Secret'));
    expect(secrets.map(({ Properties }) => Properties.ReplicaRegions)).toEqual(
      secrets.map(() => [{ Region: elsewhere }]),
    );
  });

  test('the global cluster is made of the database, and as protected', () => {
    expect(at(twoRegions.data, 'MemoraiRDSGlobalCluster')).toMatchObject({
      GlobalClusterIdentifier: 'memorai-production',
      DeletionProtection: true,
    });
    expect(JSON.stringify(at(twoRegions.data, 'MemoraiRDSGlobalCluster').SourceDBClusterIdentifier)).toContain(
      ':cluster:',
    );
  });

  test('the database there follows, with the parameters of the first and no user of its own', () => {
    const cluster = at(twoRegions.standby, 'MemoraiRDSCluster');
    expect(cluster).toMatchObject({
      GlobalClusterIdentifier: 'memorai-production',
      EngineVersion: '15.17',
      StorageEncrypted: true,
      DeletionProtection: true,
      ServerlessV2ScalingConfiguration: { MinCapacity: 1, MaxCapacity: 8 },
    });
    expect([cluster.MasterUsername, cluster.MasterUserPassword, cluster.DatabaseName]).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
    expect(only(twoRegions.standby, 'AWS::RDS::DBClusterParameterGroup').Parameters).toEqual(
      only(twoRegions.data, 'AWS::RDS::DBClusterParameterGroup').Parameters,
    );
    expect(Object.keys(ofType(twoRegions.standby, 'AWS::RDS::DBInstance'))).toEqual(['MemoraiRDSInstance1']);
  });

  test('it is fit to lead: logs, insights, order of promotion and people as in the first region', () => {
    const { data, standby } = templatesOf(
      production({
        ...withStores({ logExports: ['postgresql', 'instance'], insights: 'advanced', readers: 2 }),
        aws: { region, recovery: { kind: 'globalCluster', region: elsewhere, readers: 3 } },
      }),
    );
    const alike = [
      'EnableCloudwatchLogsExports',
      'PerformanceInsightsEnabled',
      'PerformanceInsightsRetentionPeriod',
      'DatabaseInsightsMode',
      'EnableIAMDatabaseAuthentication',
    ] as const;
    for (const name of alike) {
      expect([name, at(standby, 'MemoraiRDSCluster')[name]]).toEqual([name, at(data, 'MemoraiRDSCluster')[name]]);
    }
    expect(at(standby, 'MemoraiRDSCluster').PerformanceInsightsKmsKeyId).toEqual({
      'Fn::GetAtt': ['MemoraiRDSKey', 'Arn'],
    });
    const tiers = (template: typeof data) =>
      Object.values(ofType(template, 'AWS::RDS::DBInstance')).map(({ Properties }) => Properties.PromotionTier);
    expect([tiers(standby), tiers(data)]).toEqual([
      [0, 1, 2],
      [0, 1, 2],
    ]);
    const logs = Object.entries(ofType(standby, 'AWS::Logs::LogGroup')).filter(([, { Properties }]) =>
      String(Properties.LogGroupName).startsWith('/aws/rds/'),
    );
    expect(logs.map(([, { Properties }]) => [Properties.LogGroupName, Properties.RetentionInDays])).toEqual([
      ['/aws/rds/cluster/memorai-production/postgresql', 90],
      ['/aws/rds/cluster/memorai-production/instance', 90],
    ]);
    expect(standby.Resources.MemoraiRDSCluster).toMatchObject({ DependsOn: logs.map(([id]) => id).sort() });
    expect(only(standby, 'AWS::IAM::ManagedPolicy').ManagedPolicyName).toBe(
      'memorai-production-postgres-people-standby',
    );
  });

  test('alarms stand there too, and tell a topic of that region', () => {
    const alarms = Object.values(ofType(twoRegions.standby, 'AWS::CloudWatch::Alarm')).map(
      ({ Properties }) => Properties,
    );
    expect(alarms.map(({ AlarmName }) => AlarmName)).toEqual([
      'memorai-production-standby-capacity',
      'memorai-production-standby-connections',
      'memorai-production-standby-cpu',
      'memorai-production-standby-lag',
    ]);
    for (const { AlarmActions } of alarms) expect(AlarmActions).toEqual([{ Ref: 'MemoraiAlarmTopic' }]);
    expect(alarms[3]).toMatchObject({
      MetricName: 'AuroraGlobalDBReplicationLag',
      Dimensions: [
        { Name: 'DBClusterIdentifier', Value: 'memorai-production' },
        { Name: 'SourceRegion', Value: region },
      ],
      Threshold: 5000,
    });
    expect(only(twoRegions.standby, 'AWS::SNS::Topic').TopicName).toBe('memorai-production-alarms');
  });

  test('without alarms, or with a provisioned database, there are none of them', () => {
    const aws = { region, recovery: { kind: 'globalCluster', region: elsewhere } } as const;
    const off = templatesOf(production({ ...withStores(), aws, alarms: { enabled: false } })).standby;
    expect([ofType(off, 'AWS::CloudWatch::Alarm'), ofType(off, 'AWS::SNS::Topic')]).toEqual([{}, {}]);
    const provisioned = templatesOf(
      production({ ...withStores({ capacity: { kind: 'provisioned', instanceType: 'r8g.large' } }), aws }),
    ).standby;
    expect(Object.keys(ofType(provisioned, 'AWS::CloudWatch::Alarm'))).not.toContain('MemoraiStandbyCapacityAlarm');
  });

  test('its network has no way out before something runs there', () => {
    expect(at(twoRegions.standby, 'MemoraiVpc').CidrBlock).toBe('10.128.0.0/16');
    expect(ofType(twoRegions.standby, 'AWS::EC2::NatGateway')).toEqual({});
  });

  test('no stack reads another region: nothing locks, and each can be deployed alone', () => {
    for (const template of Object.values(twoRegions)) {
      expect(JSON.stringify(template)).not.toMatch(/ExportsReader|ExportsWriter|Fn::GetStackOutput/);
    }
    for (const part of ['recovery', 'standby', 'backup'] as const) {
      expect(JSON.stringify(twoRegions[part])).not.toContain('Fn::ImportValue');
    }
  });
});
