import { z } from 'zod';
import { cpu, formatCpu, formatMemory, formatSeconds, memory, milliseconds, seconds } from '../../lib/config/units';

const messages = (schema: z.ZodType, value: unknown) =>
  schema.safeParse(value).error?.issues.map((issue) => issue.message);

const memoryForm = 'must be a size with its unit, such as 512Mi, 1.5Gi, 1Ti or 512mb';
const secondsForm = 'must be a duration with its unit, such as 30s, 5m, 1h or 1d';
const millisecondsForm = 'must be a duration with its unit, such as 250ms, 30s or 5m';
const cpuForm = 'must be CPU such as 500m, 0.5 or 2';

describe('memory', () => {
  test.each([
    ['512Mi', 512],
    ['1Gi', 1024],
    ['1.5Gi', 1536],
    ['2Ti', 2_097_152],
    ['512mb', 512],
    ['512MB', 512],
    ['2gb', 2048],
    ['2GB', 2048],
    ['0.0009765625Ti', undefined],
    ['0.001953125Gi', 2],
  ])('%s is %p MiB', (text, mib) => {
    expect(memory().safeParse(text).data).toBe(mib);
  });

  test.each([
    ['512', memoryForm],
    [512, memoryForm],
    ['512M', memoryForm],
    ['512MiB', memoryForm],
    ['-1Mi', memoryForm],
    ['1 Gi', memoryForm],
    ['1e3Mi', memoryForm],
    [null, memoryForm],
    ['', memoryForm],
    ['1.3Gi', 'must be whole MiB, got 1.3Gi'],
    ['0Mi', 'must be at least 1Mi, got 0Mi'],
    ['1025Ti', 'must be at most 1024Ti, got 1025Ti'],
  ])('refuses %p', (value, message) => {
    expect(messages(memory(), value)).toEqual([message]);
  });

  test.each([
    ['127Mi', ['must be at least 128Mi, got 127Mi']],
    ['128Mi', undefined],
    ['10Gi', undefined],
    ['10241Mi', ['must be at most 10Gi, got 10241Mi']],
  ])('between 128Mi and 10Gi: %s', (text, expected) => {
    expect(messages(memory({ min: 128, max: 10_240 }), text)).toEqual(expected);
  });
});

describe('cpu', () => {
  test.each([
    ['500m', 500],
    ['2', 2000],
    ['0.25', 250],
    [0.5, 500],
    [2, 2000],
    [0.001, 1],
  ])('%p is %p millicores', (value, millicores) => {
    expect(cpu().parse(value)).toBe(millicores);
  });

  test.each([
    [0, cpuForm],
    [-1, cpuForm],
    [true, cpuForm],
    [Number.NaN, cpuForm],
    ['two', cpuForm],
    ['', cpuForm],
    ['500 m', cpuForm],
    ['0', 'must be at least 1m, got 0'],
    ['4097', 'must be at most 4096, got 4097'],
    ['0.5m', 'must be whole millicores, got 0.5m'],
    [0.0005, 'must be whole millicores, got 0.0005'],
  ])('refuses %p', (value, message) => {
    expect(messages(cpu(), value)).toEqual([message]);
  });

  test('holds its bounds', () => {
    expect(messages(cpu({ max: 4000 }), 5)).toEqual(['must be at most 4, got 5']);
    expect(cpu({ max: 4000 }).parse(4)).toBe(4000);
  });
});

describe('durations', () => {
  test.each([
    ['30s', 30, 30_000],
    ['5m', 300, 300_000],
    ['1h', 3600, 3_600_000],
    ['1d', 86_400, 86_400_000],
    ['1.5h', 5400, 5_400_000],
    ['0s', 0, 0],
    ['2000ms', 2, 2000],
  ])('%s is %p s and %p ms', (text, inSeconds, inMilliseconds) => {
    expect([seconds().parse(text), milliseconds().parse(text)]).toEqual([inSeconds, inMilliseconds]);
  });

  test('stays exact where floating point does not', () => {
    expect(1.005 * 1000).not.toBe(1005);
    expect(milliseconds().parse('1.005s')).toBe(1005);
  });

  test.each([
    [seconds(), 30, secondsForm],
    [seconds(), '30', secondsForm],
    [seconds(), '1h30m', secondsForm],
    [seconds(), '-5s', secondsForm],
    [seconds(), '5S', secondsForm],
    [seconds(), '250ms', 'must be whole seconds, got 250ms'],
    [seconds({ min: 1 }), '0s', 'must be at least 1s, got 0s'],
    [seconds({ max: 900 }), '901s', 'must be at most 15m, got 901s'],
    [milliseconds(), 250, millisecondsForm],
    [milliseconds(), '0.5ms', 'must be whole milliseconds, got 0.5ms'],
    [milliseconds({ min: 100 }), '99ms', 'must be at least 100ms, got 99ms'],
    [milliseconds({ min: 0, max: 60_000 }), '2m', 'must be at most 1m, got 2m'],
  ])('refuses %# %p', (schema, value, message) => {
    expect(messages(schema, value)).toEqual([message]);
  });
});

test('shows editors the form of the text', () => {
  const schema = z.strictObject({ cpu: cpu(), size: memory().optional().describe('Default: from the tier') });
  expect(z.toJSONSchema(schema, { io: 'input' }).properties).toEqual({
    cpu: {
      description: 'Millicores such as 500m, or cores such as 0.5 or 2',
      anyOf: [
        { type: 'string', pattern: '^\\d{1,9}(\\.\\d{1,9})?(|m)$', examples: ['500m', '2'] },
        { type: 'number', exclusiveMinimum: 0 },
      ],
    },
    size: {
      description: 'Default: from the tier',
      type: 'string',
      pattern: '^\\d{1,9}(\\.\\d{1,9})?(Ti|Gi|Mi|gb|GB|mb|MB)$',
      examples: ['512Mi', '1.5Gi'],
    },
  });
});

describe('formatting takes the largest whole unit', () => {
  test.each([
    [formatMemory, 512, '512Mi'],
    [formatMemory, 1024, '1Gi'],
    [formatMemory, 1536, '1536Mi'],
    [formatMemory, 1_048_576, '1Ti'],
    [formatCpu, 500, '500m'],
    [formatCpu, 1500, '1500m'],
    [formatCpu, 2000, '2'],
    [formatSeconds, 0, '0s'],
    [formatSeconds, 90, '90s'],
    [formatSeconds, 300, '5m'],
    [formatSeconds, 5400, '90m'],
    [formatSeconds, 86_400, '1d'],
  ])('%p', (format, amount, text) => {
    expect(format(amount)).toBe(text);
  });

  test.each([1, 60, 511, 1024, 4096, 4_096_000])('and reads back %p', (amount) => {
    expect(memory().parse(formatMemory(amount))).toBe(amount);
    expect(seconds().parse(formatSeconds(amount))).toBe(amount);
    expect(cpu().parse(formatCpu(amount))).toBe(amount);
  });
});
