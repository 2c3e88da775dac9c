import { alertNames } from '../../platform/alert-names';
import { where } from './output';
import type { OutputRule } from './types';
import { unresolved } from './unresolved';
import { isUsualMonitor } from './usual-monitors';

export const knownMetrics: OutputRule = {
  id: 'known-metrics',
  severity: 'error',
  protects: 'rules and autoscalers from a metric that nobody exports: they are valid, and silent for ever',
  source: 'E98-E105',
  reads: ['monitoring', 'services.*.autoscaling.metrics'],
  wayOut: 'take a name of docs/metrics.md whose exporter is scraped, or record one',
  check: (output, { services }) => {
    // What a config scales on comes through an adapter, under a name that the config alone knows.
    const scaledOn = Object.values(services).flatMap(({ autoscaling }) =>
      autoscaling?.kind === 'hpa' ? autoscaling.metrics.map(({ name }) => name) : [],
    );
    const scraped = Object.values(services).map(({ fullName }) => fullName);
    return [
      ...unresolved(output, {
        kind: 'metric',
        word: 'metric',
        missing: 'which nothing that is scraped exports',
        path: 'monitoring',
        isElsewhere: ({ name, file }) => file.startsWith('kubernetes/') && scaledOn.includes(name),
      }),
      ...unresolved(output, {
        kind: 'recorded',
        word: 'metric',
        missing: 'which docs/metrics.md promises and no rule records',
        path: 'monitoring',
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
        .filter(({ name, parts }) => parts === undefined && !scraped.includes(name))
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

export const scrapeTargets: OutputRule = {
  id: 'scrape-targets',
  severity: 'error',
  protects: 'alerts from a target under a name or a port that nothing has, which is down from the first day',
  source: 'E106, E107',
  reads: ['monitoring', 'services.*.port'],
  wayOut: 'scrape the pods by their label and port, or an address that is there',
  check: (output, platform) => {
    const stores = Object.values(platform.stores).flatMap((store) =>
      store.provider === 'external' ? [`${store.host}:${store.port}`] : [],
    );
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
        references: output.references('address').filter(({ file }) => file.startsWith('prometheus/')),
        isElsewhere: ({ name, part }) => isUsualMonitor(platform, name, part) || stores.includes(`${name}:${part}`),
      }),
    ];
  },
};
