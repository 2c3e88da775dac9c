import { z } from 'zod';

/** Names of days, in the order in which cron counts them from 0. */
const weekdays = ['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT'];

/** A field, its least and its most. Sunday is 0 alone: the controller of CronJobs refuses 7. */
const fields = [
  ['minute', 0, 59],
  ['hour', 0, 23],
  ['day of the month', 1, 31],
  ['month', 1, 12],
  ['day of the week', 0, 6],
] as const;

const listOf = (part: string): string => `${part}(,${part})*`;
const numbers = listOf('(\\*|\\d{1,2}(-\\d{1,2})?)(/\\d{1,2})?');
const names = `(\\*|${listOf('[A-Z]{3}(-[A-Z]{3})?')})`;

/** How a schedule says its days of the week; every other field is in numbers. */
const forms = {
  numbers: { days: numbers, error: 'must be five fields of cron in numbers, such as "30 2 * * *"' },
  /** Cron counts from 0 and AWS from 1. */
  names: {
    days: names,
    error: 'must be a cron schedule such as "0 2 * * *", a day of the week by its name such as SUN',
  },
  either: { days: `(${numbers}|${names})`, error: 'must be five fields of cron, such as "17 3 * * 1"' },
} as const;

/** A schedule of cron that every cron reads alike: numbers, ranges, lists and steps, each within its field. */
export function cron(form: keyof typeof forms) {
  const { days, error } = forms[form];
  const pattern = new RegExp(`^(${numbers} ){4}${days}$`);
  return z
    .string()
    .regex(pattern, { error })
    .superRefine((schedule, context) => {
      if (!pattern.test(schedule)) return;
      for (const message of faults(schedule)) context.addIssue({ code: 'custom', message });
    });
}

function faults(schedule: string): readonly string[] {
  return schedule.split(' ').flatMap((field, index) => {
    const [name, least, most] = fields[index] ?? ['field', 0, 0];
    return field.split(',').flatMap((part) => {
      const wrong = faultOf(part, least, most);
      return wrong === undefined ? [] : [`the ${name} ${wrong}, got "${part}"`];
    });
  });
}

function faultOf(part: string, least: number, most: number): string | undefined {
  const [range = '', step] = part.split('/');
  const ends = range === '*' ? [] : range.split('-');
  const values = ends.map((end) => (/^\d+$/.test(end) ? Number(end) : weekdays.indexOf(end)));
  if (values.some((value) => value < least || value > most)) {
    return /[A-Z]/.test(part) ? `must be one of ${weekdays.join(', ')}` : `must be ${least} to ${most}`;
  }
  const [from = least, to = most] = values;
  // By name a range may go over the end of the week, as AWS reads it.
  if (from > to && !/[A-Z]/.test(part)) return 'must not go backwards';
  return step !== undefined && (Number(step) < 1 || Number(step) > most)
    ? `must have a step of 1 to ${most}`
    : undefined;
}
