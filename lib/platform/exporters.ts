import type { ExportedStore, Exporter, Platform } from './types';

interface Program {
  /** Pinned; a config may name another. */
  readonly image: string;
  readonly port: number;
  readonly healthPath: string;
  readonly user: number;
}

/**
 * postgres_exporter of the version that the tests scrape. redis_exporter from 1.82 on finds the nodes of a cluster by
 * their names, which certificates need; of its two images the one with a shell, as it reads no password from a file.
 */
export const exporterPrograms: Readonly<Record<ExportedStore, Program>> = {
  postgres: {
    image: 'quay.io/prometheuscommunity/postgres-exporter:v0.17.1',
    port: 9187,
    healthPath: '/',
    user: 65_534,
  },
  redis: { image: 'oliver006/redis_exporter:v1.88.0-alpine', port: 9121, healthPath: '/health', user: 59_000 },
};

/** Stores that an exporter can be asked about, in the order of their names. */
export const exportedStores = Object.keys(exporterPrograms) as readonly ExportedStore[];

/** Role that may see every statistic of PostgreSQL, and no table (pg_monitor). */
export const postgresMonitor = 'memorai_monitor';

/** User of a Redis of ours that may ask for its numbers, and for no key. */
export const redisMonitor = 'monitor';

/** Where both programs answer. */
export const metricsPath = '/metrics';
/** Of redis_exporter: the nodes of the cluster in the form of Prometheus' http_sd, and the numbers of one (`?target=`). */
export const nodeDiscoveryPath = '/discover-cluster-nodes';
export const nodeScrapePath = '/scrape';

/** The exporters that we run. */
export const ownExporters = ({ exporters }: Pick<Platform, 'exporters'>): readonly Exporter[] =>
  exportedStores.flatMap((store) => {
    const exporter = exporters[store];
    return exporter.kind === 'own' ? [exporter] : [];
  });
