import type { Environment } from './settings';

/** Where a setting's value has to be fetched. */
export type Pointer =
  | { readonly from: 'secret'; readonly setting: string; readonly id: string; readonly key?: string }
  | { readonly from: 'parameter'; readonly setting: string; readonly id: string };

/** A setting put together from others: `postgresql://{DB_USER}:{DB_PASSWORD}@…`. */
export interface Template {
  readonly setting: string;
  readonly text: string;
}

interface PointerTable {
  /** What stands in the environment itself. */
  readonly plain: Readonly<Record<string, string>>;
  readonly pointers: readonly Pointer[];
  readonly templates: readonly Template[];
  /** Two sources for one setting, empty pointers. */
  readonly issues: readonly string[];
}

const SUFFIXES = { secret: '_SECRET_ID', key: '_SECRET_KEY', parameter: '_PARAMETER', template: '_TEMPLATE' } as const;

/**
 * Takes an environment apart. For a setting NAME:
 * - `NAME_SECRET_ID`: name or ARN of the secret; with `NAME_SECRET_KEY`, a property of the JSON object in it
 * - `NAME_PARAMETER`: name of an SSM parameter
 * - `NAME_TEMPLATE`: text with `{OTHER}` in it
 *
 * `NAME_SECRET_KEY` without `NAME_SECRET_ID` is a setting like any other.
 */
export function readPointers(env: Environment): PointerTable {
  const plain: Record<string, string> = {};
  const pointers: Pointer[] = [];
  const templates: Template[] = [];
  for (const [variable, value] of Object.entries(env)) {
    if (value === undefined) continue;
    const secret = stem(variable, SUFFIXES.secret);
    const parameter = stem(variable, SUFFIXES.parameter);
    const template = stem(variable, SUFFIXES.template);
    const keyed = stem(variable, SUFFIXES.key);
    if (secret !== undefined) {
      const key = env[secret + SUFFIXES.key];
      pointers.push({ from: 'secret', setting: secret, id: value, ...(key === undefined ? {} : { key }) });
    } else if (parameter !== undefined) {
      pointers.push({ from: 'parameter', setting: parameter, id: value });
    } else if (template !== undefined) {
      templates.push({ setting: template, text: value });
    } else if (keyed === undefined || env[keyed + SUFFIXES.secret] === undefined) {
      plain[variable] = value;
    }
  }
  return { plain, pointers, templates, issues: [...conflicts(plain, pointers, templates), ...empty(pointers)] };
}

function stem(variable: string, suffix: string): string | undefined {
  return variable.length > suffix.length && variable.endsWith(suffix) ? variable.slice(0, -suffix.length) : undefined;
}

function conflicts(plain: Environment, pointers: readonly Pointer[], templates: readonly Template[]): string[] {
  const sources = new Map<string, string[]>();
  const add = (setting: string, variable: string) => sources.set(setting, [...(sources.get(setting) ?? []), variable]);
  for (const { setting, from } of pointers) add(setting, setting + SUFFIXES[from]);
  for (const { setting } of templates) add(setting, setting + SUFFIXES.template);
  for (const setting of sources.keys()) if (Object.hasOwn(plain, setting)) add(setting, setting);
  return [...sources]
    .filter(([, variables]) => variables.length > 1)
    .map(([setting, variables]) => `${setting} has several sources: ${variables.sort().join(', ')}; keep one`);
}

function empty(pointers: readonly Pointer[]): string[] {
  return pointers
    .filter(({ id }) => id === '')
    .map(({ setting, from }) => `${setting}${SUFFIXES[from]} is empty; set it to the name of the ${from}`);
}
