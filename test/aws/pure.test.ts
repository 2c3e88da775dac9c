import { corsHeaders, preflight } from '../../lib/aws/cors';
import { functionEnvironment } from '../../lib/aws/function-environment';
import { logicalIds } from '../../lib/aws/logical-ids';
import { proxyPercent } from '../../lib/aws/postgres-proxy';
import { passwordRule, signingKeyRule } from '../../lib/aws/secret-rules';
import { sixteenth } from '../../lib/aws/subnet-cidr';
import { pascalCase } from '../../lib/platform/pascal-case';
import type { Setting, SettingSource } from '../../lib/platform/types';

const setting = (name: string, source: SettingSource, kind: Setting['kind'] = 'config'): Setting => ({
  name,
  kind,
  scope: 'service',
  source,
});

describe('functionEnvironment', () => {
  test.each<[string, Setting, Record<string, string>]>([
    ['a literal', setting('LOG_LEVEL', { from: 'literal', value: 'info' }), { LOG_LEVEL: 'info' }],
    [
      'a secret',
      setting('JWT_SECRET', { from: 'secret', secretName: 'memorai/x/JWT_SECRET' }, 'secret'),
      { JWT_SECRET_SECRET_ID: 'memorai/x/JWT_SECRET' },
    ],
    [
      'a property of a secret',
      setting('DB_PASSWORD', { from: 'secret', secretName: 'memorai/x/postgres', property: 'password' }, 'secret'),
      { DB_PASSWORD_SECRET_ID: 'memorai/x/postgres', DB_PASSWORD_SECRET_KEY: 'password' },
    ],
    [
      'a parameter',
      setting('DB_HOST', { from: 'parameter', parameterName: '/memorai/x/postgres/host' }),
      { DB_HOST_PARAMETER: '/memorai/x/postgres/host' },
    ],
    [
      'a composed one',
      setting('URL', { from: 'composed', parts: [{ text: 'p://' }, { setting: 'DB_USER' }, { text: '@' }] }, 'secret'),
      { URL_TEMPLATE: 'p://{DB_USER}@' },
    ],
  ])('writes %s', (_, input, expected) => {
    expect(functionEnvironment('api', [input])).toEqual(expected);
  });

  test.each([
    '_HANDLER',
    'AWS_REGION',
    'AWS_DEFAULT_REGION',
    'AWS_ACCESS_KEY_ID',
    'AWS_SECRET_ACCESS_KEY',
    'AWS_SESSION_TOKEN',
    'AWS_LAMBDA_FUNCTION_NAME',
  ])('leaves out %s, which is reserved by Lambda', (name) => {
    expect(functionEnvironment('api', [setting(name, { from: 'literal', value: 'x' })])).toEqual({});
  });

  test('refuses a secret with a literal value', () => {
    expect(() => functionEnvironment('api', [setting('KEY', { from: 'literal', value: 'x' }, 'secret')])).toThrow(
      'secret KEY of api must come from the secret store, got a literal value',
    );
  });

  test('takes 4096 bytes and refuses one more', () => {
    const value = 'x'.repeat(4096 - 1);
    expect(functionEnvironment('api', [setting('A', { from: 'literal', value })])).toEqual({ A: value });
    expect(() => functionEnvironment('api', [setting('A', { from: 'literal', value: `${value}x` })])).toThrow(
      'environment of api must be at most 4096 bytes for Lambda, got 4097',
    );
  });
});

