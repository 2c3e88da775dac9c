import { readdirSync, readFileSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { join } from 'node:path';
import { handler as apiHandler } from '../../lib/runtime/api-lambda';
import { handler as workerHandler } from '../../lib/runtime/worker-lambda';

const FOLDER = join(__dirname, '../../lib/runtime');
const FILES = readdirSync(FOLDER).map((name) => [name, readFileSync(join(FOLDER, name), 'utf8')] as const);
const ENTRIES = ['api-lambda.ts', 'main.ts', 'worker-lambda.ts'];

/** Everything that a file names after `from`, in `import()` or as a literal in `require()`. */
function imports(source: string): string[] {
  return [...source.matchAll(/(?:\bfrom|\bimport\(|\brequire\(|^import)\s*'([^']+)'/gm)].map((match) => match[1] ?? '');
}

describe('the folder is a whole Lambda asset', () => {
  test('it has the entries of the two functions and of the service', () => {
    expect(FILES.map(([name]) => name)).toEqual(expect.arrayContaining(ENTRIES));
  });

  test.each(FILES)('%s imports nothing but its neighbours and what Node has', (_, source) => {
    const foreign = imports(source).filter(
      (name) => !/^\.\/[a-z-]+$/.test(name) && !(name.startsWith('node:') && isBuiltin(name)),
    );
    expect(foreign).toEqual([]);
  });

  test('only the entries read the environment and load by a name', () => {
    const readers = FILES.filter(([, source]) => /process\.env\b|require\(/.test(source.replace(/^ *\*.*$/gm, '')));
    expect(readers.map(([name]) => name).filter((name) => !ENTRIES.includes(name))).toEqual([]);
  });
});

describe('the entries', () => {
  const saved = { ...process.env };
  afterEach(() => {
    process.env = { ...saved };
    jest.restoreAllMocks();
  });

  test('api-lambda.handler answers with the settings of the process', async () => {
    Object.assign(process.env, { MEMORAI_VERSION: '9.9.9', MEMORAI_ENV: 'test' });
    const { statusCode, body } = await apiHandler({ httpMethod: 'GET', path: '/health' });
    expect([statusCode, JSON.parse(body)]).toMatchObject([200, { status: 'healthy', version: '9.9.9' }]);
  });

  test('worker-lambda.handler writes JSON lines and answers in part', async () => {
    const lines: string[] = [];
    jest.spyOn(process.stdout, 'write').mockImplementation((line) => lines.push(String(line)) > 0);
    const result = await workerHandler(
      {
        Records: [
          { messageId: 'a', body: '{"type":"echo"}' },
          { messageId: 'b', body: '{"type":"fail"}' },
        ],
      },
      { getRemainingTimeInMillis: () => 10_000 },
    );
    expect(result).toEqual({ batchItemFailures: [{ itemIdentifier: 'b' }] });
    expect(lines.map((line) => JSON.parse(line).event)).toEqual(['job-done', 'job-failed']);
  });
});
