import { cron } from '../../lib/config/schema/cron';

const messages = (form: Parameters<typeof cron>[0], schedule: string): readonly string[] =>
  cron(form)
    .safeParse(schedule)
    .error?.issues.map(({ message }) => message) ?? [];

test.each<[Parameters<typeof cron>[0], string]>([
  ['numbers', '30 2 * * *'],
  ['numbers', '0,59 0-23/6 1,31 12 0-6'],
  ['numbers', '*/59 */23 */31 */12 */6'],
  ['names', '0 2 * * SUN'],
  ['names', '0 2 * * FRI-MON,WED'],
  ['either', '17 3 * * 1'],
  ['either', '17 3 * * MON-FRI'],
])('of %s: %s', (form, schedule) => {
  expect(messages(form, schedule)).toEqual([]);
});

test.each<[Parameters<typeof cron>[0], string, string[]]>([
  ['numbers', '61 2 * * *', ['the minute must be 0 to 59, got "61"']],
  ['numbers', '30 25 * * *', ['the hour must be 0 to 23, got "25"']],
  ['numbers', '30 24 * * *', ['the hour must be 0 to 23, got "24"']],
  ['numbers', '0 2 0 * *', ['the day of the month must be 1 to 31, got "0"']],
  ['numbers', '0 2 32 13 *', ['the day of the month must be 1 to 31, got "32"', 'the month must be 1 to 12, got "13"']],
  ['numbers', '30 2 * * 9', ['the day of the week must be 0 to 6, got "9"']],
  ['numbers', '30 2 * * 7', ['the day of the week must be 0 to 6, got "7"']],
  ['numbers', '5-1 2 * * *', ['the minute must not go backwards, got "5-1"']],
  ['numbers', '0,10-60 2 * * *', ['the minute must be 0 to 59, got "10-60"']],
  ['numbers', '*/0 2 * * *', ['the minute must have a step of 1 to 59, got "*/0"']],
  ['numbers', '*/60 2 * * *', ['the minute must have a step of 1 to 59, got "*/60"']],
  ['numbers', '0 2 * * SUN', ['must be five fields of cron in numbers, such as "30 2 * * *"']],
  ['numbers', '0 2 * *', ['must be five fields of cron in numbers, such as "30 2 * * *"']],
  ['numbers', '-1 2 * * *', ['must be five fields of cron in numbers, such as "30 2 * * *"']],
  ['names', '0 2 * * 0', ['must be a cron schedule such as "0 2 * * *", a day of the week by its name such as SUN']],
  [
    'names',
    '99 30 * * DAY',
    [
      'the minute must be 0 to 59, got "99"',
      'the hour must be 0 to 23, got "30"',
      'the day of the week must be one of SUN, MON, TUE, WED, THU, FRI, SAT, got "DAY"',
    ],
  ],
  ['either', '17 3 * * mon', ['must be five fields of cron, such as "17 3 * * 1"']],
  ['either', '@daily', ['must be five fields of cron, such as "17 3 * * 1"']],
])('of %s: %s is refused', (form, schedule, expected) => {
  expect(messages(form, schedule)).toEqual(expected);
});
