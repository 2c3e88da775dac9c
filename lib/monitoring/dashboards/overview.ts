import { measuredServices } from '../../platform/scraped';
import type { Platform, Service } from '../../platform/types';
import { duration, objectivesOf, percentage } from '../alerts/objectives';
import { limits } from '../limits';
import { above, always, count, divide, either, last, max, min, minus, over, panelWindow, rate, sum } from '../promql';
import { failedShare } from '../requests';
import type { DashboardSource, Limit, Panel, Row } from './dashboard';
import {
  availability,
  cpuShare,
  errorShare,
  latency,
  memoryShare,
  ofAll,
  replicaShare,
  scales,
  sixDigits,
} from './signals';

/** Services that get a row of their own; with more, the graphs of all of them tell more than a long page. */
const MOST_ROWS = 20;

/** The four golden signals (Site Reliability Engineering, chapter 6), the objectives, and how much of the budget is left. */
export const overview: DashboardSource = {
  name: 'overview',
  applies: () => true,
  render: (platform) => {
    const services = measuredServices(platform);
    return {
      title: 'Overview',
      description: 'Latency, traffic, errors and saturation of each service, against what is promised',
      rows: [
        now(platform),
        ...(services.length === 0 ? [] : [allServices(platform)]),
        ...(services.length > MOST_ROWS ? [] : services.map((service) => serviceRow(platform, service))),
      ],
    };
  },
};

function now(platform: Platform): Row {
  const { errorBudget, latencySeconds, latencyShare } = objectivesOf(platform);
  const stat = { kind: 'stat', width: 4 } as const;
  const services = measuredServices(platform).length;
  return {
    title: 'Now',
    panels: [
      {
        ...stat,
        title: 'Alerts',
        description: 'Alerts that fire, critical and warning. Which they are stands in the annotations of the graphs.',
        unit: 'short',
        queries: [
          {
            expression: either(
              count(last('ALERTS', { alertstate: 'firing', severity: { matches: 'critical|warning' } })),
              always(0),
            ),
            legend: 'firing',
          },
        ],
        limits: [{ value: 1 }],
        alerts: ['Watchdog', 'ConfigurationRefused', 'RulesFail', 'TargetDown', 'TargetMissing'],
      },
      ...(services === 0 ? [] : [answeringServices(platform, stat)]),
      {
        ...stat,
        title: 'Availability, 30 days',
        description: `Answers that were no server errors, of the service that has the fewest. Objective: ${percentage(1 - errorBudget)}. Prometheus looks back no further than it keeps.`,
        unit: 'percentunit',
        queries: [{ expression: min(availability), legend: 'worst service', once: true }],
        limits: [{ value: sixDigits(1 - errorBudget) }],
        good: 'above',
      },
      {
        ...stat,
        title: 'Error budget left',
        description: `What is left of the ${percentage(errorBudget)} of the answers of 30 days that may fail, of the service that has the least. Below zero the promise is broken.`,
        unit: 'percentunit',
        queries: [
          {
            expression: min(minus(1, divide(minus(1, availability), errorBudget))),
            legend: 'worst service',
            once: true,
          },
        ],
        limits: [{ value: 0 }],
        good: 'above',
      },
      {
        ...stat,
        title: `Latency, ${percentage(latencyShare)}`,
        description: `Time within which ${percentage(latencyShare)} of the answers come, of the slowest service. Objective: ${duration(latencySeconds)}.`,
        unit: 's',
        queries: [{ expression: max(latency(latencyShare)), legend: 'slowest service' }],
        limits: latencyLimits(platform),
      },
      {
        ...stat,
        title: 'Database connections',
        description: 'Share of the connections that the database admits to applications; at all of them requests fail.',
        unit: 'percentunit',
        queries: [
          {
            expression: max(divide(last('postgres_connections_active'), last('postgres_connections_max'))),
            legend: 'taken',
          },
        ],
        limits: [{ value: limits.connections, alert: 'DatabaseConnectionsExhausted' }],
      },
    ],
  };
}

/** Of those that are scraped: of the others nobody knows. */
function answeringServices(platform: Platform, stat: Pick<Panel, 'kind' | 'width'>): Panel {
  const services = measuredServices(platform);
  const jobs = services.map(({ fullName }) => fullName);
  const answering = above(sum(last('up', { job: { oneOf: jobs } }), ['job']), 0);
  return {
    ...stat,
    title: 'Services that answer',
    description: `Services of which at least one pod answers the scraper, of ${services.length}.`,
    unit: 'short',
    queries: [{ expression: either(count(answering), always(0)), legend: 'services' }],
    limits: [{ value: services.length, alert: 'ServiceDown' }],
    good: 'above',
  };
}

