import { ownExporters } from '../platform/exporters';
import type { Compose, Exporter, Platform } from '../platform/types';
import { container } from './container';
import { environment } from './environment';
import { answersHttp } from './health';
import type { Condition } from './model';
import { oneShots } from './one-shots';
import { watching } from './profiles';
import { secretPath, withSecrets } from './secret-files';
import type { Part } from './stores';

/** What tells Prometheus of PostgreSQL and Redis, with accounts that see numbers only. */
export const exporterParts = (platform: Platform, compose: Compose): readonly Part[] =>
  ownExporters(platform).map((exporter) => {
    const { password } = exporter;
    const isInside = platform.stores[exporter.store].provider === 'cluster';
    const service = container(platform, exporter.name, compose, {
      ...watching,
      image: exporter.image.reference,
      user: `${exporter.user}:${exporter.user}`,
      ...programOf(exporter),
      ...(password === undefined ? {} : { secrets: [password.setting] }),
      networks: [isInside ? 'back' : 'outside', 'monitoring'].sort(),
      ...(isInside ? { depends_on: waitsFor(platform, exporter) } : {}),
      healthcheck: answersHttp(exporter.port, exporter.healthPath),
      cpuMillis: exporter.resources.limits.cpuMillis,
      memoryMiB: exporter.resources.limits.memoryMiB,
    });
    return { name: exporter.name, service, files: [] };
  });

/** postgres_exporter reads its password from a file. redis_exporter reads files of another form: a shell hands it over. */
function programOf({ store, password, settings, arguments: words }: Exporter) {
  const literals = environment(settings.filter(({ name }) => name !== password?.setting));
  if (password === undefined) return { command: words, environment: literals };
  return store === 'postgres'
    ? { command: words, environment: { ...literals, [`${password.variable}_FILE`]: secretPath(password.setting) } }
    : {
        ...withSecrets({ [password.variable]: password.setting }, ['exec /redis_exporter', ...words].join(' ')),
        environment: literals,
      };
}

/** Its role is made by the bootstrap. */
function waitsFor({ stores }: Platform, { store }: Exporter): Readonly<Record<string, { condition: Condition }>> {
  const { workload } = stores[store] as Extract<Platform['stores'][typeof store], { provider: 'cluster' }>;
  return {
    [workload.fullName]: { condition: 'service_healthy' },
    ...(store === 'postgres' ? { [oneShots.bootstrap]: { condition: 'service_completed_successfully' } } : {}),
  };
}
