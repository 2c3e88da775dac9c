import { passwordVariables, psqlScript } from '../platform/database/psql-script';
import type { Compose, Platform } from '../platform/types';
import { type ConfigFile, container } from './container';
import { hashHeader } from './header';
import { oneShots } from './one-shots';
import { withSecrets } from './secret-files';
import { migrate } from './services';
import type { Part } from './stores';

/** What has to be done once, and is done again at every start: it finds its work done. */
export function setupParts(platform: Platform, compose: Compose): readonly Part[] {
  const { postgres } = platform.stores;
  return [
    ...(postgres.provider === 'cluster' ? [bootstrapPart(platform, compose, postgres)] : []),
    ...(platform.migration === undefined
      ? []
      : [{ name: oneShots.migrate, service: migrate(platform, compose, platform.migration), files: [] }]),
  ];
}

type ContainedPostgres = Extract<Platform['stores']['postgres'], { provider: 'cluster' }>;

/** Role, database, extensions and schemas, as administrator (E49-E51). */
function bootstrapPart(platform: Platform, compose: Compose, postgres: ContainedPostgres): Part {
  const script: ConfigFile = {
    name: 'bootstrap.sql',
    target: '/etc/memorai/bootstrap.sql',
    content: `${hashHeader(platform).replaceAll(/^#/gm, '--')}${psqlScript(postgres)}`,
  };
  const passwords = passwordVariables(postgres);
  const service = container(platform, oneShots.bootstrap, compose, {
    image: postgres.workload.image.reference,
    ...withSecrets(
      { PGPASSWORD: 'POSTGRES_PASSWORD', ...Object.fromEntries(passwords.map((name) => [name, name])) },
      `exec psql --no-psqlrc --quiet --file=${script.target}`,
    ),
    user: 'postgres',
    environment: { PGHOST: postgres.host, PGPORT: String(postgres.port), PGUSER: 'postgres', PGDATABASE: 'postgres' },
    secrets: ['POSTGRES_PASSWORD', ...passwords],
    networks: ['back'],
    depends_on: { [postgres.workload.fullName]: { condition: 'service_healthy' } },
    files: [script],
    restart: 'no',
    cpuMillis: 500,
    memoryMiB: 128,
  });
  return { name: oneShots.bootstrap, service, files: [script] };
}