function allServices(platform: Platform): Row {
  const { errorBudget, latencyShare } = objectivesOf(platform);
  return {
    title: 'All services',
    panels: [
      {
        kind: 'graph',
        width: 12,
        title: 'Latency',
        description: `Time within which ${percentage(latencyShare)} of the answers of a service come. The line is the objective.`,
        unit: 's',
        queries: [{ expression: latency(latencyShare), legend: '{{job}}' }],
        limits: latencyLimits(platform),
      },
      {
        kind: 'graph',
        width: 12,
        title: 'Traffic',
        description: 'Answers a second, without those to probes and the scraper.',
        unit: 'reqps',
        queries: [{ expression: sum(rate(over('http_requests_total', panelWindow)), ['job']), legend: '{{job}}' }],
        alerts: ['ServiceDown'],
      },
      {
        kind: 'graph',
        width: 8,
        title: 'Errors',
        description:
          'Share of the answers that are server errors. The lines: what the objective allows, and where somebody is woken.',
        unit: 'percentunit',
        queries: [{ expression: errorShare(), legend: '{{job}}' }],
        limits: errorLimits(platform),
      },
      {
        kind: 'graph',
        width: 8,
        title: 'Pace of the error budget',
        description: `How much faster than in 30 days the budget goes, over the last hour: 1 is all that is allowed, at ${limits.burn.fast} it is gone within ${Math.ceil(30 / limits.burn.fast)} days.`,
        unit: 'short',
        queries: [{ expression: divide(failedShare('1h'), errorBudget), legend: '{{job}}' }],
        limits: [{ value: limits.burn.slow }, { value: limits.burn.fast, alert: 'ErrorBudgetBurnsFast' }],
        alerts: ['ErrorBudgetBurnsSlowly'],
      },
      {
        kind: 'graph',
        width: 8,
        title: 'Saturation',
        description: 'The fullest pod of each service: share of the memory at which it is killed.',
        unit: 'percentunit',
        queries: [{ expression: ofAll(platform, memoryShare), legend: '{{job}}' }],
        limits: [{ value: 1 }],
        alerts: ['PodRestarts'],
      },
    ],
  };
}

function serviceRow(platform: Platform, service: Service): Row {
  const { latencyShare } = objectivesOf(platform);
  const job = service.fullName;
  const graph = { kind: 'graph', width: 6 } as const;
  const shares = [...new Set([0.5, latencyShare, 0.99])].sort((one, other) => one - other);
  const panels: readonly Panel[] = [
    {
      ...graph,
      title: `Latency of ${job}`,
      description: 'Time within which shares of the answers come. The line is the objective.',
      unit: 's',
      queries: shares.map((part) => ({ expression: latency(part, job), legend: percentage(part) })),
      limits: latencyLimits(platform),
    },
    {
      ...graph,
      title: `Traffic of ${job}`,
      description: 'Answers a second by status, over all pods.',
      unit: 'reqps',
      queries: [
        {
          expression: sum(rate(over('http_requests_total', panelWindow, { job })), ['status']),
          legend: '{{status}}',
        },
      ],
      stacked: true,
      alerts: ['ServiceDown'],
    },
    {
      ...graph,
      title: `Errors of ${job}`,
      description:
        'Share of the answers that are server errors. The lines: what the objective allows, and where somebody is woken.',
      unit: 'percentunit',
      queries: [{ expression: errorShare(job), legend: '5xx' }],
      limits: errorLimits(platform),
    },
    {
      ...graph,
      title: `Saturation of ${job}`,
      description: `Share of its limits, ${service.resources.limits.memoryMiB} MiB and ${service.resources.limits.cpuMillis / 1000} CPU, that its fullest pod uses${
        scales(platform, service) ? `, and of the ${service.replicas.max} pods that it may have` : ''
      }.`,
      unit: 'percentunit',
      queries: [
        { expression: memoryShare(service), legend: 'memory' },
        { expression: cpuShare(service), legend: 'CPU' },
        ...(scales(platform, service) ? [{ expression: replicaShare(service), legend: 'pods' }] : []),
      ],
      limits: [{ value: 1 }],
      alerts: ['PodRestarts', ...(scales(platform, service) ? (['AutoscalerAtMaximum'] as const) : [])],
    },
  ];
  return { title: job, panels };
}

const latencyLimits = (platform: Platform): readonly Limit[] => [
  { value: objectivesOf(platform).latencySeconds, alert: 'HighResponseTime' },
];

const errorLimits = (platform: Platform): readonly Limit[] => [
  { value: objectivesOf(platform).errorBudget },
  { value: limits.errors, alert: 'HighErrorRate' },
];
