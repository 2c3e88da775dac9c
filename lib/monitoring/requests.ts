import { atLeast, both, type Duration, divide, type Instant, increase, last, over, sum, sumOverTime } from './promql';

/** Answers that are server errors. */
export const failed = { status: { matches: '5..' } } as const;

const failures = 'job:http_requests_failed:rate5m';
const answers = 'job:http_requests:rate5m';

/**
 * Share of the answers of a window that were server errors, by service, from what is recorded: over three days one series a
 * service is added up, and not every route of every pod that there has been.
 */
export const failedShare = (window: Duration): Instant =>
  window === '5m'
    ? divide(last(failures), last(answers))
    : divide(sumOverTime(over(failures, window)), sumOverTime(over(answers, window)));

/** Of the services of an expression those of which so many requests failed within a window. */
export const ofMany = (expression: Instant, window: Duration, least: number): Instant =>
  both(expression, atLeast(sum(increase(over('http_requests_total', window, failed)), ['job']), least), 'on (job)');
