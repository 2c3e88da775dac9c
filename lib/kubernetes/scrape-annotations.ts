import type { Platform, Service } from '../platform/types';

/** What a scraper that goes by annotations reads of a service's pods; nothing where it goes by anything else. */
export const scrapeAnnotations = (
  platform: Platform,
  { port, metricsPath }: Service,
): Readonly<Record<string, string>> =>
  metricsPath === undefined ? {} : metricsAnnotations(platform, port, metricsPath);

/** The same of any pod. */
export const metricsAnnotations = (
  { scrape }: Platform,
  port: number,
  path: string,
): Readonly<Record<string, string>> =>
  scrape.kind === 'annotations'
    ? { 'prometheus.io/scrape': 'true', 'prometheus.io/port': String(port), 'prometheus.io/path': path }
    : {};
