import { about, absent, changed, type Row } from './claims';
import { composeFile } from './subjects';

const ofService = (name: string) => (path: string, expected: unknown) =>
  composeFile(`services ${name} ${path}`, expected);
const api = ofService('memorai-api');
const dashboard = ofService('memorai-dashboard');
const postgres = ofService('postgres');
const redis = ofService('redis');
const qdrant = ofService('qdrant');
const redisConf = about('small/compose/redis.conf');
const asked = (name: string) =>
  `\${${name}:?missing or empty in .env; run memorai secrets init, and fill in what it names}`;

/** Docker Compose (guide L48-100). Where a row is `changed`, docs/differences.md says why. */
export const composeRows: Readonly<Record<number, Row>> = {
  15: changed('L50', composeFile('name', 'memorai'), composeFile('version', absent)),
  16: changed('L52-54', api('image', 'memorai/api:3.2.0'), api('deploy replicas', 2), api('replicas', absent)),
  17: changed(
    'L56',
    api('environment DATABASE_URL', asked('DATABASE_URL')),
    api('environment DB_HOST', 'postgres'),
    api('environment DB_PORT', '5432'),
    api('environment DB_NAME', 'memorai'),
    api('environment DB_USER', 'memorai'),
  ),
  18: changed(
    'L57',
    api('environment REDIS_URL', asked('REDIS_URL')),
    api('environment REDIS_HOST', 'redis'),
    api('environment REDIS_PORT', '6379'),
  ),
  19: changed(
    'L58',
    api('environment QDRANT_URL', 'http://qdrant:6333'),
    api('environment QDRANT_API_KEY', asked('QDRANT_API_KEY')),
  ),
  20: changed(
    'L59-62',
    api('depends_on postgres condition', 'service_healthy'),
    api('depends_on redis condition', 'service_healthy'),
    api('depends_on qdrant condition', 'service_healthy'),
    api('depends_on migrate condition', 'service_completed_successfully'),
  ),
  21: changed(
    'L63-67',
    api('healthcheck test', [
      'CMD',
      'node',
      '-e',
      "fetch('http://127.0.0.1:3001/health').then(r => process.exit(r.ok ? 0 : 1), () => process.exit(1))",
    ]),
    api('healthcheck interval', '30s'),
    api('healthcheck timeout', '10s'),
    api('healthcheck retries', 3),
  ),
  22: changed(
    'L69-74',
    dashboard('image', 'memorai/dashboard:3.2.0'),
    dashboard('environment NEXT_PUBLIC_API_URL', 'https://api.memorai.com'),
    dashboard('environment API_INTERNAL_URL', 'http://memorai-api:3001'),
    dashboard('depends_on memorai-api condition', 'service_healthy'),
    dashboard('healthcheck retries', 3),
  ),
  23: changed(
    'L76-83',
    postgres('image', 'pgvector/pgvector:0.8.1-pg15'),
    postgres('environment POSTGRES_PASSWORD_FILE', '/run/secrets/POSTGRES_PASSWORD'),
    postgres('environment POSTGRES_PASSWORD', absent),
    postgres('volumes 0', { type: 'volume', source: 'postgres_data', target: '/var/lib/postgresql/data' }),
    composeFile('volumes postgres_data', {}),
  ),
  24: changed(
    'L84-88',
    postgres('healthcheck test 1', 'pg_isready -h 127.0.0.1 -U postgres -d postgres'),
    postgres('healthcheck interval', '10s'),
    postgres('healthcheck timeout', '5s'),
    postgres('healthcheck retries', 5),
  ),
  25: changed(
    'L90-94',
    redis('image', 'redis:7.2.11-alpine'),
    redis('volumes 0', { type: 'volume', source: 'redis_data', target: '/data' }),
    redis('healthcheck retries', 5),
    redisConf('lines 4', 'appendonly yes'),
    redisConf('lines 7', 'maxmemory 4096mb'),
  ),
  26: changed(
    'L96-99',
    qdrant('image', 'qdrant/qdrant:v1.19.1'),
    qdrant('volumes 0', { type: 'volume', source: 'qdrant_data', target: '/qdrant/storage' }),
    qdrant('volumes 1', { type: 'volume', source: 'qdrant_snapshots', target: '/qdrant/snapshots' }),
    qdrant('healthcheck retries', 5),
  ),
};
