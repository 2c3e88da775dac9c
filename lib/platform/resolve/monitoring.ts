import type { Platform, Scrape } from '../types';
import { byDefault, type Context } from './context';

/** How a scraper finds the services; nothing when serverless, where there are no pods, and in Compose, whose own knows. */
export function resolveScrape(context: Context): Scrape {
  const { config } = context;
  const written = config.monitoring;
  if (config.deployment === 'serverless') {
    if (written !== undefined)
      context.fail('monitoring', 'conflict', 'has no meaning when deployment is serverless; remove it');
    return { kind: 'none' };
  }
  if (config.deployment === 'compose') return { kind: 'none' };
  const kind = context.pick(
    'monitoring.scrape',
    written?.scrape,
    'none',
    byDefault('the cluster may have no scraper, or one with targets of its own'),
  );
  if (kind === 'podMonitor' || kind === 'serviceMonitor') {
    return {
      kind,
      intervalSeconds: context.pick('monitoring.interval', written?.interval, 15, byDefault('guide L746')),
      labels: context.pick('monitoring.labels', written?.labels, {}, byDefault('an operator that takes every monitor')),
    };
  }
  for (const key of ['interval', 'labels'] as const) {
    if (written?.[key] !== undefined)
      context.fail(
        `monitoring.${key}`,
        'conflict',
        `has no meaning when scrape is ${kind}: only a podMonitor or serviceMonitor has it; remove it`,
      );
  }
  return { kind };
}

/** Names of jobs that others scrape; nobody else does on one machine. */
export function resolveJobNames(context: Context): Platform['jobNames'] {
  const { deployment, monitoring } = context.config;
  const written = monitoring?.jobs;
  if (written === undefined || deployment === 'serverless') return {};
  if (deployment === 'compose') {
    context.fail(
      'monitoring.jobs',
      'conflict',
      'are those of a cluster that others scrape, and deployment is compose; remove it',
    );
  }
  return Object.fromEntries(
    Object.entries(written).map(([job, name]) => [job, context.take(`monitoring.jobs.${job}`, name)]),
  );
}
