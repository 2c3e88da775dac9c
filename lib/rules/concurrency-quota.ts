import type { Rule } from './types';

/** Of a new account and region, before it is raised (Lambda developer guide, "Lambda quotas"). */
const QUOTA = 1000;
/** What Lambda keeps for functions without a reservation, and refuses to give away. */
const UNRESERVED = 100;
const LIMIT = QUOTA - UNRESERVED;

/** Reservations of all functions behind an API leave the account what Lambda wants kept. */
export const concurrencyQuota: Rule = {
  id: 'concurrency-quota',
  severity: 'warning',
  protects: 'a deployment from being refused for want of sandboxes in the account',
  source: 'E26; AWS Lambda developer guide, "Reserved concurrency"',
  reads: ['services.*.lambda.concurrency'],
  wayOut: 'lower lambda.concurrency, or have the quota of the account raised before the deployment',
  check: ({ services }) => {
    const reserved = Object.values(services).filter(({ lambda }) => lambda?.trigger === 'http');
    const sum = reserved.reduce((total, { lambda }) => total + (lambda?.concurrency ?? 0), 0);
    const [largest] = [...reserved].sort((a, b) => (b.lambda?.concurrency ?? 0) - (a.lambda?.concurrency ?? 0));
    if (largest === undefined || sum <= LIMIT) return [];
    return [
      {
        path: `services.${largest.name}.lambda.concurrency`,
        message:
          `functions reserve ${reserved.map(({ name, lambda }) => `${name} ${lambda?.concurrency}`).join(' + ')} = ${sum} > ${LIMIT} ` +
          `(an account has ${QUOTA} sandboxes by default, ${UNRESERVED} of which have to stay free); lower it, or have the quota raised first`,
        value: `${sum}`,
        limit: `${LIMIT}`,
      },
    ];
  },
};
