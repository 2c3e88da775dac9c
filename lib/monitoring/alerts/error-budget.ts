import type { Platform } from '../../platform/types';
import { above, both, type Duration, type Instant } from '../promql';
import { failedShare, ofMany } from '../requests';
import { objectivesOf, percentage } from './objectives';
import { serviceJobs } from './places';

/**
 * Two windows at one pace: the long one says that it matters, the short one that it still goes on. Paces and windows are
 * those of the Site Reliability Workbook, chapter 5, table 5-8, for a budget of 30 days.
 */
export const burn = (platform: Platform, pace: number, long: Duration, short: Duration): Instant => {
  const limit = round(pace * objectivesOf(platform).errorBudget);
  return ofMany(both(above(failedShare(long), limit), above(failedShare(short), limit)), long);
};

const round = (share: number): number => Number(share.toPrecision(6));

const ANSWERS = 10_000;

/** As many answers a minute, of which as many fail as the budget allows, times the pace; after `until` minutes none. */
export const failing = (platform: Platform, pace: number, minutes: number, until = minutes) => {
  const bad = round(pace * objectivesOf(platform).errorBudget * ANSWERS);
  const [job = ''] = serviceJobs(platform);
  return {
    [`http_requests_total{job="${job}",status="500"}`]:
      until === minutes ? `0+${bad}x${minutes}` : `0+${bad}x${until} ${round(bad * until)}x${minutes - until}`,
    [`http_requests_total{job="${job}",status="200"}`]: `0+${round(ANSWERS - bad)}x${minutes}`,
  };
};

/** Of a service that is hardly used: whether it fails is all or nothing. */
export const onlyRequest = 'http_requests_total{job="memorai-quiet",status="500"}';

/** What failed, and how much of it is promised not to. */
export const burned = (platform: Platform, job: string, found: string, window: string): string =>
  `${found} of the answers of ${job} failed in ${window} (objective ${percentage(objectivesOf(platform).errorBudget)})`;
