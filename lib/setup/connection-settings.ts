import { type Environment, required } from './environment';
import { exitCodes } from './exit-codes';
import { SetupError } from './setup-error';

/** Where to connect to, as whom; `url` holds the password. */
export interface ConnectionSettings {
  readonly url: string;
  /** `memorai@db:5432/memorai`, for messages: without the password. */
  readonly shown: string;
}

/** As the application's role: DATABASE_URL, or the parts (docs/settings.md). */
export function applicationConnection(environment: Environment): ConnectionSettings {
  if ((environment.DATABASE_URL ?? '') !== '') {
    return connection(environment, applicationUrl(environment));
  }
  return connection(
    environment,
    composed(environment, {
      user: required(environment, 'DB_USER', 'the role of the application; or set DATABASE_URL'),
      password: required(environment, 'DB_PASSWORD', 'its password; or set DATABASE_URL'),
      database: required(environment, 'DB_NAME', 'the database; or set DATABASE_URL'),
    }),
  );
}

/** As the administrator of the same server, in a database that every server has. */
export function adminConnection(environment: Environment, database: string): ConnectionSettings {
  const parts = {
    user: nonEmpty(environment.POSTGRES_USER) ?? 'postgres',
    password: required(environment, 'POSTGRES_PASSWORD', 'the password of the administrator (POSTGRES_USER)'),
    database,
  };
  if (nonEmpty(environment.DB_HOST) !== undefined || nonEmpty(environment.DATABASE_URL) === undefined) {
    return connection(environment, composed(environment, parts));
  }
  const url = applicationUrl(environment);
  url.username = encodeURIComponent(parts.user);
  url.password = encodeURIComponent(parts.password);
  url.pathname = `/${encodeURIComponent(parts.database)}`;
  return connection(environment, url);
}

/** What the bootstrap gives to the application's role. */
export function applicationPassword(environment: Environment): string {
  const own = nonEmpty(environment.DB_PASSWORD);
  if (own !== undefined || nonEmpty(environment.DATABASE_URL) === undefined) {
    return own ?? required(environment, 'DB_PASSWORD', 'the password that the role of the application gets');
  }
  const { password } = applicationUrl(environment);
  if (password === '') {
    throw new SetupError('DATABASE_URL holds no password for the role of the application', undefined, exitCodes.usage);
  }
  return decodeURIComponent(password);
}

/** What the bootstrap gives to the role of the exporter. */
export const monitorPassword = (environment: Environment): string =>
  required(environment, 'POSTGRES_MONITOR_PASSWORD', 'the password that the role of the exporter gets');

/** Throws where it is no URL: most often a password that nobody percent-encoded (E9). */
function applicationUrl(environment: Environment): URL {
  const text = environment.DATABASE_URL ?? '';
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || !/^postgres(ql)?:$/.test(url.protocol) || url.hostname === '' || looksCut(url)) {
    throw new SetupError(
      'DATABASE_URL is no connection string',
      'percent-encode user and password, as in postgresql://user:p%40ss@host:5432/name, or set DB_HOST, DB_USER, DB_PASSWORD, DB_NAME instead',
      exitCodes.usage,
    );
  }
  return url;
}

/** A reserved character in a password ends the address early: the rest of it stands where none of ours has anything. */
const looksCut = ({ pathname, search, hash }: URL): boolean =>
  hash !== '' || !/^\/[^/@]+$/.test(pathname) || search.includes('@');

function composed(
  environment: Environment,
  { user, password, database }: { readonly user: string; readonly password: string; readonly database: string },
): URL {
  const host = required(environment, 'DB_HOST', 'the host of the database');
  const url = new URL(`postgresql://${host}:${nonEmpty(environment.DB_PORT) ?? '5432'}`);
  url.username = encodeURIComponent(user);
  url.password = encodeURIComponent(password);
  url.pathname = `/${encodeURIComponent(database)}`;
  url.searchParams.set('sslmode', nonEmpty(environment.PGSSLMODE) ?? 'require');
  return url;
}

function connection(environment: Environment, url: URL): ConnectionSettings {
  const shown = `${decodeURIComponent(url.username)}@${url.host}${decodeURIComponent(url.pathname)}`;
  const rootCertificate = nonEmpty(environment.PGSSLROOTCERT);
  if (rootCertificate !== undefined && !url.searchParams.has('sslrootcert')) {
    url.searchParams.set('sslrootcert', rootCertificate);
  }
  // libpq's meaning of sslmode, as psql and the guide have it: `require` encrypts, and verifies with a root certificate.
  url.searchParams.set('uselibpqcompat', 'true');
  return { url: url.href, shown };
}

const nonEmpty = (value: string | undefined): string | undefined => (value === '' ? undefined : value);
