import type { Platform } from '../../platform/types';
import { limits } from '../limits';
import { above, both, type Duration, either, type Instant } from '../promql';
import { failedShare, ofMany } from '../requests';
import type { Alert } from './alert';
import { logs, releases } from './commands';
import { objectivesOf, percentage } from './objectives';
import { anyService, firstJob } from './places';

/**
 * Two windows at one pace: the long one says that it matters, the short one that it still goes on. Paces and windows are
 * those of the Site Reliability Workbook, chapter 5, table 5-8, for a budget of 30 days.
 */
const burn = (platform: Platform, pace: number, long: Duration, short: Duration): Instant => {
  const limit = round(pace * objectivesOf(platform).errorBudget);
  return ofMany(both(above(failedShare(long), limit), above(failedShare(short), limit)), long, limits.failures.budget);
};

const round = (share: number): number => Number(share.toPrecision(6));

const ANSWERS = 10_000;

/** As many answers a minute, of which as many fail as the budget allows, times the pace; after `until` minutes none. */
const failing = (platform: Platform, pace: number, minutes: number, until = minutes) => {
  const bad = round(pace * objectivesOf(platform).errorBudget * ANSWERS);
  const job = firstJob(platform);
  return {
    [`http_requests_total{job="${job}",status="500"}`]:
      until === minutes ? `0+${bad}x${minutes}` : `0+${bad}x${until} ${round(bad * until)}x${minutes - until}`,
    [`http_requests_total{job="${job}",status="200"}`]: `0+${round(ANSWERS - bad)}x${minutes}`,
  };
};

/** Of a service that is hardly used: whether it fails is all or nothing. */
const onlyRequest = 'http_requests_total{job="memorai-quiet",status="500"}';

/** What failed, and how much of it is promised not to. */
const burned = (platform: Platform, job: string, found: string, window: string): string =>
  `${found} of the answers of ${job} failed in ${window} (objective ${percentage(objectivesOf(platform).errorBudget)})`;

const look = (platform: Platform) => [
  { what: 'what fails', command: logs(platform, anyService(platform), '30m') },
  { what: 'what changed', command: releases(platform, anyService(platform)) },
];

/** Whether the errors that the objective allows last as long as they should. */
export const errorBudgetAlerts: readonly Alert[] = [
  {
    name: 'ErrorBudgetBurnsFast',
    severity: 'critical',
    for: '2m',
    summary: 'The error budget of a month is gone within days',
    description: (platform) =>
      burned(platform, '{{ $labels.job }}', '{{ $value | humanizePercentage }}', 'the last hour or six'),
    source: 'E108; Site Reliability Workbook, table 5-8',
    applies: () => true,
    expression: (platform) =>
      either(burn(platform, limits.burn.fast, '1h', '5m'), burn(platform, limits.burn.middle, '6h', '30m')),
    fires: (platform) => ({
      series: failing(platform, 20, 120),
      at: '90m',
      labels: { job: firstJob(platform) },
      says: burned(
        platform,
        firstJob(platform),
        percentage(20 * objectivesOf(platform).errorBudget),
        'the last hour or six',
      ),
    }),
    // The same errors, but over since half an hour; and the only request of an hour, which has just failed.
    quiet: (platform) => ({
      series: { ...failing(platform, 20, 120, 80), [onlyRequest]: '0x112 1x8' },
      at: '115m',
    }),
    explains: { ErrorBudgetBurnsSlowly: ['job'] },
    about: 'job',
    runbook: {
      means: 'At this pace the errors that the objective allows for a month are used up in two to five days.',
      look,
      act: ['As for HighErrorRate; this one looks at a longer time, so it also sees what comes and goes.'],
    },
  },
  {
    name: 'ErrorBudgetBurnsSlowly',
    severity: 'warning',
    for: '1h',
    summary: 'The error budget of a month will not last',
    description: (platform) => burned(platform, '{{ $labels.job }}', '{{ $value | humanizePercentage }}', 'three days'),
    source: 'E108; Site Reliability Workbook, table 5-8',
    applies: () => true,
    expression: (platform) => burn(platform, limits.burn.slow, '3d', '6h'),
    fires: (platform) => ({
      series: failing(platform, 2, 240),
      at: '90m',
      labels: { job: firstJob(platform) },
      says: burned(platform, firstJob(platform), percentage(2 * objectivesOf(platform).errorBudget), 'three days'),
    }),
    quiet: (platform) => ({
      series: { ...failing(platform, 0.5, 240), [onlyRequest]: '0x20 1x220' },
      at: '90m',
    }),
    about: 'job',
    runbook: {
      means: 'No outage, but more errors than promised. It is a ticket, not a page.',
      look,
      act: ['Find the route with the most errors, and mend it in working hours.'],
    },
  },
];
