import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { checkOutput } from '../../lib/check-output';
import { loadEnvironments } from '../../lib/cli/environments';
import type { Platform } from '../../lib/platform/types';
import { checkPlatform } from '../../lib/rules/index';
import { synthesize } from '../../lib/synthesize';
import { brokenInvariants } from '../support/invariants';

const shipped = loadEnvironments({ folder: 'environments', names: [] });
/** Environments to copy from, on other providers; dist/ does not hold them. */
const examples = loadEnvironments({ folder: 'examples/environments', names: [] });

/** Errors of both phases. */
const brokenRules = (platform: Platform) =>
  [...checkPlatform(platform), ...checkOutput(platform)].filter(({ severity }) => severity === 'error');

describe.each(shipped.map((one) => [one.platform.environment, one] as const))(
  'shipped environment %s',
  (name, environment) => {
    const artifacts = synthesize(environment.platform);

    test('breaks no rule', () => {
      expect(brokenRules(environment.platform)).toEqual([]);
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
      expect(brokenRules(platform)).toEqual([]);
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
