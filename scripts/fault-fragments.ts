import { stringify } from 'yaml';
import type { Document } from '../lib/platform/facts';
import type { PlantedFault } from '../test/rules/output/faults';
import type { Planted } from '../test/rules/output/planted';

type Path = readonly (string | number)[];

/** By what a member of a list is known. */
const keys = ['name', 'alert', 'record', 'job_name', 'host'];

/** A part of a file, as a page shows it. */
export interface Fragment {
  readonly language: string;
  readonly text: string;
}

/** Where a fault is planted: the part of the file without it and with it, with nothing beside but what tells members of lists apart. */
export function fragments({ at, file }: PlantedFault, { before, after }: Planted): readonly [Fragment, Fragment] {
  const part = ({ value }: Document): Fragment => {
    if (typeof at === 'string') return { language: 'text', text: linesAround(String(before.value).indexOf(at), value) };
    const found = only(value, at);
    return file.endsWith('.json')
      ? { language: 'json', text: JSON.stringify(found, null, 2) }
      : { language: 'yaml', text: stringify(found, { lineWidth: 0 }) };
  };
  return [part(before), part(after)];
}

/** The line at an index of a text, and its neighbours. */
function linesAround(index: number, value: unknown): string {
  const text = String(value);
  const line = text.slice(0, index).split('\n').length - 1;
  return text
    .split('\n')
    .slice(Math.max(0, line - 1), line + 2)
    .join('\n');
}

function only(value: unknown, [key, ...rest]: Path): unknown {
  if (key === undefined) return value;
  if (Array.isArray(value)) {
    const member: unknown = value[Number(key)];
    const part = only(member, rest);
    return [rest.length === 0 || !isFields(part) ? part : { ...knownBy(member), ...part }];
  }
  return isFields(value) && key in value ? { [key]: only(value[key], rest) } : {};
}

const knownBy = (member: unknown): Readonly<Record<string, unknown>> =>
  isFields(member) ? Object.fromEntries(keys.filter((key) => key in member).map((key) => [key, member[key]])) : {};

const isFields = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
