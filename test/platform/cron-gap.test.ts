import { gapsMinutes } from '../../lib/platform/cron-gap';

const HOUR = 60;
const DAY = 24 * HOUR;

test.each([
  ['0 2 * * *', DAY],
  ['*/15 * * * *', 15],
  ['7/20 * * * *', 20],
  ['0 0-23/6 * * *', 6 * HOUR],
  ['0 2,14 * * *', 12 * HOUR],
  ['0 2,4 * * *', 22 * HOUR],
  ['30 4 * * SUN', 7 * DAY],
  ['0 2 * * MON-FRI', 3 * DAY],
  ['0 2 * * FRI-MON', 4 * DAY],
  ['0 2 * * MON,THU', 4 * DAY],
  ['0 2 1 * *', 31 * DAY],
  ['0 2 31 * *', 61 * DAY],
  ['0 2 30 * *', 60 * DAY],
  ['0 2 1 1 *', 366 * DAY],
  ['0 2 29 2 *', 4 * 365 * DAY + DAY],
] as const)('%s leaves %i minutes between two runs at the longest', (schedule, minutes) => {
  expect(gapsMinutes(schedule)?.longest).toBe(minutes);
});

test.each(['0 2 30 2 *', '0 2 0 * *', '0 */0 * * *'])('%s never runs', (schedule) => {
  expect(gapsMinutes(schedule)).toBeUndefined();
});

test.each([
  ['0 2 * * *', DAY],
  ['0,59 * * * *', 1],
  ['0 2,4 * * *', 2 * HOUR],
  ['0 1,23 * * *', 2 * HOUR],
  ['0 1,23 * * SUN', 22 * HOUR],
  ['0 2 31 * *', 31 * DAY],
  ['0 2 29 2 *', 4 * 365 * DAY + DAY],
] as const)('%s leaves %i minutes between two runs at the shortest', (schedule, minutes) => {
  expect(gapsMinutes(schedule)?.shortest).toBe(minutes);
});
