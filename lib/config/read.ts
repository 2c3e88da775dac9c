import { ConfigError, type Position } from './errors';
import { readExtended } from './extends';
import type { Path } from './path';
import { findPosition, isEmptyAt, plainValue } from './tree';

/** What a config file says, with the place of everything in it. */
export interface ConfigSource {
  /** Plain maps, lists and scalars; the config extends nothing any more. */
  readonly value: unknown;
  /** Every file that was read, the given one first. */
  readonly files: readonly string[];
  /** Whether a key has nothing after it, where another writes `null`. */
  isEmpty(path: Path): boolean;
  /**
   * Place of a key, or of its value; a list item has only the place of its value.
   * For a path that does not exist, the place of its nearest ancestor.
   *
   * @default of - the key
   */
  positionOf(path: Path, of?: 'key' | 'value'): Position | undefined;
}

/**
 * Reads a YAML file and all that it extends. `file` is relative to the working folder or absolute, and positions name it
 * as given.
 *
 * @throws ConfigError with every issue of every file
 */
export function readConfigFile(file: string): ConfigSource {
  const { tree, files, issues } = readExtended(file);
  if (tree === undefined || issues.length > 0) throw new ConfigError(issues);
  return {
    value: plainValue(tree),
    files,
    isEmpty: (path) => isEmptyAt(tree, path),
    positionOf: (path, of = 'key') => findPosition(tree, path, of),
  };
}
