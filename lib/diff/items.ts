import { parse } from 'yaml';
import type { Artifact } from '../platform/artifact';
import type { Fields } from '../platform/fields';

/** What one artifact holds that can change by itself. */
export interface Item {
  readonly file: string;
  /** Unique within an environment; the same before and after. */
  readonly id: string;
  readonly subject: string;
  readonly of: 'kubernetes' | 'compose' | 'cloudformation' | 'stores' | 'file';
  /** Kind of the object; type of the part of a Compose file. */
  readonly kind: string;
  readonly name: string;
  readonly value: unknown;
}

/** Kind of the item that says what the stores hold. */
export const STORES = 'Stores';

/** What set-up is told of the stores, wherever it runs: JSON in a variable. */
const STORES_VARIABLE = 'MEMORAI_STORES';

/** Lists of files, tests of rules and what is no YAML: what a person reads as text. */
const asText = /(^|\/)kustomization\.yaml$|^prometheus\/tests\/|(?<!\.yaml|\.yml)$/;

/** The items of all artifacts, by id. Templates of CloudFormation are one item each: their references tie them together. */
export function itemsOf(artifacts: readonly Artifact[]): ReadonlyMap<string, Item> {
  const items = artifacts.flatMap(read);
  return new Map([...items, ...storesIn(items)].map((item) => [item.id, item]));
}

/** What the stores are to hold, once, from whichever item says so first; their settings hold nothing. */
function storesIn(items: readonly Item[]): readonly Item[] {
  for (const { file, of, value } of items) {
    const text = of === 'file' ? undefined : variable(value);
    if (text === undefined) continue;
    const { postgres, qdrant } = JSON.parse(text) as { postgres?: Fields; qdrant?: Fields };
    const held = {
      ...(postgres === undefined ? {} : { postgres: { database: postgres.database } }),
      ...(qdrant === undefined ? {} : { qdrant: { collection: qdrant.collection, vectors: qdrant.vectors } }),
    };
    return [
      { file, id: STORES, subject: 'what the stores hold', of: 'stores', kind: STORES, name: STORES, value: held },
    ];
  }
  return [];
}

/** The value of the variable, in a map of variables or in a list of them with names. */
function variable(value: unknown): string | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const fields = value as Fields;
  if (typeof fields[STORES_VARIABLE] === 'string') return fields[STORES_VARIABLE];
  if (fields.name === STORES_VARIABLE && typeof fields.value === 'string') return fields.value;
  for (const part of Object.values(fields)) {
    const found = variable(part);
    if (found !== undefined) return found;
  }
  return undefined;
}

function read({ path, content }: Artifact): readonly Item[] {
  const file = { file: path, id: path, subject: path, of: 'file', kind: '', name: path, value: content } as const;
  if (/\.template\.json$/.test(path))
    return [{ ...file, of: 'cloudformation', kind: 'template', name: stackName(path), value: JSON.parse(content) }];
  if (asText.test(path)) return [file];
  const value = parse(content, { maxAliasCount: -1 }) as Fields;
  if (path === 'compose/compose.yaml') return composeItems(path, value);
  const { kind, metadata } = value as { kind?: string; metadata?: { name?: string; namespace?: string } };
  if (kind === undefined || metadata?.name === undefined) return [{ ...file, value }];
  const subject = `${kind} ${metadata.name}`;
  const id = `${metadata.namespace ?? ''}/${subject}`;
  return [{ file: path, id, subject, of: 'kubernetes', kind, name: metadata.name, value }];
}

const stackName = (path: string): string => path.replace(/^.*\//, '').replace(/\.template\.json$/, '');

const sections = { services: 'service', volumes: 'volume', networks: 'network', secrets: 'secret', configs: 'config' };

function composeItems(file: string, value: Fields): readonly Item[] {
  return Object.entries(sections).flatMap(([section, kind]) =>
    Object.entries((value[section] ?? {}) as Fields).map(([name, part]): Item => {
      const subject = `${kind} ${name}`;
      return { file, id: `compose/${subject}`, subject, of: 'compose', kind, name, value: part ?? {} };
    }),
  );
}
