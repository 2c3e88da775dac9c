import { loadSettings } from '../../lib/runtime/load-settings';
import { type SettingSource, SourceError } from '../../lib/runtime/setting-source';
import { SettingsError } from '../../lib/runtime/settings-error';

const DATABASE = 'memorai/production/postgres';
const HOST = '/memorai/production/postgres/host';

/** An error as the SDK makes them: a class name and a message that we must not trust. */
const awsError = (name: string, message = 'hunter2') => Object.assign(new Error(message), { name });

/** A source whose answers are lists: each call takes the next, the last one stays. */
function fakeSource(answers: Record<string, readonly (string | Error)[]>) {
  const calls: string[] = [];
  const ask = (kind: string) => async (id: string) => {
    const list = answers[id] ?? [awsError('ResourceNotFoundException')];
    const answer = list[Math.min(calls.filter((call) => call === `${kind} ${id}`).length, list.length - 1)];
    calls.push(`${kind} ${id}`);
    if (answer instanceof Error) throw answer;
    return answer ?? '';
  };
  return { calls, source: { secret: ask('secret'), parameter: ask('parameter') } satisfies SettingSource };
}

const FAST = { delayMs: 1, timeoutMs: 40 };

async function issues(env: Record<string, string>, answers: Record<string, readonly (string | Error)[]>) {
  try {
    await loadSettings(env, fakeSource(answers).source, FAST);
  } catch (error) {
    if (error instanceof SettingsError) return error.issues;
    throw error;
  }
  return [];
}

