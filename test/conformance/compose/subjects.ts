import { join } from 'node:path';
import { loadPlatform, type PlatformConfig, resolvePlatform } from '../../../lib/index';
import { root } from '../../package/built';
import { arbitraryComposeConfig } from '../../support/arbitrary-compose';
import { compose } from '../../support/configs';
import { generatedFor, type Subject, subjectOf } from '../subjects';

const subject = subjectOf('compose');

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

export const generatedSubjects = (count: number): readonly Subject[] =>
  generatedFor('compose', arbitraryComposeConfig, count);
