import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { loadEnvironments } from '../../lib/cli/environments';
import { ConfigError } from '../../lib/config/errors';
import type { PlatformConfig } from '../../lib/config/schema/index';
import { type Platform, resolvePlatform } from '../../lib/platform/index';
import type { TargetName } from '../../lib/platform/types';
import { checkPlatform } from '../../lib/rules/index';
import { synthesize } from '../../lib/synthesize';
import { arbitraryComposeConfig } from '../support/arbitrary-compose';
import { arbitraryConfig, propertyRuns, shuffleKeys } from '../support/arbitrary-config';
import { brokenInvariants } from '../support/invariants';

const shipped = loadEnvironments({ folder: 'environments', names: [] });
/** Environments to copy from, on other providers; dist/ does not hold them. */
const examples = loadEnvironments({ folder: 'examples/environments', names: [] });
const render = (platform: Platform, target: TargetName) => synthesize(platform, { targets: [target] });

describe.each(shipped.map((one) => [one.platform.environment, one] as const))(
  'shipped environment %s',
  (name, environment) => {
    const artifacts = synthesize(environment.platform);

    test('breaks no rule', () => {
      expect(checkPlatform(environment.platform).filter((finding) => finding.severity === 'error')).toEqual([]);
    });

    test('holds every invariant', () => {
      expect(artifacts.length).toBeGreaterThan(3);
      expect(brokenInvariants(environment.platform, artifacts)).toEqual([]);
    });

    test('is what dist/ holds', () => {
      const different = artifacts.filter(
        ({ path, content }) => readFileSync(`dist/${name}/${path}`, 'utf8') !== content,
      );
      expect(different.map(({ path }) => path)).toEqual([]);
    });
  },
);

describe.each(examples.map((one) => [one.platform.environment, one.platform] as const))(
  'example environment %s',
  (_, platform) => {
    const artifacts = synthesize(platform);

    test('breaks no rule', () => {
      expect(checkPlatform(platform).filter((finding) => finding.severity === 'error')).toEqual([]);
    });

    test('holds every invariant', () => {
      expect(artifacts.length).toBeGreaterThan(3);
      expect(brokenInvariants(platform, artifacts)).toEqual([]);
    });
  },
);

test('the examples show every provider that the shipped environments do not', () => {
  const providers = examples.flatMap(({ platform }) => platform.cluster?.provider ?? []);
  expect(providers.sort()).toEqual(['aks', 'generic', 'gke']);
});

/** The platform of a generated config, or undefined where it is refused or breaks a rule: synth would refuse it too. */
function accepted(config: PlatformConfig): Platform | undefined {
  try {
    const platform = resolvePlatform(config);
    return checkPlatform(platform).some((finding) => finding.severity === 'error') ? undefined : platform;
  } catch (error) {
    if (error instanceof ConfigError) return undefined;
    throw error;
  }
}

describe.each<[TargetName, number, fc.Arbitrary<PlatformConfig>]>([
  ['kubernetes', 300, arbitraryConfig],
  ['aws', 30, arbitraryConfig],
  ['compose', 50, arbitraryComposeConfig],
  ['monitoring', 100, arbitraryConfig],
])('generated configs for %s', (target, runs, configs) => {
  test('hold every invariant, and the order of keys changes no byte', () => {
    let rendered = 0;
    fc.assert(
      fc.property(configs, (config) => {
        const platform = accepted(config);
        fc.pre(platform?.targets.includes(target) === true);
        const artifacts = render(platform as Platform, target);
        rendered += 1;
        expect(brokenInvariants(platform as Platform, artifacts)).toEqual([]);
        expect(render(resolvePlatform(shuffleKeys(config)), target)).toEqual(artifacts);
      }),
      { numRuns: propertyRuns(runs), maxSkipsPerRun: 1000 },
    );
    expect(rendered).toBeGreaterThanOrEqual(propertyRuns(runs));
  });
});

test('another folder, time zone and locale give the same bytes', () => {
  const script = `
    const { loadEnvironments } = require('${process.cwd()}/build/lib/cli/environments');
    const { synthesize } = require('${process.cwd()}/build/lib/synthesize');
    const hash = require('node:crypto').createHash('sha256');
    for (const { platform } of loadEnvironments({ folder: '${process.cwd()}/environments', names: [] })) {
      for (const { path, content } of synthesize(platform)) hash.update(path).update(content);
    }
    console.log(hash.digest('hex'));`;
  const run = (cwd: string, env: Record<string, string>) =>
    execFileSync(process.execPath, ['-e', script], { cwd, encoding: 'utf8', env: { ...process.env, ...env } });
  const here = run(process.cwd(), { TZ: 'UTC', LC_ALL: 'C' });
  expect(here).toMatch(/^[0-9a-f]{64}\n$/);
  expect(run('/', { TZ: 'Pacific/Auckland', LC_ALL: 'tr_TR.UTF-8', HOME: '/nonexistent' })).toBe(here);
});
