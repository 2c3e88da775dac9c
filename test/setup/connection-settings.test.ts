import { adminConnection, applicationConnection, applicationPassword } from '../../lib/setup/connection-settings';
import { SetupError } from '../../lib/setup/setup-error';

const parts = { DB_HOST: 'db', DB_USER: 'memorai', DB_PASSWORD: 'p@ss:/?#%w', DB_NAME: 'memorai' };
const url = 'postgresql://memorai:p%40ss%3A%2F%3F%23%25w@db:5433/memorai?sslmode=require';

test.each([
  [
    'parts, encoded here',
    parts,
    'postgresql://memorai:p%40ss%3A%2F%3F%23%25w@db:5432/memorai?sslmode=require&uselibpqcompat=true',
  ],
  [
    'parts without TLS, on another port',
    { ...parts, DB_PORT: '5433', PGSSLMODE: 'disable' },
    'postgresql://memorai:p%40ss%3A%2F%3F%23%25w@db:5433/memorai?sslmode=disable&uselibpqcompat=true',
  ],
  ['an address, which says all', { ...parts, DATABASE_URL: url }, `${url}&uselibpqcompat=true`],
  [
    'an address and a root certificate',
    { DATABASE_URL: url, PGSSLROOTCERT: '/etc/rds.pem' },
    `${url}&sslrootcert=%2Fetc%2Frds.pem&uselibpqcompat=true`,
  ],
])('the application connects by %s', (_, environment, expected) => {
  expect(applicationConnection(environment).url).toBe(expected);
});

test('what is shown has no password', () => {
  expect(applicationConnection({ DATABASE_URL: url }).shown).toBe('memorai@db:5433/memorai');
});

test.each([
  ['by parts', { ...parts, POSTGRES_PASSWORD: 'a/b' }, 'postgres:a%2Fb@db:5432/postgres'],
  [
    'at the address of the application',
    { DATABASE_URL: url, POSTGRES_PASSWORD: 'a/b' },
    'postgres:a%2Fb@db:5433/postgres',
  ],
  ['under another name', { ...parts, POSTGRES_USER: 'chief', POSTGRES_PASSWORD: 'x' }, 'chief:x@db:5432/postgres'],
])('the administrator connects %s', (_, environment, expected) => {
  expect(adminConnection(environment, 'postgres').url).toContain(`//${expected}?`);
});

test.each([
  ['DB_PASSWORD', parts],
  ['DATABASE_URL', { DATABASE_URL: url }],
])('the password of the application is that of %s', (_, environment) => {
  expect(applicationPassword(environment)).toBe('p@ss:/?#%w');
});

test.each<[string, Readonly<Record<string, string>>, string]>([
  ['nothing', {}, 'DB_USER is not set: the role of the application; or set DATABASE_URL'],
  ['an empty host', { ...parts, DB_HOST: '' }, 'DB_HOST is not set: the host of the database'],
  ['no address', { DATABASE_URL: 'postgres' }, 'DATABASE_URL is no connection string'],
  ['an address of something else', { DATABASE_URL: 'https://db/memorai' }, 'DATABASE_URL is no connection string'],
  [
    'a password that cuts the host',
    { DATABASE_URL: 'postgresql://u:p@ss:/?#%w@db:5432/memorai' },
    'DATABASE_URL is no connection string',
  ],
  [
    'a password that cuts the path',
    { DATABASE_URL: 'postgresql://u:p/w@db:5432/memorai' },
    'DATABASE_URL is no connection string',
  ],
  [
    'a password that starts a query',
    { DATABASE_URL: 'postgresql://u:p?w@db:5432/memorai' },
    'DATABASE_URL is no connection string',
  ],
  [
    'an address without a database',
    { DATABASE_URL: 'postgresql://u:p@db:5432/' },
    'DATABASE_URL is no connection string',
  ],
])('%s is refused as a mistake of the settings', (_, environment, message) => {
  const attempt = () => applicationConnection(environment);
  expect(attempt).toThrow(message);
  expect(attempt).toThrow(expect.objectContaining({ exitCode: 2, constructor: SetupError }));
});
