import { psqlScript } from '../platform/database/psql-script';
import type { Compose, Platform, Qdrant, Service } from '../platform/types';
import { usesStore } from '../platform/uses';
import { collectionScript } from './collection-script';
import { type ConfigFile, container } from './container';
import { environment } from './environment';
import { hashHeader } from './header';
import { oneShots } from './one-shots';
import { withSecrets } from './secret-files';
import { applicationUser, migrate } from './services';
import type { Part } from './stores';

/** What has to be done once, and is done again at every start: it finds its work done. */
export function setupParts(platform: Platform, compose: Compose): readonly Part[] {
  const { postgres, qdrant } = platform.stores;
  const [owner] = qdrantUsers(platform);
  return [
    ...(postgres.provider === 'cluster' ? [bootstrapPart(platform, compose, postgres)] : []),
    ...(platform.migration === undefined
      ? []
      : [{ name: oneShots.migrate, service: migrate(platform, compose, platform.migration), files: [] }]),
    ...(qdrant.provider === 'cluster' && owner !== undefined ? [collectionPart(platform, compose, qdrant, owner)] : []),
  ];
}

/** Services with an image that can set the collection up; the api first. */
const qdrantUsers = ({ services }: Platform): readonly Service[] =>
  Object.values(services)
    .filter(({ uses }) => usesStore(uses, 'qdrant'))
    .sort((a, b) => Number(b.name === 'api') - Number(a.name === 'api'));

type ContainedPostgres = Extract<Platform['stores']['postgres'], { provider: 'cluster' }>;

/** Role, database, extensions and schemas, as administrator (E49-E51). */
function bootstrapPart(platform: Platform, compose: Compose, postgres: ContainedPostgres): Part {
  const script: ConfigFile = {
    name: 'bootstrap.sql',
    target: '/etc/memorai/bootstrap.sql',
    content: `${hashHeader(platform).replaceAll(/^#/gm, '--')}${psqlScript(postgres)}`,
  };
  const service = container(platform, oneShots.bootstrap, compose, {
    image: postgres.workload.image.reference,
    ...withSecrets(
      { PGPASSWORD: 'POSTGRES_PASSWORD', DB_PASSWORD: 'DB_PASSWORD' },
      `exec psql --no-psqlrc --quiet --file=${script.target}`,
    ),
    user: 'postgres',
    environment: { PGHOST: postgres.host, PGPORT: String(postgres.port), PGUSER: 'postgres', PGDATABASE: 'postgres' },
    secrets: ['POSTGRES_PASSWORD', 'DB_PASSWORD'],
    networks: ['back'],
    depends_on: { [postgres.workload.fullName]: { condition: 'service_healthy' } },
    files: [script],
    restart: 'no',
    cpuMillis: 500,
    memoryMiB: 128,
  });
  return { name: oneShots.bootstrap, service, files: [script] };
}

/** The collection, made by a script in an image that has Node by contract. */
function collectionPart(platform: Platform, compose: Compose, qdrant: Qdrant, owner: Service): Part {
  const script: ConfigFile = {
    name: 'collection.mjs',
    target: '/etc/memorai/collection.mjs',
    content: `${hashHeader(platform).replaceAll(/^#/gm, '//')}${collectionScript(qdrant)}`,
  };
  const service = container(platform, oneShots.collection, compose, {
    image: owner.image.reference,
    user: applicationUser,
    entrypoint: ['node'],
    command: [script.target],
    environment: environment(owner.settings.filter(({ name }) => name === 'QDRANT_URL' || name === 'QDRANT_API_KEY')),
    networks: ['back'],
    depends_on: { [qdrant.host]: { condition: 'service_healthy' } },
    files: [script],
    restart: 'no',
    cpuMillis: 500,
    memoryMiB: 256,
  });
  return { name: oneShots.collection, service, files: [script] };
}
