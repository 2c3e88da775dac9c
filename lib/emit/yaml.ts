import { type Plain, toPlain } from './plain';

/**
 * One YAML document that YAML 1.1 readers (PyYAML, go-yaml, Psych) and 1.2 readers read alike.
 * The same value gives the same bytes, whatever the order of its keys: sorted by code unit, except that an object
 * with `apiVersion` and `kind` starts with apiVersion, kind and metadata, and its metadata with name and namespace.
 * Two spaces, LF, one final newline, no folded lines, no anchors: a value referred to twice is written twice.
 *
 * An emitter of our own: js-yaml's `dump` leaves `0X1F`, `1_0e3` and `2025-02-30` bare, which go-yaml (kubectl) reads
 * as numbers or PyYAML refuses, and takes 27 ms for 60 objects in a new process, where this takes 7.
 *
 * @param options.header lines of the comment on top, without `#`
 * @throws Error that names the path of what YAML cannot hold (see toPlain), or a header line with a control character
 */
export function toYaml(value: unknown, options: { readonly header?: readonly string[] } = {}): string {
  const plain = toPlain(value);
  const body = isScalar(plain) ? scalar(plain, '  ') : block(plain, '', []);
  return `${(options.header ?? []).map(comment).join('')}${body}\n`;
}

type Scalar = null | boolean | number | string;
type Collection = Exclude<Plain, Scalar>;

/** Text that stands bare: printable ASCII whose first character starts nothing else in YAML. */
const BARE = /^(?:[A-Za-z0-9_/$(]|--?[A-Za-z])(?:[ -~]*[!-~])?$/;
/** Inside bare text: the end of a key, or a comment. */
const INDICATOR = /: |:$| #/;
/** Booleans and null of either version, in any case. */
const WORD = /^(?:y|n|yes|no|on|off|true|false|null)$/i;
/**
 * Text that starts with a digit, or is a mere exponent, and may be a number, date, time or base-60 number to some reader. Wider than any
 * reader, so that versions and IP addresses are quoted too, but not `500m`, `1Gi` or `10.0.0.0/8`.
 */
const NUMERIC = /^[0-9][-+0-9a-fA-FxXoObB_.,:TtZz ]*$|^-?[eE][-+]?[0-9_]+$/;
/** Control, invisible and text-direction characters except tab and LF: always escaped, so that a review sees them. */
const INVISIBLE =
  /[^\P{Cc}\t\n]|[\xa0\xad\u061c\u180e\u200b-\u200f\u2028-\u202f\u2060-\u206f\ufeff\ufff0-\ufffb\ufffe\uffff]/u;
const INVISIBLE_ALL = new RegExp(INVISIBLE, 'gu');
/** Where a block scalar would need an indentation indicator, or would end in blanks that editors remove. */
const UNSAFE_BLOCK = /^[ \t\n]|[ \t](?:\n|$)|\n\n$/;
/** YAML readers accept keys up to 1024 characters without `?`; quoting and escapes are counted. */
const LONGEST_KEY = 1000;

const FIRST_IN_OBJECT = ['apiVersion', 'kind', 'metadata'];
const FIRST_IN_METADATA = ['name', 'namespace'];

function comment(line: string): string {
  if (INVISIBLE.test(line) || line.includes('\n')) {
    throw new Error(
      `header: ${JSON.stringify(line)} cannot be a comment; allowed is one line without control characters`,
    );
  }
  return line === '' ? '#\n' : `# ${line}\n`;
}

function isScalar(value: Plain): value is Scalar {
  return typeof value !== 'object' || value === null;
}

/** The first line without indentation, so that it can follow `- `; `indent` is that of the lines after it. */
function block(value: Collection, indent: string, first: readonly string[]): string {
  return value instanceof Map ? map(value, indent, first) : list(value, indent);
}

function list(items: readonly Plain[], indent: string): string {
  const inner = `${indent}  `;
  let result = '';
  for (const item of items) {
    result += result === '' ? '- ' : `\n${indent}- `;
    result += isScalar(item) ? scalar(item, inner) : block(item, inner, []);
  }
  return result === '' ? '[]' : result;
}

function map(members: Map<string, Plain>, indent: string, first: readonly string[]): string {
  const isObject = members.has('apiVersion') && members.has('kind');
  const leading = isObject ? FIRST_IN_OBJECT : first;
  let result = '';
  const append = (key: string, member: Plain): void => {
    const name = text(key);
    result += result === '' ? '' : `\n${indent}`;
    result += name.length > LONGEST_KEY ? `? ${name}\n${indent}:` : `${name}:`;
    result += afterKey(member, `${indent}  `, isObject && key === 'metadata' ? FIRST_IN_METADATA : []);
  };
  for (const key of leading) {
    const member = members.get(key);
    if (member !== undefined) {
      append(key, member);
    }
  }
  members.forEach((member, key) => {
    if (!leading.includes(key)) {
      append(key, member);
    }
  });
  return result === '' ? '{}' : result;
}

function afterKey(member: Plain, indent: string, first: readonly string[]): string {
  if (isScalar(member)) {
    return ` ${scalar(member, indent)}`;
  }
  const isEmpty = (member instanceof Map ? member.size : member.length) === 0;
  return (isEmpty ? ' ' : `\n${indent}`) + block(member, indent, first);
}

function scalar(value: Scalar, indent: string): string {
  switch (typeof value) {
    case 'string':
      return value.includes('\n') && !UNSAFE_BLOCK.test(value) && !INVISIBLE.test(value)
        ? literal(value, indent)
        : text(value);
    case 'number':
      // PyYAML reads an exponent as a number only after a dot: 1e+21 would be text.
      return String(value).replace(/^(-?\d+)e/, '$1.0e');
    default:
      return String(value);
  }
}

/** A block scalar: every line as it is; blank lines without indentation. */
function literal(value: string, indent: string): string {
  const keep = value.endsWith('\n');
  const lines = (keep ? value.slice(0, -1) : value).split('\n');
  return [keep ? '|' : '|-', ...lines.map((line) => (line === '' ? '' : indent + line))].join('\n');
}

/** One line: bare where every reader agrees, else double-quoted with JSON's escapes, which all YAML versions know. */
function text(value: string): string {
  if (BARE.test(value) && !INDICATOR.test(value) && !WORD.test(value) && !NUMERIC.test(value)) {
    return value;
  }
  return JSON.stringify(value).replace(INVISIBLE_ALL, escapeCharacter);
}

function escapeCharacter(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
