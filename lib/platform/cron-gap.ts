const MINUTES_PER_DAY = 1440;
/** After so many years the days of the week fall on the same dates again. */
const YEARS = 28;
const weekdays = ['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT'];

/** The least and the most of each field: minute, hour, day of the month, month, day of the week. */
const bounds: readonly (readonly [number, number])[] = [
  [0, 59],
  [0, 23],
  [1, 31],
  [1, 12],
  [0, 6],
];

export interface Gaps {
  readonly shortest: number;
  readonly longest: number;
}

/**
 * The shortest and the longest time between two runs of a schedule of cron in five fields, in minutes; undefined where it
 * never runs. A day is one of a run where the month and both days match: one of the two is `*` in what the config takes.
 */
export function gapsMinutes(schedule: string): Gaps | undefined {
  const [minutes = [], hours = [], dates = [], months = [], days = []] = schedule
    .split(' ')
    .map((field, index) => valuesOf(field, bounds[index]));
  const times = hours.flatMap((hour) => minutes.map((minute) => hour * 60 + minute)).sort((a, b) => a - b);
  const [first, last] = [times[0], times.at(-1)];
  if (first === undefined || last === undefined) return undefined;
  const between = times.slice(1).map((time, index) => time - (times[index] ?? 0));
  const apart = daysApart(new Set(dates), new Set(months), new Set(days));
  if (apart === undefined) return undefined;
  const overNight = (count: number) => count * MINUTES_PER_DAY - last + first;
  return {
    shortest: Math.min(...between, overNight(apart.least)),
    longest: Math.max(...between, overNight(apart.most)),
  };
}

/** The fewest and the most days from one day of a run to the next, over a cycle of years that begins with a leap year, on a Sunday. */
function daysApart(
  dates: ReadonlySet<number>,
  months: ReadonlySet<number>,
  days: ReadonlySet<number>,
): { readonly least: number; readonly most: number } | undefined {
  let least = Number.POSITIVE_INFINITY;
  let most = 0;
  let before: number | undefined;
  let today = 0;
  for (let month = 0; month < YEARS * 12; month += 1) {
    const length = lengthOf(month);
    const isOne = months.has((month % 12) + 1);
    for (let date = 1; isOne && date <= length; date += 1) {
      const day = today + date - 1;
      if (!dates.has(date) || !days.has(day % 7)) continue;
      if (before !== undefined) {
        least = Math.min(least, day - before);
        most = Math.max(most, day - before);
      }
      before = day;
    }
    today += length;
  }
  return most === 0 ? undefined : { least, most };
}

/** Days of a month, counted from the first January. */
function lengthOf(month: number): number {
  const length = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month % 12] ?? 0;
  return month % 12 === 1 && Math.floor(month / 12) % 4 === 0 ? length + 1 : length;
}

/** A list of values, ranges and steps: `0`, `*`, `9-17`, `MON,THU`. */
function valuesOf(field: string, [least, most] = [0, 0] as readonly [number, number]): readonly number[] {
  return field.split(',').flatMap((part) => {
    const [range = '', step] = part.split('/');
    const [from, to] = range.split('-').map(numberOf);
    const start = range === '*' ? least : (from ?? least);
    const end = range === '*' || (step !== undefined && to === undefined) ? most : (to ?? start);
    const every = Number(step ?? 1);
    if (every < 1) return [];
    // `FRI-MON` goes over the end of the week.
    const length = (end < start ? end + most - least + 1 : end) - start + 1;
    return Array.from({ length: Math.ceil(length / every) }, (_, index) => start + index * every).map((value) =>
      value > most ? value - (most - least + 1) : value,
    );
  });
}

function numberOf(text: string): number {
  const day = weekdays.indexOf(text);
  return day === -1 ? Number(text) : day;
}
