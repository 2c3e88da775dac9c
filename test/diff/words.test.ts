import type { PlatformConfig } from '../../lib/config/schema/index';
import { compareOutputs } from '../../lib/diff/compare';
import { itemsOf } from '../../lib/diff/items';
import { inWords } from '../../lib/diff/words';
import { resolvePlatform } from '../../lib/platform/index';
import { synthesize } from '../../lib/synthesize';
import { compose, production, serverless } from '../support/configs';

/** What the step from one config to another is, in words. */
function words(from: PlatformConfig, to: PlatformConfig, overfull: readonly string[] = []): readonly string[] {
  const [old, platform] = [resolvePlatform(from), resolvePlatform(to)];
  const targets = { targets: ['kubernetes' as const, 'compose' as const] };
  const [before, after] = [itemsOf(synthesize(old, targets)), itemsOf(synthesize(platform, targets))];
  const changes = compareOutputs(before, after, () => []);
  return inWords(before, after, changes, { platform, overfull: new Set(overfull) });
}

const pools = (api: object): PlatformConfig =>
  production({
    services: {
      api: { poolSize: 7, ...api },
      mcp: { poolSize: 7 },
      worker: { poolSize: 7 },
    },
  });

test.each<[string, PlatformConfig, PlatformConfig, readonly string[]]>([
  ['nothing', production(), production(), []],
  [
    'a higher maximum',
    pools({}),
    pools({ replicas: { max: 11 } }),
    [
      'api may now run 11 pods, was 10: 7 more connections, fits pool application',
      'all pods at their maximum: 192 connections of 195, was 185',
    ],
  ],
  [
    'a lower maximum and a higher minimum',
    pools({}),
    pools({ replicas: { min: 4, max: 9 } }),
    [
      'api may now run 9 pods, was 10, keeps at least 4 pods, was 3: 7 fewer connections',
      'all pods at their maximum: 178 connections of 195, was 185',
    ],
  ],
  [
    'more memory',
    pools({}),
    pools({ resources: { requests: { memory: '2Gi' }, limits: { memory: '2Gi' } } }),
    ['api asks for 2Gi a pod, was 1Gi: 3 to 10 pods restart, fits pool application'],
  ],
  [
    'another image',
    pools({}),
    pools({ image: { tag: '3.3.0' } }),
    ['api runs memorai/api:3.3.0, was memorai/api:3.2.0: 3 to 10 pods restart'],
  ],
  [
    'a larger pool of one service',
    pools({ replicas: { max: 9 } }),
    pools({ replicas: { max: 9 }, poolSize: 8 }),
    [
      'api opens 8 connections a pod, was 7: 10 more connections, 3 to 9 pods restart',
      'all pods at their maximum: 188 connections of 195, was 178',
    ],
  ],
  ['a setting', pools({}), pools({ env: { LOG_LEVEL: 'debug' } }), ['api: 3 to 10 pods restart']],
  [
    'a service that goes',
    pools({}),
    { ...pools({}), services: { ...pools({}).services, mcp: { enabled: false } } },
    ['mcp goes: 2 to 4 pods end', 'all pods at their maximum: 150 connections of 195, was 185'],
  ],
  [
    'another image in Compose',
    compose(),
    compose({ services: { mcp: { image: { tag: '3.3.0' } } } }),
    ['memorai-mcp runs memorai/mcp:3.3.0, was memorai/mcp:3.2.0: 1 pod restart'],
  ],
])('%s', (_, from, to, sentences) => {
  expect(words(from, to)).toEqual(sentences);
});

test('functions: how many may run at once, and what they open', () => {
  const [old, platform] = [serverless(), serverless({ services: { api: { lambda: { concurrency: 50 } } } })].map(
    (config) => resolvePlatform(config),
  );
  if (old === undefined || platform === undefined) throw new Error('there are two');
  const [before, after] = [old, platform].map((one) => itemsOf(synthesize(one, { targets: ['aws'] })));
  if (before === undefined || after === undefined) throw new Error('there are two');
  expect(inWords(before, after, [], { platform, overfull: new Set() })).toEqual([
    'api may now run 50 instances, was 82: 64 fewer connections',
    'all instances at their maximum: 130 connections of 195, was 194',
  ]);
});

test('a service that is new, without room for it', () => {
  const to = production({ services: { reports: { image: { repository: 'memorai/reports' }, port: 3010 } } });
  expect(words(production(), to, ['application'])).toEqual([
    'reports is new: 2 to 4 pods, does NOT fit pool application',
  ]);
});
