import { alertNames } from '../../platform/alert-names';
import { isOtherJob, measuredServices } from '../../platform/scraped';
import type { Platform } from '../../platform/types';
import { type Output, where } from './output';
import type { OutputRule } from './types';
import { unresolved } from './unresolved';
import { isUsualMonitor } from './usual-monitors';

/** Whether one of the jobs is scraped by anything in the output; of a service, which has none, whether any service is. */
const isScraped = (output: Output, jobs: readonly string[]): boolean =>
  jobs.length === 0
    ? output.definitions('job').some(({ name }) => !isOtherJob(name))
    : jobs.some((job) => output.find('job', job).length > 0);

/** By prometheus.yml, or by what the operator is told. */
const isScrapedSeries = (output: Output, name: string): boolean =>
  output.find('series', name).some(({ parts = [] }) => isScraped(output, parts));

export const knownMetrics: OutputRule = {
  id: 'known-metrics',
  severity: 'error',
  protects: 'rules and autoscalers from a metric that nobody exports: they are valid, and silent for ever',
  source: 'E98-E105',
  reads: ['monitoring', 'services.*.autoscaling.metrics', 'services.*.metrics'],
  wayOut: 'take a name of docs/metrics.md whose exporter is scraped, or record one',
  check: (output, platform) => {
    // What a config scales on comes through an adapter, under a name that the config alone knows.
    const scaledOn = Object.values(platform.services).flatMap(({ autoscaling }) =>
      autoscaling?.kind === 'hpa' ? autoscaling.metrics.map(({ name }) => name) : [],
    );
    const scraped = measuredServices(platform).map(({ fullName }) => fullName);
    return [
      ...unresolved(output, {
        kind: 'metric',
        word: 'metric',
        missing: 'which nothing that is scraped exports',
        path: 'monitoring',
        isElsewhere: ({ name, file }) =>
          isScrapedSeries(output, name) || (file.startsWith('kubernetes/') && scaledOn.includes(name)),
      }),
      ...unresolved(output, {
        kind: 'recorded',
        word: 'metric',
        missing: 'which docs/metrics.md promises and no rule records',
        path: 'monitoring',
        references: output
          .references('recorded')
          .filter(({ part }) => isScraped(output, part === undefined ? [] : [part]))
          .map(({ part: _, ...reference }) => reference),
      }),
      ...output
        .definitions('recorded')
        .filter(({ name }) => !output.references('recorded').some((one) => one.name === name))
        .map((one) => ({
          path: 'monitoring',
          message: `${where(one)} records ${one.name}, which is not in docs/metrics.md`,
        })),
      ...output
        .definitions('job')
        // What a team adds has names of its own.
        .filter(({ name, source }) => source === undefined && !isOtherJob(name) && !scraped.includes(name))
        .map((one) => ({
          path: 'monitoring',
          message: `${where(one)} is job ${one.name}, which is no service and no exporter; there are ${scraped.join(', ')}`,
        })),
      ...unresolved(output, {
        kind: 'job',
        word: 'job',
        missing: 'which scrapes nothing',
        path: 'monitoring',
      }),
    ];
  },
};

export const alertRoutes: OutputRule = {
  id: 'alert-routes',
  severity: 'error',
  protects: 'people from alerts that no route knows, or that have no page: nobody wakes, or nobody knows what to do',
  source: 'E97, E108',
  reads: ['monitoring.receivers', 'monitoring.alerts'],
  wayOut: 'name an alert, a severity and a receiver that are there',
  check: (output) => {
    const path = 'monitoring';
    return [
      ...unresolved(output, { kind: 'receiver', word: 'receiver', missing: 'whom nothing describes', path }),
      ...unresolved(output, { kind: 'severity', word: 'severity', missing: 'which no alert has', path }),
      ...unresolved(output, { kind: 'alert', word: 'alert', missing: 'which no rule makes', path }),
      ...output
        .references('runbook')
        .filter(({ name }) => !alertNames.some((alert) => alert === name))
        .map((reference) => ({
          path,
          message: `${where(reference)} leads to runbook ${reference.name}, which is no page of docs/runbooks`,
        })),
    ];
  },
};

/** Whether it is the Prometheus that the config gives to Grafana. */
function isNamedSource({ dashboards }: Platform, name: string, part: string | undefined): boolean {
  if (dashboards === undefined) return false;
  const { hostname, port } = new URL(dashboards.prometheusUrl);
  return hostname === name && port === (part ?? '');
}

export const scrapeTargets: OutputRule = {
  id: 'scrape-targets',
  severity: 'error',
  protects: 'alerts from a target under a name or a port that nothing has, which is down from the first day',
  source: 'E106, E107',
  reads: ['monitoring', 'services.*.port'],
  wayOut: 'scrape the pods by their label and port, or an address that is there',
  check: (output, platform) => {
    // What somebody else runs is where the config says.
    const named = [
      ...Object.values(platform.stores).flatMap((store) =>
        store.provider === 'external' ? [`${store.host}:${store.port}`] : [],
      ),
      ...Object.values(platform.exporters).flatMap((one) => (one.kind === 'elsewhere' ? [one.address] : [])),
    ];
    return [
      ...unresolved(output, {
        kind: 'pods',
        word: 'pods',
        part: 'port',
        missing: 'which no workload makes',
        path: 'monitoring',
        isElsewhere: () => !platform.targets.includes('kubernetes'),
      }),
      ...unresolved(output, {
        kind: 'address',
        word: 'address',
        part: 'port',
        missing: 'which nothing answers to',
        path: 'monitoring',
        references: output.references('address').filter(({ file }) => /^(prometheus|grafana|kubernetes)\//.test(file)),
        isElsewhere: ({ name, part, file }) =>
          isUsualMonitor(platform, name, part) ||
          named.includes(`${name}:${part}`) ||
          (file.startsWith('grafana/') && isNamedSource(platform, name, part)),
      }),
    ];
  },
};
