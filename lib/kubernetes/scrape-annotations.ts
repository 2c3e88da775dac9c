import type { Platform, Service } from '../platform/types';

/** What a scraper that goes by annotations reads of a service's pods; nothing where it goes by anything else. */
export function scrapeAnnotations({ scrape }: Platform, service: Service): Readonly<Record<string, string>> {
  return scrape.kind === 'annotations'
    ? {
        'prometheus.io/scrape': 'true',
        'prometheus.io/port': String(service.port),
        'prometheus.io/path': service.metricsPath,
      }
    : {};
}
