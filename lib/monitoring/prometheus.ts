import { monitoredJobs } from '../platform/scraped';
import type { Platform } from '../platform/types';
import { besides, type ScrapeJob, scrapeJobs } from './scrape-jobs';

/** prometheus.yml. Paths are relative to it. */
interface PrometheusConfig {
  readonly global: {
    readonly scrape_interval: string;
    readonly evaluation_interval: string;
    readonly external_labels: Readonly<Record<string, string>>;
  };
  readonly rule_files: readonly string[];
  readonly scrape_configs: readonly ScrapeJob[];
  readonly alerting: {
    readonly alertmanagers: readonly { readonly static_configs: readonly { readonly targets: readonly string[] }[] }[];
  };
}

/**
 * The guide's file (L743-776), with the scraped pods found and not named (E106), and a job for each source (E107). Beside
 * an operator its jobs are those that no object of ours stands for, and that no chart brings: each target is scraped once.
 */
export const prometheusConfig = (platform: Platform): PrometheusConfig => ({
  global: {
    scrape_interval: '15s',
    evaluation_interval: '15s',
    external_labels: { environment: platform.environment },
  },
  rule_files: ['rules/memorai.yaml'],
  scrape_configs: ownJobs(platform),
  alerting: { alertmanagers: [{ static_configs: [{ targets: [besides(platform, 'alertmanager', 9093)] }] }] },
});

function ownJobs(platform: Platform): readonly ScrapeJob[] {
  const elsewhere: readonly string[] = [...monitoredJobs(platform), ...Object.keys(platform.jobNames)];
  return scrapeJobs(platform).filter(({ job_name }) => !elsewhere.includes(job_name));
}
