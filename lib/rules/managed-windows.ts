import type { Platform } from '../platform/types';
import type { Rule } from './types';

const DAY = 24 * 60;
const WEEK = 7 * DAY;
const days = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];

interface Window {
  /** Minutes since Sunday, midnight. */
  readonly start: number;
  readonly minutes: number;
}

/** AWS refuses windows that overlap or are too short; the database and the cache alike. */
export const managedWindows: Rule = {
  id: 'managed-windows',
  severity: 'error',
  protects: 'the first deployment from failing half way, at the database or the cache',
  source: 'AWS, CreateDBCluster PreferredBackupWindow; CreateReplicationGroup SnapshotWindow',
  reads: [
    'stores.postgres.backupWindow',
    'stores.postgres.maintenanceWindow',
    'stores.redis.snapshotWindow',
    'stores.redis.maintenanceWindow',
    'stores.redis.snapshotRetentionDays',
  ],
  wayOut: 'move or lengthen one of the two windows',
  check: ({ stores }) =>
    windowsOf(stores).flatMap(({ store, backupKey, backup, least, maintenance }) => [
      ...(daily(backup).minutes >= least
        ? []
        : [
            {
              path: `stores.${store}.${backupKey}`,
              message: `must last at least ${least} minutes, got ${backup}`,
              value: backup,
              limit: `${least} minutes`,
            },
          ]),
      ...(everyDay(daily(backup)).some((window) => overlap(window, weekly(maintenance)))
        ? [
            {
              path: `stores.${store}.maintenanceWindow`,
              message: `${maintenance} overlaps with ${backupKey} ${backup}, and AWS refuses windows that do; move one of them`,
            },
          ]
        : []),
    ]),
};

function windowsOf({ postgres, redis }: Platform['stores']) {
  return [
    ...(postgres.provider === 'aurora'
      ? [
          {
            store: 'postgres',
            backupKey: 'backupWindow',
            backup: postgres.backupWindow,
            least: 30,
            maintenance: postgres.maintenanceWindow,
          },
        ]
      : []),
    ...(redis.provider === 'elasticache' && redis.snapshotRetentionDays > 0
      ? [
          {
            store: 'redis',
            backupKey: 'snapshotWindow',
            backup: redis.snapshotWindow,
            least: 60,
            maintenance: redis.maintenanceWindow,
          },
        ]
      : []),
  ];
}

/** `04:00` → 240. */
function minuteOf(time: string): number {
  const [hour = 0, minute = 0] = time.split(':').map(Number);
  return 60 * hour + minute;
}

/** `04:00-05:00`; over midnight too. */
function daily(text: string): Window {
  const [start = 0, end = 0] = text.split('-').map(minuteOf);
  return { start, minutes: (end - start + DAY) % DAY };
}

/** `sun:06:00-sun:07:00`; over the end of the week too. */
function weekly(text: string): Window {
  const [start = 0, end = 0] = text
    .split('-')
    .map((time) => days.indexOf(time.slice(0, 3)) * DAY + minuteOf(time.slice(4)));
  return { start, minutes: (end - start + WEEK) % WEEK };
}

const everyDay = ({ start, minutes }: Window): Window[] =>
  days.map((_, day) => ({ start: day * DAY + start, minutes }));

/** On the circle of a week: one begins inside the other. */
function overlap(a: Window, b: Window): boolean {
  const after = (from: number, to: number) => (to - from + WEEK) % WEEK;
  return after(a.start, b.start) < a.minutes || after(b.start, a.start) < b.minutes;
}
