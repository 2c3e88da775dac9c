import fc from 'fast-check';
import { checkOutput } from '../../lib/check-output';
import type { PlatformConfig } from '../../lib/config/schema/index';
import type { Platform } from '../../lib/platform/types';
import { arbitraryComposeConfig } from '../support/arbitrary-compose';
import { arbitraryConfig } from '../support/arbitrary-config';
import { accepted } from '../support/generated';
import { propertySettings } from '../support/property-runs';

/** A queue may be left unwatched, and is then said to be; what would not work may not come out of a config at all. */
test.each<[string, number, fc.Arbitrary<PlatformConfig>]>([
  ['clusters and functions', 6, arbitraryConfig],
  ['Compose', 10, arbitraryComposeConfig],
])('what is made of generated configs for %s breaks no rule of the output', (_, runs, configs) => {
  fc.assert(
    fc.property(configs, (config) => {
      const platform = accepted(config);
      fc.pre(platform !== undefined);
      const found = checkOutput(platform as Platform).filter(({ severity }) => severity === 'error');
      expect(found).toEqual([]);
    }),
    { ...propertySettings(runs), maxSkipsPerRun: 1000 },
  );
});
