import type { Context } from './context';

/** Of the two kinds of days a schedule may name one: what both together mean, not every cron agrees about. */
export function checkDays(context: Context, path: string, schedule: string): void {
  const [, , dayOfMonth, , dayOfWeek] = schedule.split(' ');
  if (dayOfMonth !== '*' && dayOfWeek !== '*') {
    context.fail(path, 'value', `must leave the day of the month or of the week to *, got "${schedule}"`);
  }
}
