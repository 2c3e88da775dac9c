import { createLog, describeError } from '../../lib/runtime/log';
import { readSettings } from '../../lib/runtime/settings';
import { SettingsError } from '../../lib/runtime/settings-error';

const REQUIRED = { MEMORAI_VERSION: '3.2.0', MEMORAI_ENV: 'production' };

function issues(env: Record<string, string>): readonly string[] {
  try {
    readSettings(env);
  } catch (error) {
    if (error instanceof SettingsError) return error.issues;
    throw error;
  }
  return [];
}

describe('readSettings', () => {
  test('defaults', () => {
    expect(readSettings(REQUIRED)).toEqual({
      host: '0.0.0.0',
      port: 3001,
      version: '3.2.0',
      environment: 'production',
      corsOrigins: [],
    });
  });

  test('everything set', () => {
    const env = {
      ...REQUIRED,
      MEMORAI_HOST: '::1',
      MEMORAI_PORT: '65535',
      CORS_ALLOWED_ORIGINS: 'https://a.test,https://b.test',
    };
    expect(readSettings(env)).toMatchObject({
      host: '::1',
      port: 65535,
      corsOrigins: ['https://a.test', 'https://b.test'],
    });
  });

  test('an empty variable counts as absent', () => {
    expect(readSettings({ ...REQUIRED, MEMORAI_HOST: '', MEMORAI_PORT: '' })).toMatchObject({
      host: '0.0.0.0',
      port: 3001,
    });
  });

  test.each(['0', '65536', '-1', '3001.5', '03001', '1e3', ' 3001', '0x10', 'http'])('refuses port %j', (port) => {
    expect(issues({ ...REQUIRED, MEMORAI_PORT: port })).toEqual([
      `MEMORAI_PORT must be a whole number from 1 to 65535, got ${JSON.stringify(port)}`,
    ]);
  });

  test('tells all problems at once', () => {
    expect(
      issues({
        MEMORAI_HOST: 'a b',
        MEMORAI_PORT: 'x',
        MEMORAI_VERSION: ' ',
        CORS_ALLOWED_ORIGINS: 'x',
        MEMORAI_ENV: 'Prod',
      }),
    ).toEqual([
      'MEMORAI_HOST must be a host name or an address, got "a b"',
      'MEMORAI_PORT must be a whole number from 1 to 65535, got "x"',
      'MEMORAI_VERSION is missing; set it to the version of the application, such as 3.2.0',
      'MEMORAI_ENV must be lower-case letters, digits and hyphens, got "Prod"',
      'CORS_ALLOWED_ORIGINS must hold origins such as https://dashboard.memorai.com, got "x"',
    ]);
  });

  test('the environment has no default', () => {
    expect(issues({ MEMORAI_VERSION: '1' })).toEqual(['MEMORAI_ENV is missing; set it to the name of the environment']);
  });
});

describe('createLog', () => {
  const written = (fields: Record<string, string>) => {
    let text = '';
    createLog(
      (line) => {
        text += line;
      },
      () => new Date(0),
    )('warn', 'cut', fields);
    return text;
  };

  test('writes one line, time first', () => {
    expect(written({ note: 'two\nlines' })).toBe(
      '{"time":"1970-01-01T00:00:00.000Z","level":"warn","event":"cut","note":"two\\nlines"}\n',
    );
  });

  test('a field cannot take the place of the head', () => {
    expect(JSON.parse(written({ level: 'info', time: 'now' }))).toEqual({
      time: '1970-01-01T00:00:00.000Z',
      level: 'warn',
      event: 'cut',
    });
  });
});

describe('describeError', () => {
  test('keeps class, code and places, never the message, even of several lines', () => {
    const error = Object.assign(new TypeError('hunter2\nhunter3 at home'), { code: 'EX' });
    const fields = describeError(error);
    expect(fields).toMatchObject({ error: 'TypeError', code: 'EX' });
    expect(fields.at).toEqual(expect.arrayContaining([expect.stringContaining('settings.test.ts')]));
    expect(JSON.stringify(fields)).not.toContain('hunter');
  });

  test.each([
    ['a thrown text', 'hunter2', { error: 'string' }],
    ['settings', new SettingsError(['A is missing']), { error: 'SettingsError', issues: ['A is missing'] }],
  ])('%s', (_, error, fields) => {
    expect(describeError(error)).toEqual(fields);
  });
});
