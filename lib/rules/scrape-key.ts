import type { Rule } from './types';

/** An annotation says where metrics are, and never who may read them. */
export const scrapeKey: Rule = {
  id: 'scrape-key',
  severity: 'warning',
  protects: 'people from a Qdrant that nobody watches: a scraper that goes by annotations is refused by it',
  source: 'E65, E107',
  reads: ['monitoring.scrape', 'stores.qdrant.provider'],
  wayOut: 'scrape by podMonitor or serviceMonitor, or give the scraper the job qdrant of prometheus.yml with its key',
  check: ({ scrape, stores: { qdrant } }) =>
    scrape.kind === 'annotations' && qdrant.provider === 'cluster' && qdrant.auth
      ? [
          {
            path: 'monitoring.scrape',
            message:
              'no annotation can hold the key that Qdrant asks for, so its pods have none; scrape by podMonitor or serviceMonitor, or give the scraper the job qdrant of prometheus.yml with its key',
          },
        ]
      : [],
};
