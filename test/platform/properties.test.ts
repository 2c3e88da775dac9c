import fc from 'fast-check';
import { ConfigError } from '../../lib/config/errors';
import type { PlatformConfig } from '../../lib/config/schema/index';
import { toJson } from '../../lib/emit/json';
import { type Platform, resolvePlatform } from '../../lib/platform/index';
import { checkPlatform } from '../../lib/rules/index';
import { arbitraryComposeConfig } from '../support/arbitrary-compose';
import { arbitraryConfig as other, shuffleKeys } from '../support/arbitrary-config';
import { propertySettings } from '../support/property-runs';

/** All deployments; Compose, which has its own shapes, in one of five. */
const arbitraryConfig = fc.oneof({ weight: 4, arbitrary: other }, { weight: 1, arbitrary: arbitraryComposeConfig });

/** The platform, or the issues; anything else that is thrown is a crash. */
function attempt(config: PlatformConfig): Platform | readonly string[] {
  try {
    return resolvePlatform(config);
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    return error.issues.map((issue) => `${issue.path}: ${issue.message}`);
  }
}

const isPlatform = (value: Platform | readonly string[]): value is Platform => !Array.isArray(value);

test('a generated config resolves or says what is wrong, and never crashes', () => {
  let resolved = 0;
  let total = 0;
  fc.assert(
    fc.property(arbitraryConfig, (config) => {
      total += 1;
      const result = attempt(config);
      if (!isPlatform(result)) {
        expect(result.length).toBeGreaterThan(0);
        for (const line of result) expect(line).not.toMatch(/undefined|\[object|NaN|Infinity/);
        return;
      }
      resolved += 1;
      for (const finding of checkPlatform(result))
        expect(finding.message).not.toMatch(/undefined|\[object|NaN|Infinity/);
    }),
    propertySettings(120),
  );
  // The generator must not degenerate into one that only makes refused configs.
  expect(resolved / total).toBeGreaterThan(0.3);
});

test('the order of keys changes nothing', () => {
  fc.assert(
    fc.property(arbitraryConfig, (config) => {
      const canonical = (value: Platform | readonly string[]) =>
        isPlatform(value) ? toJson(value) : JSON.stringify([...value].sort());
      expect(canonical(attempt(shuffleKeys(config)))).toBe(canonical(attempt(config)));
    }),
    propertySettings(25),
  );
});

test('pools are at least what a replica needs, and counted whole', () => {
  fc.assert(
    fc.property(arbitraryConfig, (config) => {
      const result = attempt(config);
      if (!isPlatform(result)) return;
      const { consumers, total, reserve } = result.connections;
      const sum = consumers.reduce((all, row) => all + (row.maxReplicas + row.surge) * row.poolSize, 0);
      expect(total).toBe(sum + reserve.migration + reserve.exporter + reserve.backup + reserve.people);
      for (const row of consumers) expect(row.poolSize).toBeGreaterThanOrEqual(1);
    }),
    propertySettings(25),
  );
});
