import { readFileSync } from 'node:fs';
import { isAlias, isNode, isScalar, LineCounter, parseDocument, visit } from 'yaml';
import type { Position } from '../../config/errors';

/** A line of a config file, with the columns to point at: from 0, the last one excluded. */
export interface SourceLine {
  readonly line: number;
  readonly text: string;
  readonly from: number;
  readonly to: number;
}

type Range = readonly [from: number, to: number];

/** What stands at an offset: a key, with its value where that is no map or list, or an item of a list. */
interface Span {
  readonly key?: Range;
  readonly value?: Range;
}

/** The lines of config files, each file read and parsed once, when it is first asked for. */
export class SourceLines {
  private readonly files = new Map<string, SourceFile>();

  /**
   * The line of a position, and in it the value of the key that stands there; the key where the value is on other lines
   * or is not asked for. Undefined where the file cannot be read any more.
   */
  at({ file, line, column }: Position, of: 'key' | 'value'): SourceLine | undefined {
    const source = this.files.get(file) ?? new SourceFile(readFileSync(file, 'utf8'));
    this.files.set(file, source);
    return source.at(line, column, of);
  }
}

class SourceFile {
  private readonly starts: readonly number[];
  private readonly spans: ReadonlyMap<number, Span>;

  constructor(private readonly text: string) {
    const lines = new LineCounter();
    this.spans = spansOf(text, lines);
    this.starts = lines.lineStarts;
  }

  at(line: number, column: number, of: 'key' | 'value'): SourceLine | undefined {
    const start = this.starts[line - 1];
    if (start === undefined) return undefined;
    const next = this.text.indexOf('\n', start);
    const end = next === -1 ? this.text.length : next;
    const text = this.text.slice(start, end).replace(/\r$/, '');
    const { key, value } = this.spans.get(start + column - 1) ?? {};
    const onLine = value !== undefined && value[0] < end;
    const [from, to] = (of === 'value' && onLine ? value : (key ?? value)) ?? [start + column - 1, start + column];
    const trimmed = this.text.slice(from, Math.min(to, end)).trimEnd();
    return { line, text, from: from - start, to: from - start + Math.max(1, trimmed.length) };
  }
}

/** By offset of the key, or of the list item; of a file that is no YAML, what can be told. */
function spansOf(text: string, lineCounter: LineCounter): ReadonlyMap<number, Span> {
  const spans = new Map<number, Span>();
  const rangeOf = (node: unknown): Range | undefined =>
    isNode(node) && node.range ? [node.range[0], node.range[1]] : undefined;
  visit(parseDocument(text, { lineCounter, uniqueKeys: false, logLevel: 'silent' }), {
    Seq(_, { items }) {
      for (const item of items) {
        const value = rangeOf(item);
        if (value !== undefined) spans.set(value[0], { value });
      }
    },
    Pair(_, { key, value }) {
      const range = rangeOf(key);
      if (range === undefined) return;
      const own = isAlias(value) || (isScalar(value) && value.source !== '') ? rangeOf(value) : undefined;
      spans.set(range[0], { key: range, ...(own === undefined ? {} : { value: own }) });
    },
  });
  return spans;
}
