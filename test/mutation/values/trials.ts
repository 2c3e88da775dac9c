import { childAt } from '../../../lib/cli/explain/child-at';
import { ConfigError } from '../../../lib/config/errors';
import { formatPath } from '../../../lib/config/format-path';
import { type PlatformConfig, platformSchema } from '../../../lib/config/schema/index';
import type { Platform } from '../../../lib/platform/index';
import { bases } from './bases';
import { foundBy, isInLine, type Outcome, outcomeOf } from './found';
import { changeBy, othersFor } from './inside';
import { type Leaf, leavesOf } from './leaves';
import { leastOf, limitIn, limitsOf } from './limits';
import { type Spot, spotsOf, withValue } from './place';
import { samplesOf } from './samples';

/**
 * far: far beyond a limit; step: one step beyond it; at: on it; inside: another legal value; a deployment: another legal
 * value in an environment of that deployment.
 */
export type Kind = 'far' | 'step' | 'at' | 'inside' | Platform['deployment'];

/** One value in one place, and whether it was found, or, on a limit and inside of it, whether it holds. */
export interface Trial {
  readonly kind: Kind;
  readonly leaf: string;
  readonly value: unknown;
  /** By what; undefined: it survives. */
  readonly found?: string;
}

/** A place in a config that resolves. */
interface Fit extends Spot {
  readonly before: Outcome & { readonly platform: Platform };
}

const isFull = Number(process.env.MEMORAI_PROPERTY_RUNS ?? 1) >= 10;
/** Of every so many places one, where not all are asked for. */
const sampled = 90;

/** All trials of these kinds: of every place of the schema with MEMORAI_PROPERTY_RUNS of 10 or more, else of some. */
export function trialsOf(trial: (leaf: Leaf) => readonly Trial[]): {
  readonly trials: readonly Trial[];
  readonly isFull: boolean;
} {
  const leaves = leavesOf().filter((_, index) => isFull || index % sampled === 0);
  return { trials: leaves.flatMap(trial), isFull };
}

/** The outcome of a base is asked for at every leaf that it holds as it is. */
const outcomes = new WeakMap<PlatformConfig, Outcome>();

function* fitsOf(leaf: Leaf): Generator<Fit> {
  const samples = samplesOf(leaf.alternatives);
  for (const { config } of bases) {
    for (const spot of spotsOf(config, leaf)) {
      const before = outcomes.get(spot.config) ?? outcomeOf(spot.config);
      if (spot.config === config) outcomes.set(config, before);
      const { platform } = before;
      const written = childAt(spot.config, spot.path);
      const isTaken = (written === undefined ? samples : [written]).some((one) => schemaFault(spot, one) === undefined);
      if (platform !== undefined && isTaken) yield { ...spot, before: { ...before, platform } };
    }
  }
}

/** How many places of a leaf are tried before a value counts as not found. */
const enough = 4;

function severalOf(leaf: Leaf): readonly Fit[] {
  const fits: Fit[] = [];
  for (const fit of fitsOf(leaf)) {
    fits.push(fit);
    if (fits.length === enough) break;
  }
  return fits;
}

/** Values far beyond the limits of a leaf, one step beyond, and on them. */
export function limitTrials(leaf: Leaf): readonly Trial[] {
  const fits = severalOf(leaf);
  const [first] = fits;
  if (first === undefined) return [{ kind: 'at', leaf: leaf.name, value: 'in no config of the test' }];
  const found = (value: unknown) => {
    for (const { config, path, before } of fits) {
      const fault = foundBy(outcomeOf(withValue(config, path, value)), before, path);
      if (fault !== undefined) return fault;
    }
    return undefined;
  };
  const beyond = (kind: Kind, value: unknown): Trial => {
    const fault = found(value);
    return { kind, leaf: leaf.name, value, ...(fault && { found: fault.rule ?? fault.message }) };
  };
  const at = (value: unknown): Trial => {
    const refused = schemaFault(first, value);
    return {
      kind: 'at',
      leaf: leaf.name,
      value: refused ?? value,
      ...(refused === undefined && { found: 'is allowed' }),
    };
  };
  const limits = limitsOf(leaf.alternatives);
  const least = leaf.alternatives.flatMap((one) => leastOf(one) ?? []);
  const inMessages = [...limits.far, ...least].flatMap((value) => {
    const message = found(value)?.message ?? '';
    return leaf.alternatives.flatMap((one) => limitIn(message, value, one) ?? []);
  });
  return [
    ...limits.far.map((value) => beyond('far', value)),
    ...[...limits.beyond, ...inMessages.map((one) => one.beyond)].map((value) => beyond('step', value)),
    ...[...limits.at, ...inMessages.map((one) => one.at)].map(at),
  ];
}

/** What the schema alone has against a value at its place. */
export function schemaFault({ config, path }: Spot, value: unknown): string | undefined {
  const { error } = platformSchema.safeParse(withValue(config, path, value), { jitless: true });
  const place = formatPath(path);
  return error?.issues.find((issue) => isInLine(formatPath(issue.path as Spot['path']), place))?.message;
}

export const crashes = 'crashes: ';

/** What no check refuses is rendered: it must not throw. */
export function changeOrCrash(value: unknown, fit: Fit): string {
  try {
    return changeBy(value, fit, fit.before);
  } catch (error) {
    return error instanceof ConfigError ? 'unrendered' : `${crashes}${error}`; // patches are held against the objects
  }
}

/** How many other values are tried in each place. */
export const mostValues = 6;

/** And in all places together, of those that are rendered. */
const mostTries = 12;

/** How many values a leaf may have, where the schema names each. */
export const valuesOf = ({ alternatives }: Leaf): number =>
  alternatives
    .map(
      (one) =>
        one.enum?.length ?? (one.const === undefined && one.not === undefined ? 2 : Number(one.not === undefined)),
    )
    .reduce((sum, count) => sum + count, 0);

/** Another legal value of a leaf: the first that changes a file of the output, or else what the rules find. */
export function insideTrial(leaf: Leaf): readonly Trial[] {
  if (valuesOf(leaf) < 2) return []; // has no other
  let finding: Trial | undefined;
  let survivor: Trial = { kind: 'inside', leaf: leaf.name, value: 'in no config of the test' };
  let tries = 0;
  for (const fit of fitsOf(leaf)) {
    if (fit.before.faults.length > 0) continue;
    for (const value of othersFor(leaf, fit, fit.before.platform).slice(0, mostValues)) {
      const found = changeOrCrash(value, fit);
      if (found === 'unrendered') continue;
      tries += 1;
      if (found.startsWith(crashes)) return [{ kind: 'inside', leaf: leaf.name, value: [value, found] }];
      const trial = { kind: 'inside', leaf: leaf.name, value } as const;
      if (found === 'findings') finding ??= { ...trial, found };
      else if (found !== 'nothing') return [{ ...trial, found }];
      else survivor = trial;
    }
    if (tries >= mostTries) break;
  }
  return [finding ?? survivor];
}