describe('sixteenth', () => {
  test.each([
    ['10.0.0.0/16', 0, '10.0.0.0/20'],
    ['10.0.0.0/16', 15, '10.0.240.0/20'],
    ['10.20.0.0/20', 3, '10.20.3.0/24'],
    ['192.168.252.0/22', 15, '192.168.255.192/26'],
    ['172.31.255.0/24', 8, '172.31.255.128/28'],
  ])('%s, %i → %s', (cidr, index, expected) => {
    expect(sixteenth(cidr, index)).toBe(expected);
  });

  test.each([
    ['10.0.0.0', 0, 'network must be an IPv4 CIDR from /16 to /24, got 10.0.0.0'],
    ['10.0.0.0/15', 0, 'network must be an IPv4 CIDR from /16 to /24, got 10.0.0.0/15'],
    ['10.0.0.0/25', 0, 'network must be an IPv4 CIDR from /16 to /24, got 10.0.0.0/25'],
    ['10.0.256.0/24', 0, 'network must be an IPv4 CIDR from /16 to /24, got 10.0.256.0/24'],
    ['10.0.1.0/16', 0, 'network must start at its first address, got 10.0.1.0/16'],
    ['10.0.0.0/16', 16, 'part of a network must be from 0 to 15, got 16'],
    ['10.0.0.0/16', -1, 'part of a network must be from 0 to 15, got -1'],
  ])('refuses %s, %i', (cidr, index, message) => {
    expect(() => sixteenth(cidr, index)).toThrow(message);
  });
});

/** What Secrets Manager may pick from, by a rule: letters, digits and these signs, without what is excluded. */
function alphabetOf(rule: typeof signingKeyRule): string {
  const kinds = [
    'abcdefghijklmnopqrstuvwxyz',
    '0123456789',
    rule.excludeUppercase === true ? '' : 'ABCDEFGHIJKLMNOPQRSTUVWXYZ',
    rule.excludePunctuation === true ? '' : '!"#$%&\'()*+,-./:;<=>?@[\\]^_`{|}~',
  ];
  return [...kinds.join('')].filter((sign) => !(rule.excludeCharacters ?? '').includes(sign)).join('');
}

describe('generated secrets', () => {
  test('a signing key is 64 hexadecimal digits', () => {
    expect([...alphabetOf(signingKeyRule)].sort().join('')).toBe('0123456789abcdef');
    expect(signingKeyRule.passwordLength).toBe(64);
    expect(signingKeyRule.includeSpace).toBeUndefined();
  });

  test('a password has no sign that a URL, a shell or psql reads otherwise', () => {
    const alphabet = alphabetOf(passwordRule('memorai'));
    expect(alphabet).toMatch(/^[A-Za-z0-9_.~-]+$/);
    expect(encodeURIComponent(alphabet)).toBe(alphabet);
  });

  test('a password comes with its user', () => {
    expect(passwordRule('memorai')).toMatchObject({
      secretStringTemplate: '{"username":"memorai"}',
      generateStringKey: 'password',
      passwordLength: 32,
    });
  });
});

describe('CORS', () => {
  test('credentials go to named origins', () => {
    expect(preflight(['https://a.com', 'https://b.com']).allowCredentials).toBe(true);
    expect(corsHeaders(['https://a.com', 'https://b.com'])).toEqual({
      'Access-Control-Allow-Origin': "'https://a.com'",
      'Access-Control-Allow-Credentials': "'true'",
      Vary: "'Origin'",
    });
  });

  test('never to any origin', () => {
    expect(preflight(['*']).allowCredentials).toBe(false);
    expect(corsHeaders(['*'])).toEqual({ 'Access-Control-Allow-Origin': "'*'" });
  });

  test('no origin, no header', () => {
    expect(corsHeaders([])).toEqual({});
  });
});

test.each([
  ['JWT_SECRET', 'JwtSecret'],
  ['memorai-api', 'MemoraiApi'],
  ['postgres-admin', 'PostgresAdmin'],
])('%s → %s', (text, expected) => {
  expect(pascalCase(text)).toBe(expected);
});

test('the environment is no part of the logical id of a secret', () => {
  expect(logicalIds.secret('memorai/production/JWT_SECRET')).toBe(logicalIds.secret('memorai/staging/JWT_SECRET'));
});

test.each([
  [200, 3, 93],
  [100, 3, 87],
  [13, 3, 1],
])('of %i connections the proxy may open all but the reserve', (maxConnections, superuserReserved, percent) => {
  const reserve = { migration: 2, exporter: 2, backup: 1, people: 5 };
  const usable = maxConnections - superuserReserved;
  expect(proxyPercent({ maxConnections, superuserReserved, usable, reserve, consumers: [], total: 0 })).toBe(percent);
});
