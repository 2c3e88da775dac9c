import { parse } from 'yaml';
import type { Artifact } from '../platform/artifact';

/** What one artifact holds that can change by itself. */
export interface Item {
  readonly file: string;
  /** Unique within an environment; the same before and after. */
  readonly id: string;
  readonly subject: string;
  readonly of: 'kubernetes' | 'compose' | 'cloudformation' | 'file';
  /** Kind of the object; type of the part of a Compose file. */
  readonly kind: string;
  readonly name: string;
  readonly value: unknown;
}

type Fields = Readonly<Record<string, unknown>>;

/** Lists of files, tests of rules and what is no YAML: what a person reads as text. */
const asText = /(^|\/)kustomization\.yaml$|^prometheus\/tests\/|(?<!\.yaml|\.yml)$/;

/** The items of all artifacts, by id. Templates of CloudFormation are one item each: their references tie them together. */
export function itemsOf(artifacts: readonly Artifact[]): ReadonlyMap<string, Item> {
  return new Map(artifacts.flatMap(read).map((item) => [item.id, item]));
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
