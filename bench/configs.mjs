import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';

/** The shipped production: both targets. */
export const production = (root) => parse(readFileSync(join(root, 'environments', 'production.yaml'), 'utf8'));

/** The same four services on a cluster of no cloud, and as many more as wanted; Kubernetes only. */
export const kubernetesOnly = (extraServices = 0) => ({
  environment: 'bench',
  version: '3.2.0',
  domain: 'bench.example.com',
  cluster: { provider: 'generic' },
  services: Object.fromEntries(
    Array.from({ length: extraServices }, (_, index) => [
      `extra-${index}`,
      { port: 3010, replicas: { min: 1, max: 2 }, uses: ['redis'] },
    ]),
  ),
  stores: {
    postgres: { provider: 'external', host: 'postgres.example.com' },
    redis: { host: 'redis.example.com' },
    qdrant: { host: 'qdrant.example.com' },
  },
});
