import type { Platform } from '../../platform/types';

/** A kubectl command in the environment's own namespace: pages are written for an environment that has one. */
export const kubectl = (platform: Platform, ...words: readonly string[]): string =>
  ['kubectl', '--namespace', platform.cluster?.namespace ?? `memorai-${platform.environment}`, ...words].join(' ');

/** The same for an environment on one machine. */
export const compose = ({ environment, deployment }: Platform, ...words: readonly string[]): string =>
  [
    'docker',
    'compose',
    '--file',
    `dist/${deployment === 'compose' ? environment : '<environment>'}/compose/compose.yaml`,
    ...words,
  ].join(' ');

/** A statement to the database, as whoever has its address. */
export const psql = (statement: string): string => `psql "$DATABASE_URL" -c "${statement}"`;
