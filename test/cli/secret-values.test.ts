import { planSecrets } from '../../lib/cli/secret-values';
import { composeSecrets } from '../../lib/platform/compose-secrets';
import { resolvePlatform } from '../../lib/platform/index';
import { compose } from '../support/configs';

const secrets = composeSecrets(resolvePlatform(compose()));
const plan = (variables: Record<string, string> = {}, files: Record<string, string> = {}) => {
  let count = 0;
  const { toFill, ...rest } = planSecrets(
    secrets,
    { variables: new Map(Object.entries(variables)), files: new Map(Object.entries(files)) },
    () => {
      count += 1;
      return `random-${count}`;
    },
  );
  return { ...rest, toFill: toFill.map(({ name }) => name) };
};

test('nothing there: everything is made, but what others issue', () => {
  const { variables, files, toFill, waiting, differing } = plan();
  expect([...variables.keys()]).toEqual([
    'DATABASE_URL',
    'DB_PASSWORD',
    'ENCRYPTION_KEY',
    'JWT_SECRET',
    'QDRANT_API_KEY',
    'REDIS_PASSWORD',
    'REDIS_URL',
    'SESSION_SECRET',
  ]);
  expect([...files.keys()]).toEqual([
    'DB_PASSWORD',
    'GRAFANA_ADMIN_PASSWORD',
    'POSTGRES_MONITOR_PASSWORD',
    'POSTGRES_PASSWORD',
    'QDRANT_API_KEY',
    'REDIS_MONITOR_PASSWORD',
    'REDIS_PASSWORD',
  ]);
  expect(toFill).toEqual(['OPENAI_API_KEY', 'SENDGRID_API_KEY']);
  expect([...waiting, ...differing]).toEqual([]);
  expect(new Set([...variables.values()]).size).toBe(variables.size);
});

test('a secret has one value, wherever it stands', () => {
  const { variables, files } = plan();
  for (const name of ['DB_PASSWORD', 'QDRANT_API_KEY', 'REDIS_PASSWORD'])
    expect(files.get(name)).toBe(variables.get(name));
  expect([...variables.values()]).not.toContain(files.get('POSTGRES_PASSWORD'));
});

test('a password of a person goes into its connection string, encoded', () => {
  const { variables, files } = plan({ DB_PASSWORD: 'p@ss:/?#%w', REDIS_PASSWORD: "a b'!()*" });
  expect(variables.get('DATABASE_URL')).toBe(
    'postgresql://memorai:p%40ss%3A%2F%3F%23%25w@postgres:5432/memorai?sslmode=disable',
  );
  expect(variables.get('REDIS_URL')).toBe('redis://:a%20b%27%21%28%29%2A@redis:6379');
  expect(variables.has('DB_PASSWORD')).toBe(false);
  expect(files.get('DB_PASSWORD')).toBe('p@ss:/?#%w');
  expect(new URL(variables.get('DATABASE_URL') ?? '').password).toBe('p%40ss%3A%2F%3F%23%25w');
});

test('what a file of the store says is what the services get', () => {
  expect(plan({}, { REDIS_PASSWORD: 'kept' }).variables.get('REDIS_PASSWORD')).toBe('kept');
});

test('everything there: nothing is made, and nothing differs', () => {
  const first = plan();
  const { variables, files, differing, toFill } = plan(
    { ...Object.fromEntries(first.variables), OPENAI_API_KEY: 'x', SENDGRID_API_KEY: 'y' },
    Object.fromEntries(first.files),
  );
  expect([variables.size, files.size, differing, toFill]).toEqual([0, 0, [], []]);
});

test('a name without a value is as good as none', () => {
  const { variables, toFill } = plan({ JWT_SECRET: '', OPENAI_API_KEY: '' });
  expect(variables.has('JWT_SECRET')).toBe(true);
  expect(toFill).toContain('OPENAI_API_KEY');
});

test('a connection string that is not what its parts give is kept, and said', () => {
  const { variables, differing } = plan({ DATABASE_URL: 'postgresql://old' });
  expect(differing).toEqual(['DATABASE_URL']);
  expect(variables.has('DATABASE_URL')).toBe(false);
});

test('a file that is not what its variable says is kept, and said', () => {
  const { files, differing } = plan({ REDIS_PASSWORD: 'new' }, { REDIS_PASSWORD: 'old' });
  expect(differing).toEqual(['secrets/REDIS_PASSWORD']);
  expect(files.has('REDIS_PASSWORD')).toBe(false);
});

test('a connection string waits for a password that somebody else issues', () => {
  const outside = composeSecrets(resolvePlatform(compose({ stores: { redis: { host: 'redis.memorai.com' } } })));
  const empty = { variables: new Map(), files: new Map() };
  expect(planSecrets(outside, empty, () => 'r').waiting).toEqual(['REDIS_URL']);
  const filled = { variables: new Map([['REDIS_PASSWORD', 'theirs']]), files: new Map() };
  expect(planSecrets(outside, filled, () => 'r').variables.get('REDIS_URL')).toBe(
    'rediss://:theirs@redis.memorai.com:6379',
  );
});
