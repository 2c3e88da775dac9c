import { type Plain, toPlain } from './plain';

/**
 * JSON with keys sorted by code unit, two spaces, LF and one final newline: the same bytes for the same value.
 * `JSON.stringify` alone keeps the order of construction and turns NaN and undefined into null.
 *
 * @throws Error that names the path of what JSON cannot hold (see toPlain)
 */
export function toJson(value: unknown): string {
  return `${emit(toPlain(value), '\n')}\n`;
}

/** `lineBreak` is the newline with the indentation of the line on which the value ends. */
function emit(value: Plain, lineBreak: string): string {
  if (typeof value !== 'object' || value === null) {
    return JSON.stringify(value);
  }
  const inner = `${lineBreak}  `;
  if (value instanceof Map) {
    const members = Array.from(value, ([key, member]) => `${JSON.stringify(key)}: ${emit(member, inner)}`);
    return enclose('{', members, '}', inner, lineBreak);
  }
  const items = Array.from(value, (item) => emit(item, inner));
  return enclose('[', items, ']', inner, lineBreak);
}

function enclose(open: string, parts: readonly string[], close: string, inner: string, lineBreak: string): string {
  return parts.length === 0 ? open + close : `${open}${inner}${parts.join(`,${inner}`)}${lineBreak}${close}`;
}
