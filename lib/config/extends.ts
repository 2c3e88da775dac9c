import { realpathSync } from 'node:fs';
import { dirname, isAbsolute, join, sep } from 'node:path';
import { readConfigText } from './config-file';
import type { ConfigIssue, Position } from './errors';
import { formatPath } from './format-path';
import { mergeMaps } from './merge';
import type { MapTree, Tree } from './tree';
import { readYaml } from './yaml-document';

/** A config and all that it extends as one tree; without a tree where there are issues. */
export interface ExtendedConfig {
  readonly tree: MapTree | undefined;
  /** Every file that was read, each once, the given one first. */
  readonly files: readonly string[];
  readonly issues: readonly ConfigIssue[];
}

/**
 * Reads a file and what it names under `extends`: one file or a list, each relative to the file that says it. Later ones
 * of a list lie over earlier ones, and the file itself over all. A position names the file where the value is written,
 * in the manner of the given name.
 */
export function readExtended(file: string): ExtendedConfig {
  const reader = new ExtendedReader();
  const tree = reader.readFirst(file);
  return { tree, files: reader.files, issues: reader.issues };
}

/** Another file and the place that names it. */
interface Reference {
  readonly file: string;
  readonly path: string;
  readonly position: Position;
}

/** Real path of each file that is being read, with the name to show. */
type Chain = ReadonlyMap<string, string>;

class ExtendedReader {
  readonly issues: ConfigIssue[] = [];
  readonly files: string[] = [];
  /** By real path, so that a base is read and reported once, however many extend it. */
  private readonly trees = new Map<string, MapTree | undefined>();

  readFirst(file: string): MapTree | undefined {
    const name = file.split(sep).join('/');
    return this.read({ file: name, path: '', position: { file: name, line: 1, column: 1 } }, new Map());
  }

  private read({ file, path, position }: Reference, chain: Chain): MapTree | undefined {
    const refuse = (message: string) => {
      this.issues.push({ path, code: 'file', message: path === '' ? message : `${file}: ${message}`, position });
      return undefined;
    };
    const content = readConfigText(file);
    if ('failure' in content) return refuse(content.failure);
    const real = realpathSync(file);
    if (chain.has(real)) return refuse(`extends itself (${[...chain.values(), file].join(' -> ')})`);
    if (this.trees.has(real)) return this.trees.get(real);
    this.files.push(file);
    const tree = this.readLayers(content.text, file, new Map([...chain, [real, file]]));
    this.trees.set(real, tree);
    return tree;
  }

  private readLayers(text: string, file: string, chain: Chain): MapTree | undefined {
    const document = readYaml(text, file);
    this.issues.push(...document.issues);
    const { tree } = document;
    if (tree === undefined) return undefined;
    if (tree.kind !== 'map') {
      const got = tree.kind === 'list' ? 'a list' : 'a single value';
      this.issues.push({ path: '', code: 'type', message: `must be a map, got ${got}`, position: tree.at });
      return undefined;
    }
    const entry = tree.entries.get('extends');
    if (entry === undefined) return tree;
    const entries = new Map(tree.entries);
    entries.delete('extends');
    const bases = this.references(entry.tree, file).map((reference) => this.read(reference, chain));
    return [...bases, { ...tree, entries }].reduce((base, over) =>
      base && over ? mergeMaps(base, over, this.issues) : (over ?? base),
    );
  }

  private references(tree: Tree, file: string): Reference[] {
    const items = tree.kind === 'list' ? [...tree.items.entries()] : [[undefined, tree] as const];
    return items.flatMap(([index, item]) => {
      const path = formatPath(index === undefined ? ['extends'] : ['extends', index]);
      if (item.kind === 'scalar' && typeof item.value === 'string' && item.value !== '') {
        const name = isAbsolute(item.value) ? item.value : join(dirname(file), item.value);
        return [{ file: name.split(sep).join('/'), path, position: item.at }];
      }
      const message = 'must name a file, or a list of files';
      this.issues.push({ path, code: 'type', message, position: item.at });
      return [];
    });
  }
}
