import { postgresMajor, versionOf } from '../platform/image-version';
import { minorOf } from '../platform/kubernetes-minor';
import {
  auroraEndOfStandardSupport,
  eksEndOfStandardSupport,
  kubernetesEndOfLife,
  lambdaRuntime,
  oldestSupportedKubernetes,
  postgresEndOfLife,
  qdrantEndOfLife,
  redisEndOfLife,
  valkeyEndOfLife,
} from '../platform/support';
import type { Platform, StoreName } from '../platform/types';
import type { Rule } from './types';

/** Something that runs, and the last day on which whoever makes it mends it. */
interface Supported {
  readonly what: string;
  readonly version: string;
  readonly path: string;
  readonly endsOn: string | undefined;
  /** What happens from then on. */
  readonly after: string;
}

/**
 * What is past its last day, on the day that the caller names: without one there is no finding, and never an error, so
 * that no build breaks by the calendar alone.
 */
export const supportEnded: Rule = {
  id: 'support-ended',
  severity: 'warning',
  protects: 'engines and runtimes from going on without fixes for what is found in them',
  source: 'E15, E16, E37, E87; lib/platform/support.ts names the page of each date',
  reads: ['cluster.version', 'stores.*.engine', 'stores.*.engineVersion', 'stores.*.image', 'services.*.lambda'],
  wayOut: 'plan the upgrade to a version that is still mended',
  check: (platform, { today }) =>
    today === undefined
      ? []
      : everything(platform).flatMap(({ what, version, path, endsOn, after }) =>
          endsOn === undefined || endsOn >= today
            ? []
            : [
                {
                  path,
                  message: `support of ${what} ${version} ended on ${endsOn}: ${after}`,
                  value: version,
                  limit: endsOn,
                },
              ],
        ),
};

const unmended = 'what is found in it is not mended any more; plan the upgrade';
const extended = 'AWS mends it for a higher price, and then upgrades it by itself; plan the upgrade';

function everything({ cluster, stores: { postgres, redis, qdrant }, services }: Platform): Supported[] {
  return [
    ...(cluster === undefined ? [] : [kubernetes(cluster)]),
    ...(postgres.provider === 'aurora'
      ? [
          {
            what: 'Aurora PostgreSQL',
            version: postgres.engineVersion,
            path: 'stores.postgres.engineVersion',
            endsOn:
              auroraEndOfStandardSupport[postgres.engineVersion] ??
              auroraEndOfStandardSupport[postgres.engineVersion.split('.')[0] ?? ''],
            after: extended,
          },
        ]
      : []),
    ...(postgres.provider === 'cluster'
      ? [ofImage('PostgreSQL', 'postgres', postgresMajor(postgres.workload.image), postgresEndOfLife)]
      : []),
    ...(redis.provider === 'cluster'
      ? [
          ofImage('Redis', 'redis', versionOf('redis', redis.workload.image), redisEndOfLife),
          ofImage('Valkey', 'redis', versionOf('valkey', redis.workload.image), valkeyEndOfLife),
        ]
      : []),
    ...(qdrant.provider === 'cluster'
      ? [ofImage('Qdrant', 'qdrant', versionOf('qdrant', qdrant.workload.image), qdrantEndOfLife)]
      : []),
    ...Object.values(services)
      .filter(({ lambda }) => lambda !== undefined)
      .slice(0, 1)
      .map(({ name }) => ({
        what: 'the runtime of the functions,',
        version: lambdaRuntime.name,
        path: `services.${name}.lambda`,
        endsOn: lambdaRuntime.endOfSupport,
        after: 'AWS mends it no more, and later takes no change of the functions; use a newer version of this library',
      })),
  ];
}

/** Of EKS its own day; elsewhere that of the project, unless rule `kubernetes-support` says so without a date. */
function kubernetes({ provider, version }: NonNullable<Platform['cluster']>): Supported {
  const common = { what: 'Kubernetes', version, path: 'cluster.version' };
  if (provider === 'eks') return { ...common, endsOn: eksEndOfStandardSupport[version], after: extended };
  const isOld = minorOf(version) < minorOf(oldestSupportedKubernetes);
  return { ...common, endsOn: isOld ? undefined : kubernetesEndOfLife[version], after: unmended };
}

/** Of an image whose tag says nothing of its version nothing is known. */
function ofImage(
  what: string,
  store: StoreName,
  written: number | string | undefined,
  ends: Readonly<Record<string, string>>,
): Supported {
  const version = `${written ?? ''}`;
  return { what, version, path: `stores.${store}.image`, endsOn: ends[version], after: unmended };
}
