export interface ParsedSample {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

export interface ParsedFamily {
  readonly type: string;
  readonly samples: ParsedSample[];
}

const SUFFIXES: Readonly<Record<string, readonly string[]>> = {
  counter: [''],
  gauge: [''],
  histogram: ['_bucket', '_sum', '_count'],
};

/**
 * A strict reader of the text format 0.0.4, written from its specification and apart from the writer: HELP, then TYPE,
 * then the samples of that family; no family twice, no series twice; counters end in `_total`; a histogram's buckets
 * grow, end with +Inf, and that one equals the count.
 * @throws Error that names the line
 */
export function parseMetrics(text: string): Map<string, ParsedFamily> {
  if (!text.endsWith('\n')) throw new Error('no newline at the end');
  const families = new Map<string, ParsedFamily>();
  const series = new Set<string>();
  let help: string | undefined;
  let current: [string, ParsedFamily] | undefined;
  for (const line of text.slice(0, -1).split('\n')) {
    const refuse = (why: string): never => {
      throw new Error(`${why}: ${line}`);
    };
    const comment = /^# (HELP|TYPE) ([a-zA-Z_:][a-zA-Z0-9_:]*) (.+)$/.exec(line);
    if (comment !== null) {
      const [, kind, name = '', rest = ''] = comment;
      if (kind === 'HELP') {
        if (families.has(name)) refuse('family twice');
        help = name;
        continue;
      }
      if (help !== name) refuse('TYPE without its HELP');
      if (!Object.hasOwn(SUFFIXES, rest)) refuse('unknown type');
      if (rest === 'counter' && !name.endsWith('_total')) refuse('counter without _total');
      current = [name, { type: rest, samples: [] }];
      families.set(...current);
      continue;
    }
    const sample = /^([a-zA-Z_:][a-zA-Z0-9_:]*)(?:\{(.*)\})? (\S+)$/.exec(line);
    if (sample === null || current === undefined) return refuse('not a sample');
    const [, name = '', labelText = '', number = ''] = sample;
    const [family, { type, samples }] = current;
    if (!(SUFFIXES[type] ?? []).some((suffix) => name === family + suffix)) refuse('sample outside its family');
    const labels = parseLabels(labelText, refuse);
    const key = name + JSON.stringify(Object.entries(labels).sort());
    if (series.has(key)) refuse('series twice');
    series.add(key);
    if (!/^[+-]?(\d+(\.\d+)?(e[+-]?\d+)?|Inf)$|^NaN$/.test(number)) refuse('not a number');
    samples.push({ name, labels, value: Number(number.replace('Inf', 'Infinity')) });
  }
  for (const [name, family] of families) if (family.type === 'histogram') checkHistogram(name, family.samples);
  return families;
}

function parseLabels(text: string, refuse: (why: string) => never): Record<string, string> {
  const labels: Record<string, string> = {};
  let rest = text;
  while (rest !== '') {
    const match = /^([a-zA-Z_][a-zA-Z0-9_]*)="((?:[^"\\]|\\["\\n])*)"(?:,(?=.)|$)/.exec(rest);
    if (match === null) return refuse('bad labels');
    const [whole, name = '', value = ''] = match;
    if (Object.hasOwn(labels, name)) refuse('label twice');
    labels[name] = value.replace(/\\(.)/g, (_, character: string) => (character === 'n' ? '\n' : character));
    rest = rest.slice(whole.length);
  }
  return labels;
}

function checkHistogram(name: string, samples: readonly ParsedSample[]): void {
  const groups = new Map<string, ParsedSample[]>();
  for (const sample of samples) {
    const { le: _, ...labels } = sample.labels;
    const key = JSON.stringify(labels);
    groups.set(key, [...(groups.get(key) ?? []), sample]);
  }
  for (const [key, group] of groups) {
    const of = (suffix: string) => group.filter((sample) => sample.name === name + suffix);
    const bounds = of('_bucket').map(({ labels }) => Number((labels.le ?? 'x').replace('Inf', 'Infinity')));
    const counts = of('_bucket').map(({ value }) => value);
    const grows = (list: readonly number[], strictly: boolean) =>
      list.every((value, index) => index === 0 || (list[index - 1] ?? 0) < value + (strictly ? 0 : 1e-9));
    if (!grows(bounds, true) || !grows(counts, false)) throw new Error(`buckets of ${name} ${key} do not grow`);
    if (bounds.at(-1) !== Number.POSITIVE_INFINITY) throw new Error(`${name} ${key} has no bucket for +Inf`);
    if (of('_sum').length !== 1 || of('_count')[0]?.value !== counts.at(-1))
      throw new Error(`${name} ${key} miscounts`);
  }
}
