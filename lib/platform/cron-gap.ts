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
  const gaps = new Set(times.slice(1).map((time, index) => time - (times[index] ?? 0)));
  let before: number | undefined;
  let runs = 0;
  for (const [index, day] of calendar().entries()) {
    if (!months.includes(day.month) || !dates.includes(day.date) || !days.includes(index % 7)) continue;
    if (before !== undefined) gaps.add((index - before) * MINUTES_PER_DAY - last + first);
    before = index;
    runs += 1;
  }
  return runs < 2 ? undefined : { shortest: Math.min(...gaps), longest: Math.max(...gaps) };
}

/** Every day of a cycle of years that begins with a leap year, on a Sunday. */
function calendar(): readonly { readonly month: number; readonly date: number }[] {
  const year = (leap: boolean) =>
    [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31].flatMap((length, month) =>
      Array.from({ length }, (_, date) => ({ month: month + 1, date: date + 1 })),
    );
  return Array.from({ length: YEARS }, (_, index) => year(index % 4 === 0)).flat();
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
