import { join } from 'node:path';
import fc from 'fast-check';
import {
  ConfigError,
  checkPlatform,
  loadPlatform,
  type Platform,
  type PlatformConfig,
  resolvePlatform,
  synthesize,
} from '../../../lib/index';
import type { Artifact } from '../../../lib/platform/artifact';
import { root } from '../../package/built';
import { arbitraryComposeConfig } from '../../support/arbitrary-compose';
import { compose } from '../../support/configs';

/** A platform and the files that synth writes for Compose. */
export interface Subject {
  readonly name: string;
  readonly platform: Platform;
  readonly files: readonly Artifact[];
}

const subject = (name: string, platform: Platform): Subject => ({
  name,
  platform,
  files: synthesize(platform, { targets: ['compose'] }),
});

const caddy = { kind: 'caddy' } as const;

/** What a team may ask for beyond the examples. */
const variations: Readonly<Record<string, PlatformConfig>> = {
  'the shortest': compose(),
  'a proxy and backups': compose({ compose: { proxy: { ...caddy, staging: true }, backups: {} } }),
  'stores that somebody else runs': compose({
    stores: {
      postgres: { provider: 'external', host: 'db.memorai.com' },
      redis: { host: 'redis.memorai.com' },
      qdrant: { host: 'qdrant.memorai.com' },
    },
  }),
  'services of all kinds': compose({
    services: {
      dashboard: { enabled: false },
      mcp: { expose: { subdomain: 'tools' } },
      'my-reports': {
        image: { repository: 'memorai/reports', tag: '1.4.0', digest: `sha256:${'0123456789abcdef'.repeat(4)}` },
        port: 3010,
        replicas: { min: 3 },
        uses: ['postgres', 'redis', 'queue.produce', 'api'],
        env: { REPORTS_NOTE: 'yes: "no" # $HOME ${x} $$ 1e3', REPORTS_TOKEN: { secret: true } },
      },
    },
    compose: {
      project: 'reports',
      bind: '192.0.2.7',
      ports: { mcp: 4000, 'my-reports': 8000 },
      logging: { maxFiles: 1 },
    },
  }),
  'no queue, no migration': compose({ queue: { provider: 'none' }, migration: { enabled: false } }),
  'sources of the machine': compose({
    protection: { level: 'none', reason: 'made by a test' },
    compose: { sources: { api: { target: '/app', command: ['pnpm', 'dev'] } } },
  }),
};

/** Every shipped environment and example of Compose, and the variations above. */
export const subjects: readonly Subject[] = [
  ...['development', 'small'].map((name) => subject(name, loadPlatform(join(root, 'environments', `${name}.yaml`)))),
  ...Object.entries(variations).map(([name, config]) => subject(name, resolvePlatform(config))),
];

/** Platforms of generated configs, the same ones in every run; the refused are left out. */
export function generatedSubjects(count: number): Subject[] {
  const found: Subject[] = [];
  for (const config of fc.sample(arbitraryComposeConfig, { seed: 20_261, numRuns: count * 20 })) {
    const platform = accepted(config);
    if (platform !== undefined) found.push(subject(`generated ${found.length}`, platform));
    if (found.length === count) break;
  }
  if (found.length < count) throw new Error(`only ${found.length} of ${count} generated configs can be started`);
  return found;
}

function accepted(config: PlatformConfig): Platform | undefined {
  try {
    const platform = resolvePlatform(config);
    return checkPlatform(platform).some(({ severity }) => severity === 'error') ? undefined : platform;
  } catch (error) {
    if (error instanceof ConfigError) return undefined;
    throw error;
  }
}
