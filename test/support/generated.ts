import fc from 'fast-check';
import { ConfigError } from '../../lib/config/errors';
import type { PlatformConfig } from '../../lib/config/schema/index';
import { allFacts, type TargetOutput } from '../../lib/platform/facts';
import { type Platform, resolvePlatform } from '../../lib/platform/index';
import type { TargetName } from '../../lib/platform/types';
import { checkPlatform } from '../../lib/rules/index';
import { checkRendered, checkTarget } from '../../lib/rules/output/check';
import type { Finding } from '../../lib/rules/types';
import { renderPlatform, synthesize } from '../../lib/synthesize';
import { shuffleKeys } from './arbitrary-config';
import { brokenInvariants } from './invariants';
import { propertyRuns, propertySettings } from './property-runs';

/** The platform of a generated config, or undefined where it is refused or breaks a rule: synth would refuse it too. */
export function accepted(config: PlatformConfig): Platform | undefined {
  try {
    const platform = resolvePlatform(config);
    return checkPlatform(platform).some((finding) => finding.severity === 'error') ? undefined : platform;
  } catch (error) {
    if (error instanceof ConfigError) return undefined;
    throw error;
  }
}

/** What each target makes of a platform; their facts are those of all of them. */
function renderedByTarget(platform: Platform) {
  const outputs = new Map(platform.targets.map((target) => [target, renderPlatform(platform, { targets: [target] })]));
  const all = [...outputs.values()];
  const together: TargetOutput = {
    artifacts: all.flatMap(({ artifacts }) => artifacts),
    facts: () => allFacts(all.map(({ facts }) => facts())),
  };
  return {
    together,
    alone: (target: TargetName) => outputs.get(target),
    artifactsOf: (targets: readonly TargetName[]) => targets.flatMap((one) => outputs.get(one)?.artifacts ?? []),
  };
}

/** What a chart in an app of somebody's own would show: nothing that others make is missed. */
function errorsAlone(platform: Platform, kubernetes: TargetOutput | undefined): readonly Finding[] {
  const found = kubernetes === undefined ? [] : checkTarget(platform, 'kubernetes', kubernetes);
  return found.filter(({ severity }) => severity === 'error');
}

/**
 * Renders generated configs to all of their targets: what comes out keeps the invariants and breaks no rule of the output.
 * Files of the targets that are named are the same from the config with its keys in another order. `runs` is how many with
 * the first of them are rendered, times MEMORAI_PROPERTY_RUNS. One test file a call, so that jest's workers share them.
 */
export function generatedConfigsHold(
  targets: readonly [TargetName, ...TargetName[]],
  runs: number,
  configs: fc.Arbitrary<PlatformConfig>,
): void {
  test('hold every invariant and every rule of the output, and the order of keys changes no byte', () => {
    let rendered = 0;
    fc.assert(
      fc.property(configs, (config) => {
        const platform = accepted(config);
        fc.pre(platform?.targets.includes(targets[0]) === true);
        const { together, alone, artifactsOf } = renderedByTarget(platform as Platform);
        rendered += 1;
        expect(brokenInvariants(platform as Platform, together.artifacts)).toEqual([]);
        // A queue may be left unwatched, and is then said to be; what would not work may not come out of a config at all.
        const found = checkRendered(platform as Platform, together);
        expect(found.filter(({ severity }) => severity === 'error')).toEqual([]);
        expect(errorsAlone(platform as Platform, alone('kubernetes'))).toEqual([]);
        const shuffled = resolvePlatform(shuffleKeys(config));
        const again = targets.flatMap((target) => synthesize(shuffled, { targets: [target] }));
        expect(again).toEqual(artifactsOf(targets));
      }),
      { ...propertySettings(runs), maxSkipsPerRun: 1000 },
    );
    expect(rendered).toBeGreaterThanOrEqual(propertyRuns(runs));
  });
}
