/** Cron counts from Sunday, which is 0 and 7; AWS counts from 1, so that only names mean the same in both. */
const days = ['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT', 'SUN'];

/**
 * A schedule of cron as AWS writes it: with a year, and `?` for the one of the two days that says nothing.
 * `0 2 * * *` → `cron(0 2 * * ? *)`, `30 4 * * 0` and `30 4 * * SUN` → `cron(30 4 ? * SUN *)`.
 */
export function awsCron(schedule: string): string {
  const [minute, hour, dayOfMonth, month, dayOfWeek = '*'] = schedule.split(' ');
  const named = dayOfWeek.replace(/[0-7]/g, (day) => days[Number(day)] ?? day);
  const [ofMonth, ofWeek] = dayOfWeek === '*' ? [dayOfMonth, '?'] : ['?', named];
  return `cron(${minute} ${hour} ${ofMonth} ${month} ${ofWeek} *)`;
}
