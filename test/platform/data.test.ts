import type { PlatformConfig } from '../../lib/config/schema/index';
import { resolvePlatform } from '../../lib/platform/index';
import { plain, production, serverless } from '../support/configs';

const problems = (config: PlatformConfig): string[] => {
  try {
    resolvePlatform(config);
    return [];
  } catch (error) {
    const { issues } = error as { issues: { path: string; message: string }[] };
    return issues.map(({ path, message }) => `${path}: ${message}`);
  }
};
const none = { kind: 'none', reason: 'somebody else backs it up' } as const;
const elastiCache = {
  postgres: { provider: 'aurora' },
  redis: { provider: 'elasticache' },
  qdrant: { host: 'qdrant.internal.memorai.com' },
} as const;

test.each<[string, PlatformConfig, string[]]>([
  [
    'copies of backups are asked for where there are none',
    production({ backup: none, aws: { recovery: { kind: 'backupOnly', region: 'us-west-2' } } }),
    ['aws.recovery: copies backups, but backup.kind is none; use kind bucket, or remove it'],
  ],
  [
    'a bucket is asked for without AWS',
    plain({ backup: { retentionDays: 7 } }),
    ['backup.kind: a bucket needs an aws section with a region; add it, or use kind none'],
  ],
  [
    'a schedule names a day of the month and one of the week',
    production({ backup: { schedule: '0 2 1 * SUN' } }),
    ['backup.schedule: must leave the day of the month or of the week to *, got "0 2 1 * SUN"'],
  ],
  [
    'a global cluster is asked for without Aurora',
    production({
      stores: { postgres: { provider: 'external', host: 'db.internal' } },
      aws: { recovery: { kind: 'globalCluster', region: 'us-west-2' } },
    }),
    ['aws.recovery.kind: globalCluster needs Aurora; use backupOnly, or provider aurora for postgres'],
  ],
  [
    'a zone is in another region than the second one',
    production({
      aws: {
        recovery: {
          kind: 'globalCluster',
          region: 'us-west-2',
          network: { availabilityZones: ['us-west-2a', 'us-east-1b'] },
        },
      },
    }),
    ['aws.recovery.network.availabilityZones[1]: must be a zone of us-west-2, got "us-east-1b"'],
  ],
  [
    'replicas are given to a cluster as if it were one node',
    { ...production(), stores: { ...elastiCache, redis: { provider: 'elasticache', replicas: 1 } } },
    ['stores.redis.replicas: is for mode standalone; a cluster has stores.redis.topology.replicasPerShard'],
  ],
  [
    'a window is none',
    production({ stores: { postgres: { backupWindow: '4:00-5:00', maintenanceWindow: 'sunday:06:00-sunday:07:00' } } }),
    [
      'stores.postgres.backupWindow: must be a daily window in UTC such as 04:00-05:00, got "4:00-5:00"',
      'stores.postgres.maintenanceWindow: must be a weekly window in UTC such as sun:06:00-sun:07:00, got "sunday:06:00-sunday:07:00"',
    ],
  ],
])('a config is refused where %s', (_, config, expected) => {
  expect(problems(config)).toEqual(expected);
});

describe('backups', () => {
  test('go into a bucket by the numbers of the guide on AWS', () => {
    expect(resolvePlatform(production()).backup).toEqual({
      kind: 'bucket',
      schedule: '0 2 * * *',
      longestGapSeconds: 86_400,
      retentionDays: 7,
      snapshotRetentionDays: 35,
      folders: { database: 'database/', qdrant: 'qdrant/' },
      policyName: 'memorai-production-backup',
    });
  });

  test('there are none without AWS', () => {
    expect(resolvePlatform(plain()).backup).toEqual({ kind: 'none' });
  });

  test('stay where the protection is lifted, as every stack does: cdk destroy knows only those of the app', () => {
    const lifted = serverless({ protection: { level: 'none', reason: 'it goes tomorrow' } });
    expect(resolvePlatform(lifted).aws?.stacks).toEqual(resolvePlatform(serverless()).aws?.stacks);
  });

  test('are locked for as long as they are kept, unless the config says less', () => {
    const locked = resolvePlatform(
      production({ backup: { retentionDays: 30, objectLock: { mode: 'compliance' } } }),
    ).backup;
    expect(locked).toMatchObject({ objectLock: { mode: 'compliance', days: 30 } });
  });
});

test.each([
  ['none', undefined, ['network', 'data', 'queue', 'observability', 'cluster', 'backup']],
  [
    'backupOnly',
    { kind: 'backupOnly', region: 'us-west-2' },
    ['network', 'data', 'queue', 'observability', 'cluster', 'recovery', 'backup'],
  ],
  [
    'globalCluster',
    { kind: 'globalCluster', region: 'us-west-2' },
    ['network', 'data', 'queue', 'observability', 'cluster', 'recovery', 'backup', 'standby'],
  ],
] as const)('with a second region of kind %s there are these stacks', (_, recovery, stacks) => {
  const { aws } = resolvePlatform(production(recovery === undefined ? {} : { aws: { recovery } }));
  expect(Object.keys(aws?.stacks ?? {})).toEqual(stacks);
});

test("the cache's password is a managed secret, whoever uses it and whoever keeps the secrets", () => {
  const names = (config: PlatformConfig) => resolvePlatform(config).managedSecrets.map(({ name }) => name);
  const secret = 'memorai/production/REDIS_PASSWORD';
  expect(names({ ...production(), stores: elastiCache, secrets: { provider: 'existing' } })).toContain(secret);
  expect(names(production({ secrets: { provider: 'existing' } }))).not.toContain(secret);
});
