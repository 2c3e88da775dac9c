import {
  isAlias,
  isCollection,
  isMap,
  isNode,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  parseDocument,
  type Scalar,
  visit,
  type YAMLError,
  type YAMLMap,
} from 'yaml';
import type { ConfigIssue, IssueCode, Position } from './errors';
import { formatPath } from './format-path';
import type { Path } from './path';
import { countNodes, type Entry, type Tree } from './tree';
import { syntaxMessage } from './yaml-errors';

/** Deeper than any config; the parser's own limit is the stack. */
const maxDepth = 64;
/** Nodes that aliases and merge keys may repeat in one file: 1000 services of 100 keys, but not a bomb of anchors. */
const maxRepeated = 100_000;

/** Tags that say what the value already is; any other would run a reader that a config does not need. */
const coreTags = new Set(
  ['str', 'int', 'float', 'bool', 'null', 'map', 'seq'].map((name) => `tag:yaml.org,2002:${name}`),
);

/** One YAML document; `tree` is absent where nothing can be read from it. */
export interface YamlDocument {
  readonly tree?: Tree;
  readonly issues: readonly ConfigIssue[];
}

/**
 * Reads one document as YAML 1.2 with its core schema: `yes` and `2024-01-01` are text, `012` is 12. Of YAML 1.1 only
 * the merge key is known: a plain `<<` takes what the map does not set itself from one map or a list of them, the first
 * of the list before the later ones, one level deep. Refuses what is legal YAML but a mistake in a config: keys that
 * are not text, the same key twice, more than one document, custom tags, anchors that hold themselves or grow without
 * bound.
 */
export function readYaml(text: string, file: string): YamlDocument {
  const lines = new LineCounter();
  const document = parseDocument(text, {
    lineCounter: lines,
    schema: 'core',
    version: '1.2',
    resolveKnownTags: false,
    uniqueKeys: false,
    prettyErrors: false,
    // 'silent' would let a second document pass.
    logLevel: 'error',
  });
  const positionAt = (offset: number): Position => {
    const { line, col } = lines.linePos(offset);
    return { file, line: Math.max(line, 1), column: Math.max(col, 1) };
  };
  const errors: Pick<YAMLError, 'code' | 'message' | 'pos'>[] = [
    ...document.errors,
    ...document.warnings.filter((warning) => warning.code === 'BAD_DIRECTIVE'),
  ];
  if (document.directives?.yaml.version === '1.1') errors.push({ code: 'BAD_DIRECTIVE', message: '', pos: [0, 0] });
  if (errors.length > 0) {
    const starts = startsByEnd(document.contents);
    const issues = errors.map((error) => ({
      path: '',
      code: 'syntax' as const,
      message: syntaxMessage(error),
      position: positionAt(starts.get(error.pos[0]) ?? error.pos[0]),
    }));
    return { issues: firstOfEachLine(issues) };
  }
  const { contents } = document;
  if (contents === null || (isScalar(contents) && isEmpty(contents))) {
    return { issues: [{ path: '', code: 'file', message: 'file is empty', position: positionAt(0) }] };
  }
  const reader = new TreeReader(positionAt);
  const tree = reader.read(contents, []);
  return { tree, issues: reader.issues };
}

/** Of quotes and brackets, so that one that is not closed is reported where it opens, not at the end of the file. */
function startsByEnd(contents: Node | null): ReadonlyMap<number, number> {
  const starts = new Map<number, number>();
  visit(contents, {
    Node(_, node) {
      const opens = isScalar(node) ? node.type?.startsWith('QUOTE_') : isCollection(node) && node.flow;
      if (opens && node.range) starts.set(node.range[1], node.range[0]);
    },
  });
  return starts;
}

/** An error often drags others behind it on its line. */
function firstOfEachLine(issues: readonly ConfigIssue[]): ConfigIssue[] {
  const byLine = new Map<number, ConfigIssue>();
  for (const issue of issues) {
    const line = issue.position?.line ?? 0;
    if (!byLine.has(line)) byLine.set(line, issue);
  }
  return [...byLine.values()];
}

function isEmpty(scalar: Scalar): boolean {
  return scalar.value === null && scalar.source === '';
}

/** Walks the nodes in the order of the text, in which an alias finds the last anchor of its name. */
class TreeReader {
  readonly issues: ConfigIssue[] = [];
  /** Without a tree while the anchor's own value is still being read. */
  private readonly anchors = new Map<string, { tree?: Tree }>();
  private repeated = 0;

  constructor(private readonly positionAt: (offset: number) => Position) {}

  read(node: Node, path: Path): Tree {
    const at = this.positionOf(node);
    if (isAlias(node)) return this.readAlias(node.source, at, path);
    const anchor: { tree?: Tree } = {};
    if (node.anchor !== undefined) this.anchors.set(node.anchor, anchor);
    if (node.tag !== undefined && !coreTags.has(node.tag)) {
      return this.refuse(
        at,
        path,
        'syntax',
        'custom tags are not allowed; write plain text, a number, a map or a list',
      );
    }
    if (
      isScalar(node) &&
      node.tag?.startsWith('tag:') &&
      !node.tag.endsWith(':str') &&
      typeof node.value === 'string'
    ) {
      return this.refuse(at, path, 'syntax', 'value does not fit its tag');
    }
    anchor.tree = this.readContent(node, at, path);
    return anchor.tree;
  }

