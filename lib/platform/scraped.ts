import { lookup } from '../config/lookup';
import { exportedStores } from './exporters';
import { qdrantKey } from './qdrant-key';
import type { Platform, Service, SharedJob } from './types';
import { asksForCertificate, storeWorkloads } from './uses';

/**
 * What is scraped beside the services, under the label `job` that each of them has. A job of any other name is a service,
 * and is called as it is.
 */
export const otherJobs = [
  'cert-manager',
  'collector',
  'ingress-nginx',
  'kube-state-metrics',
  'kubelet',
  'node',
  'postgres',
  'prometheus',
  'qdrant',
  'redis',
  'yace',
] as const;

export type OtherJob = (typeof otherJobs)[number];

/** Whether an environment on a cluster needs one of them. */
export const sharedJobs: Readonly<Record<SharedJob, (platform: Platform) => boolean>> = {
  'cert-manager': asksForCertificate,
  'ingress-nginx': ({ ingress }) => ingress?.controller === 'ingress-nginx',
  'kube-state-metrics': () => true,
  /** Volumes of stores. */
  kubelet: ({ stores }) => storeWorkloads(stores).length > 0,
  node: () => true,
  yace: ({ queue }) => queue.provider === 'sqs',
};

/** What the scraper calls a job. */
export const jobName = ({ jobNames }: Pick<Platform, 'jobNames'>, job: string): string => lookup(jobNames, job) ?? job;

/** Whether a job scrapes something else than a service. */
export const isOtherJob = (job: string): job is OtherJob => otherJobs.some((other) => other === job);

/** A service that tells Prometheus how it is. */
export type MeasuredService = Service & { readonly metricsPath: string };

/** Those that are scraped, sorted by name. */
export const measuredServices = ({ services }: Pick<Platform, 'services'>): readonly MeasuredService[] =>
  Object.values(services).filter((service): service is MeasuredService => service.metricsPath !== undefined);

/** Whether objects of the Prometheus operator say what is scraped, and what it watches for. */
export const hasOperator = ({ scrape }: Pick<Platform, 'scrape'>): boolean =>
  scrape.kind === 'podMonitor' || scrape.kind === 'serviceMonitor';

/** Of the object with the rules, which a team's own do not have. */
export const prometheusRuleName = 'memorai';

/** Jobs that the operator has from objects of ours: services, and stores wherever they are. The rest is in prometheus.yml. */
export const monitoredJobs = (
  platform: Pick<Platform, 'exporters' | 'scrape' | 'services' | 'stores'>,
): readonly string[] =>
  hasOperator(platform)
    ? [
        ...measuredServices(platform).map(({ fullName }) => fullName),
        ...exportedStores.filter((store) => platform.exporters[store].kind !== 'none'),
        ...(qdrantKey(platform) === undefined ? [] : ['qdrant']),
      ]
    : [];
