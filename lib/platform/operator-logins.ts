import type { Platform, Postgres, Setting } from './types';

/** The names under which CloudNativePG reads a role and its password (kubernetes.io/basic-auth). */
export const loginKeys = ['username', 'password'] as const;

/** A role of a PostgreSQL that an operator keeps, and the Secret with its name and password. */
export interface OperatorLogin {
  /** The setting whose value is the password. */
  readonly setting: string;
  readonly username: string;
  readonly secretName: string;
}

type Contained = Extract<Postgres, { provider: 'cluster' }>;

/** The PostgreSQL that an operator keeps, if one does. */
export const keptByOperator = ({ postgres }: Platform['stores']): Contained | undefined =>
  postgres.provider === 'cluster' && postgres.operator !== 'none' ? postgres : undefined;

/** The roles that the operator is told of, each with a Secret of its own: one holds one user. */
export function operatorLogins({ username, monitor, workload }: Pick<Contained, 'username' | 'monitor' | 'workload'>): {
  readonly owner: OperatorLogin;
  readonly superuser: OperatorLogin;
  readonly monitor?: OperatorLogin;
} {
  const login = (role: string, setting: string, user: string): OperatorLogin => ({
    setting,
    username: user,
    secretName: namedSecret(workload.settings, setting) ?? `${workload.fullName}-${role}`,
  });
  return {
    owner: login('owner', 'DB_PASSWORD', username),
    superuser: login('superuser', 'POSTGRES_PASSWORD', 'postgres'),
    ...(monitor === undefined ? {} : { monitor: login('monitor', 'POSTGRES_MONITOR_PASSWORD', monitor.username) }),
  };
}

function namedSecret(settings: readonly Setting[], name: string): string | undefined {
  const source = settings.find((setting) => setting.name === name)?.source;
  return source?.from === 'secretKey' ? source.name : undefined;
}