  private readContent(node: Node, at: Position, path: Path): Tree {
    if (path.length > maxDepth) return this.refuse(at, path.slice(0, 1), 'syntax', 'nested too deeply');
    if (isMap(node)) return { kind: 'map', at, entries: this.readEntries(node, path) };
    if (isSeq(node)) {
      const items = node.items.map((item, index) => (isNode(item) ? this.read(item, [...path, index]) : nothing(at)));
      return { kind: 'list', at, items };
    }
    return isScalar(node) ? this.readScalar(node, at, path) : nothing(at);
  }

  private readScalar(node: Scalar, at: Position, path: Path): Tree {
    const { value } = node;
    if (typeof value === 'number' && Number.isInteger(value) && !Number.isSafeInteger(value)) {
      return this.refuse(at, path, 'value', 'number has too many digits to be exact; put it in quotes');
    }
    const known = typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
    return { kind: 'scalar', at, value: known ? value : null, empty: isEmpty(node) };
  }

  private readAlias(name: string, at: Position, path: Path): Tree {
    const anchor = this.anchors.get(name);
    if (anchor === undefined) return this.refuse(at, path, 'syntax', `no anchor &${name} stands before this alias`);
    if (anchor.tree === undefined)
      return this.refuse(at, path, 'syntax', `alias *${name} stands inside its own anchor`);
    if (this.repeated > maxRepeated) return { kind: 'map', at, entries: new Map() };
    this.repeated += countNodes(anchor.tree);
    // Only the first alias beyond the bound is reported.
    return this.repeated > maxRepeated
      ? this.refuse(at, path, 'syntax', `aliases repeat more than ${maxRepeated} values`)
      : { ...anchor.tree, at };
  }

  private readEntries(map: YAMLMap, path: Path): ReadonlyMap<string, Entry> {
    const own = new Map<string, Entry>();
    let merge: Entry | undefined;
    for (const pair of map.items) {
      const at = isNode(pair.key) ? this.positionOf(pair.key) : this.positionOf(map);
      const merges = isMergeKey(pair.key);
      const key = merges ? '<<' : this.readKey(pair.key, at, path);
      const here = key === undefined ? path : [...path, key];
      const entry: Entry = { at, tree: isNode(pair.value) ? this.read(pair.value, here) : nothing(at) };
      if (key === undefined) continue;
      const first = merges ? merge : own.get(key);
      if (first !== undefined) {
        const place = `line ${first.at.line}, column ${first.at.column}`;
        this.refuse(at, here, 'duplicate-key', `duplicate key; the first one is at ${place}`);
      } else if (merges) {
        merge = entry;
      } else {
        own.set(key, entry);
      }
    }
    return merge === undefined ? own : this.withMerged(own, merge, [...path, '<<']);
  }

  private readKey(key: unknown, at: Position, path: Path): string | undefined {
    const tree = isNode(key) ? this.read(key, path) : nothing(at);
    const text = tree.kind === 'scalar' ? tree.value : undefined;
    if (typeof text === 'string' && text !== '' && text !== '__proto__') return text;
    const message =
      text === undefined
        ? 'key must be text, got a map or a list'
        : text === null || text === ''
          ? 'key is empty'
          : text === '__proto__'
            ? 'key "__proto__" is not allowed'
            : `key must be text, got ${text}; put it in quotes`;
    this.refuse(at, path, 'type', message);
    return undefined;
  }

  /** What the map sets itself wins; of the merged maps the first. */
  private withMerged(own: ReadonlyMap<string, Entry>, { at, tree }: Entry, path: Path): ReadonlyMap<string, Entry> {
    const all = new Map(own);
    for (const source of tree.kind === 'list' ? tree.items : [tree]) {
      if (source.kind !== 'map') {
        this.refuse(
          at,
          path,
          'type',
          'merge key << takes a map or a list of maps; put the key in quotes if it is a name',
        );
        continue;
      }
      for (const [key, entry] of source.entries) {
        if (!all.has(key)) all.set(key, entry);
      }
    }
    return all;
  }

  private positionOf(node: Node): Position {
    return this.positionAt(node.range?.[0] ?? 0);
  }

  /** Hands back an empty map, which causes no second issue where it is merged. */
  private refuse(position: Position, path: Path, code: IssueCode, message: string): Tree {
    this.issues.push({ path: formatPath(path), code, message, position });
    return { kind: 'map', at: position, entries: new Map() };
  }
}

function nothing(at: Position): Tree {
  return { kind: 'scalar', at, value: null, empty: true };
}

function isMergeKey(key: unknown): boolean {
  return isScalar(key) && key.value === '<<' && key.type === 'PLAIN';
}
