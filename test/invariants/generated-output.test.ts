import fc from 'fast-check';
import { checkOutput } from '../../lib/check-output';
import type { PlatformConfig } from '../../lib/config/schema/index';
import type { Platform } from '../../lib/platform/types';
import { arbitraryComposeConfig } from '../support/arbitrary-compose';
import { arbitraryConfig, propertyRuns } from '../support/arbitrary-config';
import { accepted } from '../support/generated';

/** A queue may be left unwatched, and is then said to be; what would not work may not come out of a config at all. */
test.each<[string, number, fc.Arbitrary<PlatformConfig>]>([
  ['clusters and functions', 6, arbitraryConfig],
  ['Compose', 10, arbitraryComposeConfig],
])('what is made of generated configs for %s breaks no rule of the output', (_, runs, configs) => {
  fc.assert(
    fc.property(configs, (config) => {
      const platform = accepted(config);
      fc.pre(platform !== undefined);
      // Aurora takes no name with two hyphens in a row, as an environment may have.
      const found = checkOutput(platform as Platform).filter(
        ({ severity, rule }) => severity === 'error' && !(rule === 'aws-names' && config.environment.includes('--')),
      );
      expect(found).toEqual([]);
    }),
    { numRuns: propertyRuns(runs), maxSkipsPerRun: 1000 },
  );
});
