import { setTimeout as sleep } from 'node:timers/promises';
import { withDeadline } from './deadline';
import { explainFailure, isThrottling } from './load-failure';
import { type Pointer, readPointers, type Template } from './setting-pointers';
import type { SettingSource } from './setting-source';
import type { Environment } from './settings';
import { SettingsError } from './settings-error';

export interface LoadOptions {
  /** Tries for each secret or parameter while the service says that we ask too often. @default 4 */
  readonly attempts?: number;
  /** Wait before the second try; doubled before each further one. Milliseconds. @default 200 */
  readonly delayMs?: number;
  /** Longest wait for one answer; a subnet without a way to the service gives none. Milliseconds. @default 5000 */
  readonly timeoutMs?: number;
}

type Outcome = { readonly value: string } | { readonly issue: string };

/**
 * The settings with every pointer followed: the plain variables, and those of secrets, parameters and templates. No
 * value stands in the function's configuration, where many may read it (E25). Each secret and parameter is fetched
 * once, all at the same time. The variables that only point (`NAME_SECRET_ID` …) are left out.
 * @throws SettingsError with all problems; it names settings and ids, never a value
 */
export async function loadSettings(
  env: Environment,
  source: SettingSource,
  options: LoadOptions = {},
): Promise<Record<string, string>> {
  const table = readPointers(env);
  if (table.issues.length > 0) throw new SettingsError(table.issues);

  const fetches = new Map<string, Promise<Outcome>>();
  const fetchOnce = (pointer: Pointer) => {
    const key = `${pointer.from} ${pointer.id}`;
    const outcome = fetches.get(key) ?? fetchValue(pointer, source, options);
    fetches.set(key, outcome);
    return outcome;
  };
  const loaded = await Promise.all(
    table.pointers.map(async (pointer) => [pointer, pick(pointer, await fetchOnce(pointer))] as const),
  );

  const issues: string[] = [];
  const settings: Record<string, string> = { ...table.plain };
  for (const [{ setting, from, id }, outcome] of loaded) {
    if ('value' in outcome) settings[setting] = outcome.value;
    else issues.push(`${setting}: ${from} ${id} ${outcome.issue}`);
  }
  const failed = loaded.filter(([, outcome]) => 'issue' in outcome).map(([{ setting }]) => setting);
  const composed = table.templates.map((template) => compose(template, settings, failed));
  issues.push(...composed.flatMap((result) => result.issues));
  if (issues.length > 0) throw new SettingsError(issues);
  return { ...settings, ...Object.fromEntries(composed.map(({ setting, text }) => [setting, text])) };
}

/**
 * Fills a template. Its parts are settings that are not templates themselves, so no order and no cycle can matter.
 * @param failed settings of which an issue already tells
 */
function compose({ setting, text }: Template, parts: Environment, failed: readonly string[]) {
  const issues: string[] = [];
  const filled = text.replace(/\{([A-Z][A-Z0-9_]*)\}/g, (_, name: string) => {
    const part = parts[name];
    if (part === undefined && !failed.includes(name)) {
      issues.push(`${setting}: its template needs ${name}, which is not set, or made from a template itself`);
    }
    return percentEncode(part ?? '');
  });
  return { setting, text: filled, issues };
}

/** Every character that could end a part of a URL, and those that encodeURIComponent leaves: ! ' ( ) * */
function percentEncode(text: string): string {
  return encodeURIComponent(text).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

async function fetchValue(pointer: Pointer, source: SettingSource, options: LoadOptions): Promise<Outcome> {
  const { attempts = 4, delayMs = 200, timeoutMs = 5_000 } = options;
  for (let attempt = 1; ; attempt += 1) {
    try {
      const value = await withDeadline(timeoutMs, () => source[pointer.from](pointer.id));
      if (value === '') return { issue: explainFailure('empty', pointer) };
      return { value };
    } catch (error) {
      if (!isThrottling(error) || attempt >= attempts) return { issue: explainFailure(error, pointer) };
      await sleep(delayMs * 2 ** (attempt - 1));
    }
  }
}

/** The property that a pointer names, where it names one. */
function pick(pointer: Pointer, outcome: Outcome): Outcome {
  if (pointer.from !== 'secret' || pointer.key === undefined || 'issue' in outcome) return outcome;
  const { key } = pointer;
  const object = parseObject(outcome.value);
  if (object === undefined) return { issue: `is not a JSON object, so it has no property ${key}` };
  if (!Object.hasOwn(object, key)) return { issue: `has no property ${key}` };
  const value = object[key];
  if (typeof value === 'number' || typeof value === 'boolean') return { value: String(value) };
  return typeof value === 'string' && value !== '' ? { value } : { issue: `holds no text in its property ${key}` };
}

function parseObject(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : undefined;
  } catch {
    return undefined; // the parser's message would quote the secret
  }
}
