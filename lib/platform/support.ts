/** What is in support, as data with its source. Past support is a warning, never an error: CI must not go red by calendar. */

/** Last day of upstream support of a Kubernetes minor (kubernetes.io/releases, read 2026-11). */
export const kubernetesEndOfLife: Readonly<Record<string, string>> = {
  '1.27': '2024-06-28',
  '1.28': '2024-10-28',
  '1.29': '2025-02-28',
  '1.30': '2025-06-28',
  '1.31': '2025-10-28',
  '1.32': '2026-02-28',
  '1.33': '2026-06-28',
  '1.34': '2026-10-27',
  '1.35': '2027-02-28',
  '1.36': '2027-06-28',
  '1.37': '2027-10-28',
};

/** The oldest minor in upstream support when this version of the library was released. */
export const oldestSupportedKubernetes = '1.35';
/** The kinds and fields that we emit exist from here on (cdk8s-plus-27). */
export const oldestKubernetes = '1.27';
/** The newest minor whose API server has been asked (scripts/conformance/kubernetes). */
export const newestTestedKubernetes = '1.37';
/** What a cluster runs unless the config says otherwise. */
export const defaultKubernetes = '1.36';

/** Versions that EKS makes clusters of, in standard and in extended support (AWS documentation, read 2026-11). */
export const eksVersions = ['1.32', '1.33', '1.34', '1.35', '1.36', '1.37'] as const;

/**
 * Last day of standard support in EKS; for a year after it a cluster costs six times as much, then EKS upgrades it
 * (AWS documentation, 'Kubernetes version lifecycle on EKS', read 2026-11; of newer versions no day is known yet).
 */
export const eksEndOfStandardSupport: Readonly<Record<string, string>> = {
  '1.32': '2026-03-23',
  '1.33': '2026-07-29',
  '1.34': '2026-12-02',
  '1.35': '2027-03-27',
};

/** Major versions that the guide asks for at least (L156, L157). */
export const oldestPostgres = 15;
export const oldestRedis = 7;

/** Last release of a major version of PostgreSQL (postgresql.org, 'Versioning Policy', read 2026-11). */
export const postgresEndOfLife: Readonly<Record<string, string>> = {
  '12': '2024-11-14',
  '13': '2025-11-13',
  '14': '2026-11-12',
  '15': '2027-11-11',
  '16': '2028-11-09',
  '17': '2029-11-08',
  '18': '2030-11-14',
};

/** Versions of Redis that get no fixes any more (github.com/redis/redis/security; endoflife.date, read 2026-11). */
export const redisEndOfLife: Readonly<Record<string, string>> = {
  '5.0': '2022-04-27',
  '6.0': '2022-05-31',
  '7.0': '2024-07-29',
  '8.0': '2026-02-11',
};

/**
 * Last day of fixes of security in a minor of Valkey (valkey.io, 'Releases and versioning schema'; endoflife.date/valkey,
 * read 2026-11). For its own Valkey ElastiCache has announced none.
 */
export const valkeyEndOfLife: Readonly<Record<string, string>> = {
  '7.2': '2029-04-16',
  '8.0': '2027-09-15',
  '8.1': '2030-03-31',
  '9.0': '2028-10-21',
};

/**
 * Qdrant promises nothing: of all its minors only the newest has got fixes, so that each ends with the day of the next one
 * (github.com/qdrant/qdrant/releases; endoflife.date/qdrant, read 2026-11).
 */
export const qdrantEndOfLife: Readonly<Record<string, string>> = {
  '1.10': '2024-08-12',
  '1.11': '2024-10-08',
  '1.12': '2025-01-17',
  '1.13': '2025-04-22',
  '1.14': '2025-07-18',
  '1.15': '2025-11-17',
  '1.16': '2026-02-20',
  '1.17': '2026-05-11',
};

/**
 * Versions that ElastiCache makes clusters of (AWS, 'Supported engines and versions', read 2026-11), from Redis 7 on, as
 * the guide asks (L157): of what is older AWS has ended the support, or will on 2027-01-31.
 */
export const cacheVersions: Readonly<Record<'redis' | 'valkey', readonly string[]>> = {
  // Redis has another licence from 7.2 on.
  redis: ['7.0', '7.1'],
  valkey: ['7.2', '8.0', '8.1', '8.2', '9.0'],
};

/**
 * End of standard support of a version of Aurora PostgreSQL: of some minors before that of their major. Of a month
 * without a day it is the last (AWS, 'Release calendars for Aurora PostgreSQL', read 2026-11).
 */
export const auroraEndOfStandardSupport: Readonly<Record<string, string>> = {
  '15': '2028-02-29',
  '15.8': '2026-05-31',
  '15.12': '2026-11-30',
  '15.13': '2026-12-31',
  '15.14': '2027-06-30',
  '15.15': '2027-07-31',
};

/** What functions run on, and the day after which Lambda gives it no fixes (AWS, 'Lambda runtimes', read 2026-11). */
export const lambdaRuntime = { name: 'nodejs24.x', endOfSupport: '2028-04-30' } as const;

/**
 * Aurora PostgreSQL versions of major 15 that RDS still creates (aws-cdk-lib 2.276, AuroraPostgresEngineVersion; E16). In 16
 * and newer whoever makes a role is a member of it: the administrator would be one of `rds_iam`, and let in by tokens only.
 */
export const auroraVersions = ['15.8', '15.10', '15.12', '15.13', '15.14', '15.15', '15.17'] as const;
export const defaultAuroraVersion = '15.17';
