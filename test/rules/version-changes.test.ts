import type { PlatformConfig } from '../../lib/config/schema/index';
import { resolvePlatform } from '../../lib/platform/index';
import { versionChanges } from '../../lib/rules/version-changes';
import { synthesize } from '../../lib/synthesize';
import { compose, contained, production } from '../support/configs';

/** What a step from one config to another says, as the command line would print it. */
const step = (before: PlatformConfig, after: PlatformConfig): string[] =>
  versionChanges(synthesize(resolvePlatform(before)), synthesize(resolvePlatform(after))).map(
    ({ severity, path, message }) => `${severity} ${path}: ${message}`,
  );

const eks = (version: string) => production({ cluster: { version } });
const aurora = (engineVersion: string) => production({ stores: { postgres: { provider: 'aurora', engineVersion } } });
const cache = (engine: 'redis' | 'valkey', engineVersion: string) =>
  contained({ redis: { provider: 'elasticache', engine, engineVersion } });
const image = (tag: string, existingClaim?: string) =>
  contained({
    postgres: {
      provider: 'cluster',
      image: `pgvector/pgvector:${tag}`,
      ...(existingClaim === undefined ? {} : { volume: { existingClaim } }),
    },
  });
const operated = (tag: string) =>
  contained({
    postgres: {
      provider: 'cluster',
      operator: 'cloudnative-pg',
      image: `ghcr.io/cloudnative-pg/postgresql:${tag}`,
    },
  });
const onOneMachine = (tag: string) =>
  compose({ stores: { postgres: { provider: 'cluster', image: `pgvector/pgvector:${tag}` } } });
const move =
  'put the old image back, or move the data: docs/first-deployment.md, "PostgreSQL of another major version"';

test.each<[string, PlatformConfig, PlatformConfig, string[]]>([
  ['EKS stays', eks('1.35'), eks('1.35'), []],
  ['EKS goes up by one', eks('1.35'), eks('1.36'), []],
  [
    'EKS goes up by two',
    eks('1.34'),
    eks('1.36'),
    ['error cluster.version: EKS goes up one minor version at a time, and 1.34 to 1.36 is more; deploy 1.35 first'],
  ],
  [
    'EKS goes down by one',
    eks('1.36'),
    eks('1.35'),
    ['error cluster.version: EKS goes from 1.36 to no older version, got 1.35; put 1.36 back'],
  ],
  ['Aurora goes up', aurora('15.8'), aurora('15.17'), []],
  [
    'Aurora goes down',
    aurora('15.10'),
    aurora('15.8'),
    [
      'error stores.postgres.engineVersion: Aurora goes from 15.10 to no older version, got 15.8; put 15.10 back, or restore a snapshot in an environment of its own',
    ],
  ],
  ['the cache goes over to Valkey', cache('redis', '7.1'), cache('valkey', '7.2'), []],
  [
    'the cache goes back to Redis',
    cache('valkey', '7.2'),
    cache('redis', '7.1'),
    [
      'error stores.redis.engineVersion: ElastiCache goes from 7.2 to no older version, got 7.1; put 7.2 back, or remove the cache before',
    ],
  ],
  ['a minor version of PostgreSQL on a volume', image('0.8.0-pg16'), image('0.8.1-pg16'), []],
  [
    'a major version of PostgreSQL on a volume',
    image('0.8.1-pg16'),
    image('0.8.1-pg17'),
    [`error stores.postgres.image: PostgreSQL 17 does not start on the data of 16; ${move}`],
  ],
  [
    'an older major version',
    image('0.8.1-pg16'),
    image('0.8.1-pg15'),
    [`error stores.postgres.image: PostgreSQL 15 does not start on the data of 16; ${move}`],
  ],
  ['a major version with a volume of its own', image('0.8.1-pg16'), image('0.8.1-pg17', 'postgres-17'), []],
  [
    'a major version in Compose',
    onOneMachine('0.8.1-pg16'),
    onOneMachine('0.8.1-pg17'),
    [`error stores.postgres.image: PostgreSQL 17 does not start on the data of 16; ${move}`],
  ],
  ['a later major version that the operator moves the data to', operated('16.10'), operated('17.6'), []],
  [
    'an older one, which it does not',
    operated('17.6'),
    operated('16.10'),
    [
      'error stores.postgres.image: PostgreSQL goes from 17 to no older version, got 16; put 17 back, or restore a backup',
    ],
  ],
  ['a database that comes', image('0.8.1-pg16'), aurora('15.17'), []],
])('%s', (_, before, after, finds) => {
  expect(step(before, after)).toEqual(finds);
});
