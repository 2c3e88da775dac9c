/** What is wrong with one line of a file of variables. */
export interface EnvProblem {
  readonly line: number;
  readonly message: string;
}

export interface EnvFile {
  /** By name; of a name that is there twice the last one, as Compose takes it. */
  readonly values: ReadonlyMap<string, string>;
  readonly problems: readonly EnvProblem[];
}

/** A value that a person meant to write, and Compose would read otherwise. */
const EXPANDED = /(^|[^\\])\$/;

/**
 * Reads `.env` as Compose reads it, and refuses what it would read in another way than it looks: a `$` outside of single
 * quotes, values over several lines, names without a value.
 */
export function readEnvFile(text: string): EnvFile {
  const values = new Map<string, string>();
  const problems: EnvProblem[] = [];
  for (const [index, line] of text.split(/\r?\n/).entries()) {
    if (/^\s*(#|$)/.test(line)) continue;
    const { name, rest } = /^\s*(?:export\s+)?(?<name>[A-Za-z_]\w*)\s*=\s*(?<rest>.*?)\s*$/.exec(line)?.groups ?? {};
    const value = name === undefined || rest === undefined ? 'must be NAME=value on one line' : readValue(rest);
    if (typeof value === 'string') problems.push({ line: index + 1, message: value });
    else if (name !== undefined) values.set(name, value.text);
  }
  return { values, problems };
}

/** The value, or what is wrong with it. */
function readValue(rest: string): { readonly text: string } | string {
  const single = /^'([^']*)'\s*(#.*)?$/.exec(rest);
  if (single !== null) return { text: single[1] ?? '' };
  const double = /^"((?:[^"\\]|\\.)*)"\s*(#.*)?$/.exec(rest);
  const text = double?.[1] ?? rest.replace(/\s+#.*$/, '');
  if (double === null && /^['"]/.test(rest)) return 'has a quote that does not end on its line';
  if (EXPANDED.test(text)) return 'has a "$" that Compose would expand; put the value in single quotes';
  return { text: double === null ? text : text.replace(/\\(.)/g, '$1') };
}

/** A value so that Compose reads back these very characters. Throws for a line break or a control character. */
export function quoteEnvValue(value: string): string {
  if (/\p{Cc}/u.test(value)) throw new Error('a value with a control character cannot stand in .env');
  return value.includes("'") ? `"${value.replace(/[\\"$]/g, '\\$&')}"` : `'${value}'`;
}

/** One line to be written. */
export interface EnvAddition {
  readonly name: string;
  /** Empty: a person fills it in, between the quotes. */
  readonly value: string;
  readonly description: string;
}

/** The same file with more in it: a name without a value gets one where it stands, others follow at the end. */
export function addToEnvFile(text: string, additions: readonly EnvAddition[]): string {
  const lines = text === '' ? [] : text.replace(/\r?\n$/, '').split('\n');
  for (const { name, value, description } of additions) {
    const line = `${name}=${quoteEnvValue(value)}`;
    const at = lines.findLastIndex((one) => new RegExp(`^\\s*(?:export\\s+)?${name}\\s*=`).test(one));
    if (at >= 0) lines[at] = line;
    else lines.push(...(lines.length === 0 ? [] : ['']), `# ${description}`, line);
  }
  return lines.length === 0 ? '' : `${lines.join('\n')}\n`;
}
