import fc from 'fast-check';
import { ConfigError } from '../../lib/config/errors';
import type { PlatformConfig } from '../../lib/config/schema/index';
import { type Platform, resolvePlatform } from '../../lib/platform/index';
import type { TargetName } from '../../lib/platform/types';
import { checkPlatform } from '../../lib/rules/index';
import { synthesize } from '../../lib/synthesize';
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

/**
 * Renders generated configs to one target, each of them twice: as it is, and with its keys in another order. `runs` is
 * how many are rendered, times MEMORAI_PROPERTY_RUNS. One file a target, so that jest's workers share them.
 */
export function generatedConfigsHold(target: TargetName, runs: number, configs: fc.Arbitrary<PlatformConfig>): void {
  const render = (platform: Platform) => synthesize(platform, { targets: [target] });
  test('hold every invariant, and the order of keys changes no byte', () => {
    let rendered = 0;
    fc.assert(
      fc.property(configs, (config) => {
        const platform = accepted(config);
        fc.pre(platform?.targets.includes(target) === true);
        const artifacts = render(platform as Platform);
        rendered += 1;
        expect(brokenInvariants(platform as Platform, artifacts)).toEqual([]);
        expect(render(resolvePlatform(shuffleKeys(config)))).toEqual(artifacts);
      }),
      { ...propertySettings(runs), maxSkipsPerRun: 1000 },
    );
    expect(rendered).toBeGreaterThanOrEqual(propertyRuns(runs));
  });
}
