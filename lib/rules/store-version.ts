import { postgresMajor, versionOf } from '../platform/image-version';
import { oldestPostgres, oldestRedis } from '../platform/support';
import type { Rule } from './types';

/** What the guide asks for before anything else; and what our statements and configs are written for and tested on. */
export const storeVersion: Rule = {
  id: 'store-version',
  severity: 'error',
  protects: 'stores from refusing their config, and the bootstrap from failing half way',
  source: 'guide L156-157; rows 38-39 of its prerequisites',
  reads: ['stores.postgres.image', 'stores.redis.image'],
  wayOut: 'take an image of a newer version',
  check: ({ stores: { postgres, redis } }) => {
    const rows = [
      postgres.provider === 'cluster'
        ? { of: 'PostgreSQL', store: postgres, version: postgresMajor(postgres.workload.image), oldest: oldestPostgres }
        : undefined,
      redis.provider === 'cluster'
        ? { of: 'Redis', store: redis, version: versionOf('redis', redis.workload.image), oldest: oldestRedis }
        : undefined,
    ];
    return rows.flatMap((row) =>
      row?.version === undefined || Number.parseInt(`${row.version}`, 10) >= row.oldest
        ? []
        : [
            {
              path: `stores.${row.store.workload.name}.image`,
              message: `the platform needs ${row.of} ${row.oldest} or newer, ${row.store.workload.image.reference} is ${row.version}; take an image of a newer version`,
              value: `${row.version}`,
              limit: `${row.oldest}`,
            },
          ],
    );
  },
};
