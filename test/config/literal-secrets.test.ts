import { findLiteralSecrets } from '../../lib/config/literal-secrets';
import { isSecretKey } from '../../lib/config/secret-keys';

const wayOut =
  'a config must not hold a secret: keep the value in the secret store, and declare its name as { secret: true } under env of the service that reads it';
const whatIn = (value: unknown) =>
  findLiteralSecrets(value).map(({ path, message }) => [
    path.join('.'),
    message.replace('holds ', '').replace(`; ${wayOut}`, ''),
  ]);

// Put together here, so that no scanner takes this file for a leak.
const hex = '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08';
const base64 = ['wJalrXUtnFEMI', 'K7MDENG', 'bPxRfiCYq8Zk3TnQv0LsA'].join('/');

describe('by form', () => {
  test.each([
    ['postgresql://memorai:hunter2@db.example.com:5432/memorai', 'a URL with a password'],
    ['redis://:hunter2@cache:6379', 'a URL with a password'],
    ['postgres://u:p/w@db/x', 'a URL with a password'],
    ['postgres://u:12345@db/x', 'a URL with a password'],
    ['host=db user=u password=hunter2', 'a value of the secret "password"'],
    [`AKIA${'ABCDEFGHIJKLMNOP'}`, 'an AWS access key id'],
    [`key ASIA${'ABCDEFGHIJKLMNOP'}.`, 'an AWS access key id'],
    ['-----BEGIN RSA PRIVATE KEY-----\nMII', 'a private key'],
    ['-----BEGIN PRIVATE KEY-----', 'a private key'],
    [`sk-${'abcdefghijklmnopqrst'}`, 'an API key'],
    [`sk-proj-${'a1b2c3d4e5f6g7h8'}`, 'an API key'],
    [`SG.${'abcdefghijklmnop'}.${'qrstuvwxyz012345'}`, 'an API key'],
    [`ghp_${'a'.repeat(36)}`, 'an access token'],
    [`xoxb-${'123456789012'}`, 'an access token'],
    [`eyJ${'hbGciOiJIUzI1NiJ9'}.${'eyJzdWIiOiIxIn0'}.abc`, 'a signed token'],
    ['Authorization: Bearer abcdefghijklmnopqrst', 'a bearer token'],
    [hex, 'a long random value'],
    [hex.slice(0, 40).toUpperCase(), 'a long random value'],
    [base64, 'a long random value'],
    [`--key=${base64}==`, 'a long random value'],
  ])('%s', (text, what) => {
    expect(whatIn({ a: [{ note: text }] })).toEqual([['a.0.note', what]]);
  });
});

/** A value within a longer text, and one step beside it: what stands for a value, or another name. */
describe('within a text', () => {
  test.each([
    ['--password=hunter2', 'password'],
    ['--db-password="hunter 2"', 'db-password'],
    ['run --password hunter2 now', 'password'],
    ['DB_PASSWORD=hunter2 exec node main.js', 'DB_PASSWORD'],
    ["export PGPASSWORD='hunter2'", 'PGPASSWORD'],
    ['{"user":"u","password":"hunter2"}', 'password'],
    ["{'apiKey': 'hunter2'}", 'apiKey'],
    [String.raw`{"body":"{\"token\":\"hunter2\"}"}`, 'token'],
    ['DefaultEndpointsProtocol=https;AccountName=memorai;AccountKey=aHVudGVyMg==;', 'AccountKey'],
    ['Endpoint=sb://x/;SharedAccessKeyName=all;SharedAccessKey=aHVudGVyMg==', 'SharedAccessKey'],
    ['https://search.example.com/v1?token=hunter2&limit=3', 'token'],
    ['redis-server --requirepass hunter2', 'requirepass'],
    ['user: memorai\npassword: hunter2\nport: 5432', 'password'],
    ['PASSWORD=x1', 'PASSWORD'],
  ])('%s', (text, name) => {
    expect(whatIn({ note: text })).toEqual([['note', `a value of the secret "${name}"`]]);
  });

  test.each([
    ['Authorization: Basic dXNlcjpodW50ZXIy', 'a login of HTTP'],
    ['-H "Authorization: Bearer hunter2hunter2"', 'a login of HTTP'],
    ['curl -H "X-Api-Key: hunter2hunter2"', 'an API key'],
    [`https://x.blob.core.windows.net/a?sv=2024-11-04&sig=${'aB3'.repeat(10)}%3D`, 'a signed URL'],
  ])('%s', (text, what) => {
    expect(whatIn({ note: text })).toEqual([['note', what]]);
  });

  test('an argument after its flag', () => {
    expect(whatIn({ args: ['--user', 'memorai', '--password', 'hunter2'] })).toEqual([
      ['args.3', 'a value of the secret "password"'],
    ]);
  });

  test.each([
    '--password=$(DB_PASSWORD)',
    `--password=$${'{DB_PASSWORD}'}`,
    '--password=$DB_PASSWORD',
    '--password "$DB_PASSWORD"',
    '--password=$(cat /run/secrets/db)',
    '--password-file=/run/secrets/db',
    '--password-file /run/secrets/db',
    '--password=/run/secrets/db',
    '--password=<password>',
    '--password={{ .Values.password }}',
    '--password=***',
    '--password= --user=memorai',
    'DB_PASSWORD_FILE=/run/secrets/db node main.js',
    'postgresql://memorai:$DB_PASSWORD@db:5432/memorai',
    'postgresql://memorai:<password>@db:5432/memorai',
    '{"password":"$(DB_PASSWORD)","passwordPolicy":"strong1"}',
    'AccountKey=$(ACCOUNT_KEY);AccountName=memorai',
    'Authorization: Bearer $(TOKEN)',
    'Authorization: Bearer {{ .Token }}',
    'X-Api-Key: $(API_KEY)',
    'use --password to sign in, or --token from the page',
    'the password: see the wiki; token=none, secret=memorai-api-secrets',
    '--from-literal=secretKey=password',
    'const token = process.env.TOKEN; const secret = read("x")',
    'password === other && token != null',
    '{app="memorai",secret=~"a|b"}',
    '--max-token=4096',
    'user: memorai\npassword: $(DB_PASSWORD)\ntokenPath: /run/token',
  ])('nothing in %s', (text) => {
    expect(findLiteralSecrets({ note: text })).toEqual([]);
  });

  test.each([
    [['--password', '$(DB_PASSWORD)']],
    [['--password-file', '/run/secrets/db']],
    [['--password', '/run/secrets/db']],
    [['--password', '--verbose']],
    [['--user', 'hunter2']],
  ])('nothing in %j', (args) => {
    expect(findLiteralSecrets({ args })).toEqual([]);
  });
});

