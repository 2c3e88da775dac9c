/**
 * A schedule of cron as AWS writes it: with a year, and `?` for the one of the two days that says nothing.
 * `0 2 * * *` → `cron(0 2 * * ? *)`, `30 4 * * SUN` → `cron(30 4 ? * SUN *)`.
 */
export function awsCron(schedule: string): string {
  const [minute, hour, dayOfMonth, month, dayOfWeek] = schedule.split(' ');
  const days = dayOfWeek === '*' ? [dayOfMonth, '?'] : ['?', dayOfWeek];
  return `cron(${minute} ${hour} ${days[0]} ${month} ${days[1]} *)`;
}
