import { toYaml } from '../emit/yaml';
import type { Variable } from './model';

/** A YAML file of Compose: every text means itself, and only a `Variable` is filled in from `.env`. */
export const composeYaml = (value: object, header: readonly string[]): string =>
  toYaml(interpolated(value), { header });

function interpolated(value: unknown): unknown {
  if (typeof value === 'string') return value.replaceAll('$', '$$$$');
  if (Array.isArray(value)) return value.map(interpolated);
  if (typeof value !== 'object' || value === null) return value;
  if (isVariable(value)) return `\${${value.variable}:?${value.message}}`;
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, interpolated(member)]));
}

const isVariable = (value: object): value is Variable => 'variable' in value && 'message' in value;