describe('by key', () => {
  test.each([
    'password',
    'DB_PASSWORD',
    'adminPassword',
    'passwd',
    'PGPASSWD',
    'secret',
    'clientSecret',
    'JWT_SECRET',
    'token',
    'auth-token',
    'apiKey',
    'APIKey',
    'OPENAI_API_KEY',
    'apikey',
    'privateKey',
    'private_key',
    'ENCRYPTION_KEY',
    'AWS_SECRET_ACCESS_KEY',
    'AWS_ACCESS_KEY_ID',
    'credentials',
    'passphrase',
    'connectionString',
  ])('%s', (key) => {
    expect(whatIn({ a: { [key]: 'hunter2' } })).toEqual([[`a.${key}`, `a value of the secret "${key}"`]]);
  });

  test('also of numbers and in lists', () => {
    expect(whatIn({ password: 12345, token: ['x'] }).map(([path]) => path)).toEqual(['password', 'token.0']);
  });

  test.each([
    'secretName',
    'tokenPath',
    'pullSecrets',
    'secrets',
    'maxTokens',
    'tokenTtl',
    'passwordPolicy',
    'publicKey',
    'kmsKey',
    'key',
    'keys',
    'secretive',
    'author',
    'accessKeyIds',
  ])('not %s', (key) => {
    expect(isSecretKey(key)).toBe(false);
  });
});

describe('nothing in', () => {
  test.each([
    [{ secret: true }],
    [{ secrets: { provider: 'externalSecrets' } }],
    [{ password: '' }],
    [{ password: null }],
    [{ REQUIRE_TOKEN: 'true' }],
    [{ DB_PASSWORD: '$(PGPASSWORD)', URL: `postgres://u:$${'{DB_PASSWORD}'}@db/x` }],
    [
      {
        secret: 'memorai/production/postgres',
        token: 'arn:aws:secretsmanager:us-east-1:123456789012:secret:memorai/production/x-AbCdEf',
      },
    ],
    [{ digest: `sha256:${hex}`, image: `memorai/api@sha256:${hex}` }],
    [{ sha256: hex, tag: hex.slice(0, 40), commit: hex.slice(0, 40) }],
    [{ integrity: `sha512-${base64}${base64}==` }],
    [{ role: 'arn:aws:iam::123456789012:role/MemoraiProduction-EksClusterRole1A2B3C4D5E6F7G8H' }],
    [{ host: 'memorai.cluster-cq3xkz1a2b3c.us-east-1.rds.amazonaws.com' }],
    [{ host: 'k8s-memorai-ingress-0a1b2c3d4e-1234567890123456.elb.us-east-1.amazonaws.com' }],
    [{ url: 'http://prometheus:9090/graph?a=b@c', endpoint: 'http://jaeger:4318' }],
    [
      {
        url: 'https://user@example.com/path',
        queue: 'https://sqs.us-east-1.amazonaws.com/123456789012/memorai-production-work-queue',
      },
    ],
    [{ kms: '1234abcd-12ab-34cd-56ef-1234567890ab', mrk: 'mrk-1234abcd12ab34cd56ef1234567890ab' }],
    [
      {
        vpc: 'vpc-0123456789abcdef0',
        subnet: 'subnet-0123456789abcdef0',
        cidr: '10.0.0.0/16',
        version: '3.2.0-rc.1+build.5',
      },
    ],
    [{ name: 'memorai/production/a-very-long-secret-name-with-many-words/of-a-team' }],
    [{ id: 'MemoraiProductionDataStackPostgresClusterReaderInstance' }],
    [{ repository: '123456789012.dkr.ecr.us-east-1.amazonaws.com/memorai/production/api-service-2024' }],
    [{ names: ['JWT_SECRET', 'task-sk-something-long-enough', 'disk-abcdefghijklmnopqrstuvwxyz'] }],
    [{ zeros: '0'.repeat(64), digits: '1234567890'.repeat(5) }],
    ['text'],
    [undefined],
  ])('%j', (value) => {
    expect(findLiteralSecrets(value)).toEqual([]);
  });

  test('an object that holds itself, beyond what it holds', () => {
    const value: Record<string, unknown> = { password: 'hunter2' };
    value.self = value;
    expect(whatIn(value).map(([path]) => path)).toEqual(['password']);
  });
});

test('a secret that stands for a key', () => {
  const key = `ghp_${'a'.repeat(36)}`;
  expect(findLiteralSecrets({ [key]: 1 })).toEqual([{ path: [key], message: `has a secret for a key; ${wayOut}` }]);
});
