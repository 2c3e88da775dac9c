import { createReferenceProcess, type JobContext, type ProcessJob, parseJob } from '../../lib/runtime/job';
import { createQueueHandler } from '../../lib/runtime/queue-handler';
import { SettingsError } from '../../lib/runtime/settings-error';
import { memoryLog } from './support';

/** As an event source mapping of SQS sends them. */
const batch = (...bodies: string[]) => ({
  Records: bodies.map((body, index) => ({
    messageId: `m${index + 1}`,
    receiptHandle: 'AQEB...',
    body,
    attributes: { ApproximateReceiveCount: '1', SentTimestamp: '1545082649183' },
    messageAttributes: {},
    md5OfBody: 'e4e68fb7bd0e697a0ae8f1bb342846b3',
    eventSource: 'aws:sqs',
    eventSourceARN: 'arn:aws:sqs:us-east-1:123456789012:memorai-production',
    awsRegion: 'us-east-1',
  })),
});
const plenty = { getRemainingTimeInMillis: () => 300_000 };
const failures = (...ids: string[]) => ({ batchItemFailures: ids.map((itemIdentifier) => ({ itemIdentifier })) });

function setUp(process?: ProcessJob, marginMs?: number) {
  const { log, lines } = memoryLog();
  let loads = 0;
  const handler = createQueueHandler({
    loadSettings: async () => {
      loads += 1;
      return { GREETING: 'hi' };
    },
    process: () => process ?? createReferenceProcess(log),
    log,
    ...(marginMs === undefined ? {} : { marginMs }),
  });
  return { handler, lines, loads: () => loads };
}

describe('createQueueHandler', () => {
  test('reports what fails, is malformed or unknown, and only that', async () => {
    const { handler, lines } = setUp();
    const event = batch(
      '{"type":"echo"}',
      '{"type":"fail"}',
      '{',
      'null',
      '{"type":7}',
      '{"type":"mail"}',
      '{"type":"echo"}',
    );
    expect(await handler(event, plenty)).toEqual(failures('m2', 'm3', 'm4', 'm5', 'm6'));
    expect(lines.map(({ event: name, fields }) => [name, fields.messageId, fields.reason ?? fields.type])).toEqual([
      ['job-done', 'm1', 'echo'],
      ['job-failed', 'm2', 'told to fail'],
      ['job-failed', 'm3', 'not JSON'],
      ['job-failed', 'm4', 'not an object with a type'],
      ['job-failed', 'm5', 'its type is not a text'],
      ['job-failed', 'm6', 'unknown type'],
      ['job-done', 'm7', 'echo'],
    ]);
  });

  test('all well is an empty list', async () => {
    expect(await setUp().handler(batch('{"type":"echo"}'), plenty)).toEqual(failures());
  });

  test('the content of a job and the message of an exception are not logged', async () => {
    const { handler, lines } = setUp(() => Promise.reject(new TypeError('hunter2')));
    await handler(batch('{"type":"a","key":"hunter2"}', 'hunter2'), plenty);
    expect(lines).toMatchObject([
      { fields: { error: 'TypeError', messageId: 'm1' } },
      { fields: { error: 'JobError' } },
    ]);
    expect(JSON.stringify(lines)).not.toContain('hunter2');
  });

  test('begins no job inside the margin, and reports the rest', async () => {
    const done: string[] = [];
    let remaining = 6_000;
    const { handler, lines } = setUp(async (_, { messageId }) => {
      done.push(messageId);
      remaining -= 500;
    });
    const event = batch(...Array.from({ length: 4 }, () => '{"type":"echo"}'));
    expect(await handler(event, { getRemainingTimeInMillis: () => remaining })).toEqual(failures('m3', 'm4'));
    expect(done).toEqual(['m1', 'm2']);
    expect(lines.map(({ event: name }) => name)).toEqual(['job-not-reached', 'job-not-reached']);
  });

  test('a job that would run into the margin is aborted and reported', async () => {
    let seen: JobContext | undefined;
    const { handler, lines } = setUp((_, context) => {
      seen = context;
      return new Promise(() => undefined);
    }, 100);
    const remaining = [130, 90];
    const context = { getRemainingTimeInMillis: () => remaining.shift() ?? 0 };
    expect(await handler(batch('{"type":"a"}', '{"type":"b"}'), context)).toEqual(failures('m1', 'm2'));
    expect(seen?.signal.aborted).toBe(true);
    expect(lines.map(({ event, fields }) => [event, fields.error])).toEqual([
      ['job-failed', 'DeadlineError'],
      ['job-not-reached', undefined],
    ]);
  });

  test('settings are loaded once, and given to the maker of the process', async () => {
    const { handler, loads } = setUp();
    await handler(batch(), plenty);
    await handler(batch(), plenty);
    expect(loads()).toBe(1);
    const given: unknown[] = [];
    await createQueueHandler({
      loadSettings: async () => ({ GREETING: 'hi' }),
      process: (settings) => {
        given.push(settings);
        return async () => undefined;
      },
      log: () => undefined,
    })(batch(), plenty);
    expect(given).toEqual([{ GREETING: 'hi' }]);
  });

  test('without settings the whole batch comes again, and the next call tries again', async () => {
    const { log, lines } = memoryLog();
    let failed = false;
    const handler = createQueueHandler({
      loadSettings: async () => {
        if (failed) return {};
        failed = true;
        throw new SettingsError(['A is missing']);
      },
      process: () => createReferenceProcess(log),
      log,
    });
    await expect(handler(batch('{"type":"echo"}'), plenty)).rejects.toThrow('A is missing');
    expect(await handler(batch('{"type":"echo"}'), plenty)).toEqual(failures());
    expect(lines.map(({ event }) => event)).toEqual(['not-configured', 'job-done']);
  });
});

describe('parseJob', () => {
  test('keeps the other fields', () => {
    expect(parseJob('{"type":"echo","n":[1]}')).toEqual({ type: 'echo', n: [1] });
  });

  test.each(['[]', '"echo"', '{}', '{"type":""}'])('refuses %s', (body) => {
    expect(() => parseJob(body)).toThrow(/type/);
  });
});
