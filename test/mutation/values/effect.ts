import { childAt } from '../../../lib/cli/explain/child-at';
import { formatPath } from '../../../lib/config/format-path';
import type { Platform } from '../../../lib/platform/index';
import type { Finding } from '../../../lib/rules/index';
import { withoutEffect } from '../../../lib/rules/without-effect';
import { bases } from './bases';
import { foundBy, isInLine, type Outcome, outcomeOf } from './found';
import { othersFor, resultOf } from './inside';
import type { Leaf } from './leaves';
import { type Spot, spotsOf, withValue } from './place';
import { samplesOf } from './samples';
import { changeOrCrash, crashes, mostValues, schemaFault, type Trial, valuesOf } from './trials';

/** How many values are tried in one config before another one is. */
const mostTries = 4;

/** What is said once for all services is found of each, or where it is said. */
const placesOf = ({ path }: Spot): readonly string[] => [
  formatPath(path),
  ...(path[0] === 'serviceDefaults' ? [formatPath(['services', '*', ...path.slice(1)])] : []),
];

/** The rule that tells a config something of a place that it would not be told otherwise. */
function toldBy({ findings }: Outcome, before: Outcome, spot: Spot): string | undefined {
  const places = placesOf(spot);
  const here = findings.filter(({ path }) => places.some((place) => isInLine(path, place)));
  const isNew = ({ path, message }: Finding) =>
    !before.findings.some((one) => one.path === path && one.message === message);
  return (here.find(({ rule }) => rule === withoutEffect.id) ?? here.find(isNew))?.rule;
}

/** Whether the schema takes a value of this kind at the place, beside what stands there. */
const isTaken = (spot: Spot, leaf: Leaf): boolean => {
  const written = childAt(spot.config, spot.path);
  const values = written === undefined ? samplesOf(leaf.alternatives) : [written];
  return values.some((value) => schemaFault(spot, value) === undefined);
};

/** Whether a value that was not rendered says nothing: what patches refuse, and what would be so without it. */
const isUnseen = (after: Platform, before: Platform, { path }: Spot): boolean =>
  resultOf(after) !== resultOf(before) ||
  Object.values(after.origins).some(({ origin }) => origin.kind === 'config' && origin.path === formatPath(path));

/** Of a service that is switched off nothing is read, as it says itself. */
const isOff = ({ config, path }: Spot): boolean =>
  path[0] === 'services' && path[2] !== 'enabled' && childAt(config, [...path.slice(0, 2), 'enabled']) === false;

/**
 * What a value of a leaf does in environments of one deployment: it changes a file, or the config is told that it does
 * nothing there, by a refusal or a finding at its place. Where it does neither, somebody counts on what nobody reads;
 * where it does both, the finding is wrong.
 */
export const effectTrial =
  (deployment: Platform['deployment']) =>
  (leaf: Leaf): readonly Trial[] => {
    if (valuesOf(leaf) < 2) return []; // has no other
    const trial = { kind: deployment, leaf: leaf.name } as const;
    const own = bases.filter(({ config }) => (config.deployment ?? 'kubernetes') === deployment);
    let refused: Trial | undefined;
    let survivor: Trial | undefined;
    for (const { config } of own) {
      let tries = 0;
      for (const spot of spotsOf(config, leaf)) {
        if (tries >= mostTries) break;
        if (isOff(spot)) continue;
        const before = outcomeOf(spot.config);
        const { platform } = before;
        if (platform === undefined || before.faults.length > 0) {
          const fault = before.faults.find(({ path }) => placesOf(spot).some((place) => isInLine(path, place)));
          if (fault !== undefined) refused ??= { ...trial, value: fault.path, found: 'refused' };
          continue;
        }
        if (!isTaken(spot, leaf)) continue;
        for (const value of othersFor(leaf, spot, platform).slice(0, mostValues)) {
          const after = outcomeOf(withValue(spot.config, spot.path, value));
          if (after.platform === undefined || after.faults.length > 0) {
            const fault = foundBy(after, before, spot.path);
            if (fault !== undefined) refused ??= { ...trial, value, found: 'refused' };
            continue;
          }
          const told = toldBy(after, before, spot);
          const found = changeOrCrash(value, { ...spot, before: { ...before, platform } });
          if (found.startsWith(crashes)) return [{ ...trial, value: [value, found] }];
          const isChange = found !== 'nothing' && found !== 'unrendered' && found !== 'findings';
          if (isChange && told === withoutEffect.id) return [{ ...trial, value: [value, `changes ${found}`] }];
          if (isChange) return [{ ...trial, value, found }];
          if (told !== undefined || found === 'findings') return [{ ...trial, value, found: 'findings' }];
          tries += 1;
          if (found === 'nothing' || !isUnseen(after.platform, platform, spot)) survivor ??= { ...trial, value };
        }
      }
    }
    return [survivor ?? refused ?? []].flat();
  };
