/** A checked value: what both YAML and JSON can say, and nothing else. Maps hold their keys by code unit. */
export type Plain = null | boolean | number | string | readonly Plain[] | Map<string, Plain>;

/**
 * A checked copy with sorted keys, so that the order of construction never reaches a file.
 * Members that are undefined are dropped, as in JSON. A Map, because an object would put keys such as `10` first.
 *
 * @throws Error that names the path of what no file can hold: undefined in a list, NaN, Infinity, -0, bigint,
 * functions, symbols, dates, class instances, half a surrogate pair, cycles. JSON.stringify would lose these in silence.
 */
export function toPlain(value: unknown): Plain {
  return copy(value, [], new Set());
}

type Key = string | number;

/** `path` and `open` (the objects around this one) are pushed and popped, so that a good value costs no strings. */
function copy(value: unknown, path: Key[], open: Set<object>): Plain {
  switch (typeof value) {
    case 'string':
      return wellFormed(value, path);
    case 'number':
      if (!Number.isFinite(value) || Object.is(value, -0)) {
        throw refusal(path, Object.is(value, -0) ? '-0' : String(value));
      }
      return value;
    case 'boolean':
      return value;
    case 'object':
      return value === null ? null : copyObject(value, path, open);
    case 'undefined':
      throw refusal(path, 'undefined');
    default:
      throw refusal(path, `a ${typeof value}`);
  }
}

function copyObject(value: object, path: Key[], open: Set<object>): Plain {
  if (open.has(value)) {
    throw refusal(path, 'a cycle');
  }
  open.add(value);
  const result = Array.isArray(value) ? copyList(value, path, open) : copyMap(value, path, open);
  open.delete(value);
  return result;
}

function copyList(value: readonly unknown[], path: Key[], open: Set<object>): Plain {
  const result: Plain[] = [];
  // By index, which also visits holes.
  for (let index = 0; index < value.length; index += 1) {
    path.push(index);
    result.push(copy(value[index], path, open));
    path.pop();
  }
  return result;
}

function copyMap(value: object, path: Key[], open: Set<object>): Plain {
  if (!isPlainObject(value)) {
    throw refusal(path, `an instance of ${value.constructor?.name || 'a class'}`);
  }
  if (Object.getOwnPropertySymbols(value).length > 0) {
    throw refusal(path, 'a member named by a symbol');
  }
  const result = new Map<string, Plain>();
  for (const key of Object.keys(value).sort()) {
    const member = value[key];
    if (member !== undefined) {
      path.push(key);
      result.set(wellFormed(key, path), copy(member, path, open));
      path.pop();
    }
  }
  return result;
}

/** Made by `{}` or `Object.create(null)`, also in another realm (a vm, a worker). */
function isPlainObject(value: object): value is Record<string, unknown> {
  const prototype: unknown = Object.getPrototypeOf(value);
  if (typeof prototype !== 'object' || prototype === null) {
    return true;
  }
  return Object.getPrototypeOf(prototype) === null && Object.hasOwn(prototype, 'hasOwnProperty');
}

function wellFormed(text: string, path: readonly Key[]): string {
  // The first test is cheap and nearly always enough; the second knows pairs.
  if (/[\ud800-\udfff]/.test(text) && /\p{Surrogate}/u.test(text)) {
    throw refusal(path, 'half of a surrogate pair');
  }
  return text;
}

function refusal(path: readonly Key[], what: string): Error {
  return new Error(
    `${formatPath(path)}: ${what} cannot be written; allowed are text, finite numbers, booleans, null, lists and plain objects`,
  );
}

/** `spec.containers[0].name`; quoted where a key is not a simple word: `annotations["a.b/c"]`. */
function formatPath(path: readonly Key[]): string {
  const text = path
    .map((key) => {
      if (typeof key === 'number') {
        return `[${key}]`;
      }
      return /^[A-Za-z_][\w-]*$/.test(key) ? `.${key}` : `[${JSON.stringify(key)}]`;
    })
    .join('');
  return text === '' ? 'the value' : text.replace(/^\./, '');
}
