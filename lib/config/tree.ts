import type { Position } from './errors';
import type { Path } from './path';

/** A config with the place of every key and value, before it is checked. */
export type Tree = MapTree | ListTree | ScalarTree;

/** A key with its value; `at` is the place of the key. */
export interface Entry {
  readonly at: Position;
  readonly tree: Tree;
}

export interface MapTree {
  readonly kind: 'map';
  readonly at: Position;
  readonly entries: ReadonlyMap<string, Entry>;
}

export interface ListTree {
  readonly kind: 'list';
  readonly at: Position;
  readonly items: readonly Tree[];
}

export interface ScalarTree {
  readonly kind: 'scalar';
  readonly at: Position;
  readonly value: string | number | boolean | null;
  /** A key with nothing after it, where another writes `null`. */
  readonly empty: boolean;
}

/** Maps, lists and scalars of a tree, each counted once for every place where it stands. */
export function countNodes(tree: Tree): number {
  if (tree.kind === 'scalar') return 1;
  const children = tree.kind === 'list' ? tree.items : [...tree.entries.values()].map((entry) => entry.tree);
  return children.reduce((sum, child) => sum + countNodes(child), 1);
}

/** The plain value. Any key becomes an own property, so that no key reaches a prototype. */
export function plainValue(tree: Tree): unknown {
  if (tree.kind === 'scalar') return tree.value;
  if (tree.kind === 'list') return tree.items.map(plainValue);
  return Object.fromEntries([...tree.entries].map(([key, entry]) => [key, plainValue(entry.tree)]));
}

/** Place of the key (list items have none: their value), or of the value; of the nearest ancestor that exists. */
export function findPosition(tree: Tree, path: Path, of: 'key' | 'value'): Position {
  let position = tree.at;
  let here = tree;
  for (const step of path) {
    const next = childOf(here, step);
    if (next === undefined) break;
    position = of === 'key' ? next.at : next.tree.at;
    here = next.tree;
  }
  return position;
}

/** Whether a key is there with nothing after it. */
export function isEmptyAt(tree: Tree, path: Path): boolean {
  const found = path.reduce<Tree | undefined>((here, step) => here && childOf(here, step)?.tree, tree);
  return found?.kind === 'scalar' && found.empty;
}

function childOf(tree: Tree, step: string | number): Entry | undefined {
  if (tree.kind === 'map') return tree.entries.get(String(step));
  const item = tree.kind === 'list' ? tree.items[Number(step)] : undefined;
  return item && { at: item.at, tree: item };
}
