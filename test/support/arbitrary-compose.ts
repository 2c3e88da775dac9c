import fc from 'fast-check';
import type { PlatformConfig } from '../../lib/config/schema/index';
import { maybe, service, shortName, sparse } from './arbitrary-config';

const port = fc.integer({ min: 1024, max: 65535 });
const memory = fc.constantFrom('256Mi', '1Gi', '1536Mi');
const address = fc.constantFrom('127.0.0.1', '0.0.0.0', '192.0.2.7');

const contained = { resources: maybe(sparse({ cpu: maybe(fc.constantFrom('500m', 2)), memory: maybe(memory) })) };

const stores = sparse({
  postgres: maybe(
    fc.oneof(
      sparse({
        provider: fc.constant('cluster'),
        ...contained,
        database: maybe(fc.constantFrom('memorai', 'notes_1')),
        maxConnections: maybe(fc.integer({ min: 100, max: 500 })),
      }),
      fc.constant({ provider: 'external', host: 'db.memorai.com' }),
    ),
  ),
  redis: maybe(
    fc.oneof(
      sparse({
        provider: fc.constant('cluster'),
        ...contained,
        memory: maybe(memory),
        eviction: maybe(fc.constantFrom('noeviction', 'allkeys-lfu')),
      }),
      sparse({ host: fc.constant('redis.memorai.com'), auth: maybe(fc.boolean()), tls: maybe(fc.boolean()) }),
    ),
  ),
  qdrant: maybe(
    fc.oneof(
      sparse({ provider: fc.constant('cluster'), ...contained, collection: maybe(fc.constantFrom('notes', 'a-b_1')) }),
      sparse({ host: fc.constant('qdrant.memorai.com'), auth: maybe(fc.boolean()) }),
    ),
  ),
});

const section = (names: readonly string[]) =>
  sparse({
    project: maybe(shortName),
    bind: maybe(address),
    ports: maybe(fc.dictionary(fc.constantFrom(...names), port, { maxKeys: 2 })),
    proxy: maybe(
      sparse({
        kind: fc.constant('caddy'),
        email: maybe(fc.constant('ops@memorai.com')),
        staging: maybe(fc.boolean()),
        bind: maybe(address),
      }),
    ),
    backups: maybe(
      sparse({
        schedule: maybe(fc.constantFrom('30 2 * * *', '*/15 0-6,12 1 * 1-5')),
        retentionDays: maybe(fc.integer({ min: 1, max: 90 })),
        keep: maybe(fc.integer({ min: 1, max: 10 })),
        restoreTest: maybe(
          fc.oneof(
            fc.constant({ enabled: false, reason: 'made by a test' }),
            sparse({ schedule: maybe(fc.constantFrom('0 4 * * 0', '30 5 1,15 * *')) }),
          ),
        ),
      }),
    ),
    monitoring: maybe(fc.constantFrom({}, { enabled: false }, { retentionDays: 7 })),
    logging: maybe(sparse({ maxSize: maybe(memory), maxFiles: maybe(fc.integer({ min: 1, max: 9 })) })),
    sources: maybe(fc.dictionary(fc.constantFrom(...names), fc.constant({ target: '/app' }), { maxKeys: 2 })),
    host: maybe(fc.constantFrom({ cpu: 4, memory: '64Gi' }, { cpu: '1500m', memory: '256Gi' })),
  });

/** Configs of Compose as people might write them: most resolve, some break a rule, some are refused. */
export const arbitraryComposeConfig: fc.Arbitrary<PlatformConfig> = fc
  .uniqueArray(shortName, { maxLength: 3 })
  .chain((extra) => {
    const names = [...extra, 'api', 'dashboard', 'mcp', 'worker'];
    return sparse({
      environment: shortName,
      version: fc.constantFrom('3.2.0', '1', '4.0.0-rc.1'),
      tier: maybe(fc.constantFrom('minimum', 'recommended')),
      deployment: fc.constant('compose'),
      domain: fc.constantFrom('memorai.com', 'a.example'),
      protection: maybe(fc.constant({ level: 'none', reason: 'made by a test' })),
      services: maybe(
        fc
          .tuple(
            ...names.map((name) =>
              fc.tuple(
                fc.constant(name),
                service(
                  names.filter((other) => other !== name),
                  'compose',
                ),
              ),
            ),
          )
          .map((entries) => Object.fromEntries(entries)),
      ),
      stores: maybe(stores),
      queue: maybe(
        fc.oneof(
          fc.constant({ provider: 'none' }),
          sparse({ provider: fc.constant('elasticmq'), maxReceiveCount: maybe(fc.integer({ min: 1, max: 9 })) }),
        ),
      ),
      secrets: maybe(fc.constant({ provider: 'envFile' })),
      migration: maybe(fc.constantFrom({ enabled: false }, { seed: true })),
      compose: maybe(section(names)),
      monitoring: maybe(
        fc.constantFrom(
          { exporters: { postgres: { enabled: false, reason: 'made by a test' } } },
          { exporters: { redis: { enabled: false, reason: 'made by a test', address: '192.0.2.7:9121' } } },
          { alerts: { Watchdog: { enabled: false, reason: 'made by a test' } } },
        ),
      ),
    });
  })
  // The shapes above are those of the schema; the refusals are part of what is tested.
  .map((config) => config as unknown as PlatformConfig);
