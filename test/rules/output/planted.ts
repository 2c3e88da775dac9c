import { loadEnvironments } from '../../../lib/cli/environments';
import type { Document } from '../../../lib/platform/facts';
import { resolvePlatform } from '../../../lib/platform/index';
import type { Finding } from '../../../lib/rules/types';
import { operated, watched } from '../../monitoring/platforms';
import { Rendering } from '../../support/rendering';
import type { PlantedFault } from './faults';

/** What was rendered of each environment that faults are planted in. */
export const renderings: ReadonlyMap<string, Rendering> = new Map(
  [
    ...loadEnvironments({ folder: 'environments', names: [] }).map(({ platform }) => platform),
    ...[operated, watched].map((config) => resolvePlatform(config)),
  ].map((platform) => [platform.environment, new Rendering(platform)]),
);

/** The document of a fault, as it is rendered and with the fault, and what its rule finds in each. */
export interface Planted {
  readonly before: Document;
  readonly after: Document;
  readonly found: Readonly<Record<'before' | 'after', readonly Finding[]>>;
}

export function plant(fault: PlantedFault): Planted {
  const rendering = renderings.get(fault.environment);
  const before = rendering?.documents.find(({ path }) => path === fault.file);
  if (rendering === undefined || before === undefined) throw new Error(`${fault.environment} has no ${fault.file}`);
  const after = changed(fault, before);
  const found = (document: Document) =>
    rendering.findings({ before, after: document }).filter(({ rule }) => rule === fault.rule);
  return { before, after, found: { before: found(before), after: found(after) } };
}

function changed({ at, value }: PlantedFault, before: Document): Document {
  if (typeof at === 'string') {
    const text = String(before.value);
    if (!text.includes(at)) throw new Error(`${before.path} has no "${at}"`);
    return { ...before, value: text.replace(at, String(value)) };
  }
  const copy = structuredClone(before.value);
  const parent = at.slice(0, -1).reduce<unknown>((node, key) => (node as Record<string, unknown>)[key], copy);
  const field = String(at.at(-1));
  if (!Object.hasOwn(parent as object, field)) throw new Error(`${before.path} has no ${at.join('.')}`);
  if (value === undefined) delete (parent as Record<string, unknown>)[field];
  else (parent as Record<string, unknown>)[field] = value;
  return { ...before, value: copy };
}