describe('loadSettings', () => {
  test('follows secrets, properties, parameters and templates, and drops what only points', async () => {
    const { source, calls } = fakeSource({
      [DATABASE]: ['{"username":"memorai","password":"p@:/?#%!\'()* é","port":5432,"tls":true}'],
      'memorai/production/JWT_SECRET': ['hunter2'],
      [HOST]: ['db.internal'],
    });
    const env = {
      MEMORAI_ENV: 'production',
      STRIPE_SECRET_KEY: 'a setting like any other',
      UNSET: undefined,
      JWT_SECRET_SECRET_ID: 'memorai/production/JWT_SECRET',
      DB_USER_SECRET_ID: DATABASE,
      DB_USER_SECRET_KEY: 'username',
      DB_PASSWORD_SECRET_ID: DATABASE,
      DB_PASSWORD_SECRET_KEY: 'password',
      DB_PORT_SECRET_ID: DATABASE,
      DB_PORT_SECRET_KEY: 'port',
      DB_TLS_SECRET_ID: DATABASE,
      DB_TLS_SECRET_KEY: 'tls',
      DB_HOST_PARAMETER: HOST,
      DB_NAME: 'memorai',
      DATABASE_URL_TEMPLATE:
        'postgresql://{DB_USER}:{DB_PASSWORD}@{DB_HOST}:{DB_PORT}/{DB_NAME}?sslmode=require&x={}{y}',
    };
    const password = "p@:/?#%!'()* é";
    const settings = await loadSettings(env, source, FAST);
    expect(settings).toEqual({
      MEMORAI_ENV: 'production',
      STRIPE_SECRET_KEY: 'a setting like any other',
      JWT_SECRET: 'hunter2',
      DB_USER: 'memorai',
      DB_PASSWORD: password,
      DB_PORT: '5432',
      DB_TLS: 'true',
      DB_HOST: 'db.internal',
      DB_NAME: 'memorai',
      DATABASE_URL:
        'postgresql://memorai:p%40%3A%2F%3F%23%25%21%27%28%29%2A%20%C3%A9@db.internal:5432/memorai?sslmode=require&x={}{y}',
    });
    expect(decodeURIComponent(new URL(settings.DATABASE_URL ?? '').password)).toBe(password);
    expect(calls.sort()).toEqual([`parameter ${HOST}`, 'secret memorai/production/JWT_SECRET', `secret ${DATABASE}`]);
  });

  test('a secret and a parameter of the same name are two things', async () => {
    const { source, calls } = fakeSource({ x: ['1'] });
    await loadSettings({ A_SECRET_ID: 'x', B_PARAMETER: 'x' }, source, FAST);
    expect(calls).toEqual(['secret x', 'parameter x']);
  });

  test('fetches all at the same time', async () => {
    let open = 0;
    let most = 0;
    const slow = async () => {
      open += 1;
      most = Math.max(most, open);
      await new Promise((resolve) => setTimeout(resolve, 10));
      open -= 1;
      return 'v';
    };
    await loadSettings(
      { A_SECRET_ID: 'a', B_SECRET_ID: 'b', C_PARAMETER: 'c' },
      { secret: slow, parameter: slow },
      FAST,
    );
    expect(most).toBe(3);
  });

  test.each(['ThrottlingException', 'TooManyRequestsException', 'RequestLimitExceeded'])(
    'asks again after %s, until it is answered',
    async (name) => {
      const { source, calls } = fakeSource({ a: [awsError(name), awsError(name), awsError(name), 'v'] });
      expect(await loadSettings({ A_SECRET_ID: 'a' }, source, FAST)).toEqual({ A: 'v' });
      expect(calls).toHaveLength(4);
    },
  );

  test('gives up after the last try', async () => {
    const { source, calls } = fakeSource({ a: [awsError('ThrottlingException')] });
    await expect(loadSettings({ A_SECRET_ID: 'a' }, source, { ...FAST, attempts: 3 })).rejects.toThrow(
      'A: secret a is asked for too often (throttled); try again later',
    );
    expect(calls).toHaveLength(3);
  });

  test('waits twice as long before each further try', async () => {
    const { source } = fakeSource({ a: [awsError('ThrottlingException'), awsError('ThrottlingException'), 'v'] });
    const started = performance.now();
    await loadSettings({ A_SECRET_ID: 'a' }, source, { delayMs: 20 });
    expect(performance.now() - started).toBeGreaterThan(58);
  });

  test('does not ask again after another failure', async () => {
    const { source, calls } = fakeSource({ a: [awsError('AccessDeniedException'), 'v'] });
    await expect(loadSettings({ A_SECRET_ID: 'a' }, source, FAST)).rejects.toThrow(SettingsError);
    expect(calls).toHaveLength(1);
  });

  test.each<[string, string | Error, string]>([
    [
      'created without a value',
      awsError(
        'ResourceNotFoundException',
        "Secrets Manager can't find the specified secret value for staging label: AWSCURRENT",
      ),
      'has no value yet; store one: aws secretsmanager put-secret-value --secret-id memorai/x --secret-string file://value',
    ],
    [
      'with an empty value',
      '',
      'has no value yet; store one: aws secretsmanager put-secret-value --secret-id memorai/x --secret-string file://value',
    ],
    [
      'that is not there',
      awsError('ResourceNotFoundException', "Secrets Manager can't find the specified secret."),
      'does not exist in this account and region',
    ],
    [
      'that may not be read',
      awsError('AccessDeniedException'),
      "may not be read; does the function's role allow it, and the use of its KMS key?",
    ],
    [
      'that cannot be decrypted',
      awsError('DecryptionFailure'),
      "cannot be decrypted; does the function's role allow the use of its KMS key?",
    ],
    [
      'behind a failure without a word of its own',
      awsError('InternalServiceError'),
      'cannot be read (InternalServiceError)',
    ],
    ['behind a failure with a strange name', awsError('hunter2 is it'), 'cannot be read (Error)'],
    ['behind a source that explains itself', new SourceError('not installed'), 'cannot be read: not installed'],
  ])('a secret %s', async (_, answer, issue) => {
    expect(await issues({ API_KEY_SECRET_ID: 'memorai/x' }, { 'memorai/x': [answer] })).toEqual([
      `API_KEY: secret memorai/x ${issue}`,
    ]);
  });

  test.each<[string, string | Error, string]>([
    ['without a value', '', 'has no value'],
    ['that is not there', awsError('ParameterNotFound'), 'does not exist in this account and region'],
  ])('a parameter %s', async (_, answer, issue) => {
    expect(await issues({ DB_HOST_PARAMETER: HOST }, { [HOST]: [answer] })).toEqual([
      `DB_HOST: parameter ${HOST} ${issue}`,
    ]);
  });

  test('a service that never answers', async () => {
    const never = () => new Promise<string>(() => undefined);
    await expect(loadSettings({ A_SECRET_ID: 'a' }, { secret: never, parameter: never }, FAST)).rejects.toThrow(
      'A: secret a gave no answer within 40 ms; is there a NAT gateway or a VPC endpoint to the service?',
    );
  });

  test.each([
    ['hunter2', 'is not a JSON object, so it has no property password'],
    ['"hunter2"', 'is not a JSON object, so it has no property password'],
    ['["hunter2"]', 'is not a JSON object, so it has no property password'],
    ['{"user":"hunter2"}', 'has no property password'],
    ['{"password":""}', 'holds no text in its property password'],
    ['{"password":{"a":"hunter2"}}', 'holds no text in its property password'],
    ['{"password":null}', 'holds no text in its property password'],
  ])('a property of %s', async (text, issue) => {
    const env = { P_SECRET_ID: 'x', P_SECRET_KEY: 'password' };
    expect(await issues(env, { x: [text] })).toEqual([`P: secret x ${issue}`]);
  });

  test('a property that every object inherits is not there', async () => {
    expect(await issues({ P_SECRET_ID: 'x', P_SECRET_KEY: 'toString' }, { x: ['{}'] })).toEqual([
      'P: secret x has no property toString',
    ]);
  });

  test('tells all problems at once, and one part only once', async () => {
    const env = {
      A_SECRET_ID: 'a',
      B_PARAMETER: 'b',
      URL_TEMPLATE: '{A}:{MISSING}:{OTHER}',
      OTHER_TEMPLATE: '{B}',
    };
    expect(await issues(env, {})).toEqual([
      'A: secret a does not exist in this account and region',
      'B: parameter b does not exist in this account and region',
      'URL: its template needs MISSING, which is not set, or made from a template itself',
      'URL: its template needs OTHER, which is not set, or made from a template itself',
    ]);
  });

  test.each<[Record<string, string>, string]>([
    [{ A: 'x', A_SECRET_ID: 'a' }, 'A has several sources: A, A_SECRET_ID; keep one'],
    [{ A_PARAMETER: 'p', A_SECRET_ID: 'a' }, 'A has several sources: A_PARAMETER, A_SECRET_ID; keep one'],
    [{ A: 'x', A_TEMPLATE: '{B}', B: 'y' }, 'A has several sources: A, A_TEMPLATE; keep one'],
    [{ A_SECRET_ID: '' }, 'A_SECRET_ID is empty; set it to the name of the secret'],
    [{ A_PARAMETER: '' }, 'A_PARAMETER is empty; set it to the name of the parameter'],
  ])('refuses %j before it asks anyone', async (env, issue) => {
    const { source, calls } = fakeSource({});
    await expect(loadSettings(env, source, FAST)).rejects.toThrow(issue);
    expect(calls).toEqual([]);
  });

  test('no message ever holds a value', async () => {
    const env = { A: 'hunter2', A_SECRET_ID: 'a', B_SECRET_ID: 'b', B_SECRET_KEY: 'k' };
    expect((await issues(env, { b: ['hunter2'] })).join()).not.toContain('hunter2');
    expect((await issues({ B_SECRET_ID: 'b', C_SECRET_ID: 'c' }, { b: ['hunter2'], c: [awsError('X')] })).join()).toBe(
      'C: secret c cannot be read (X)',
    );
  });
});
