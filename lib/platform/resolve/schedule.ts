import { gapsMinutes } from '../cron-gap';
import type { Context } from './context';

/**
 * Of the two kinds of days a schedule may name one: what both together mean, not every cron agrees about. And it has to
 * come again: there is no 30th of February.
 *
 * @returns the longest time between two runs, seconds; 0 where it never comes again
 */
export function longestGapSeconds(context: Context, path: string, schedule: string): number {
  const [, , dayOfMonth, , dayOfWeek] = schedule.split(' ');
  if (dayOfMonth !== '*' && dayOfWeek !== '*') {
    context.fail(path, 'value', `must leave the day of the month or of the week to *, got "${schedule}"`);
  }
  const gaps = gapsMinutes(schedule);
  if (gaps === undefined) context.fail(path, 'value', `must name a time that comes again, got "${schedule}"`);
  return (gaps?.longest ?? 0) * 60;
}
