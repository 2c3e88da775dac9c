import { REST_API_TIMEOUT_MS } from '../platform/resolve/gateway-timeout';
import type { Rule } from './types';

/** An integration that waits longer than the account allows is refused at deployment (E22). */
export const integrationQuota: Rule = {
  id: 'integration-quota',
  severity: 'warning',
  protects: 'a deployment of the API from being refused for a wait that the account has no quota for',
  source: 'E22; guide L117; Amazon API Gateway quotas, "Maximum integration timeout"',
  reads: ['aws.api.integrationTimeout'],
  wayOut: 'have the quota raised before the deployment, or let long work go through the queue',
  check: ({ aws }) =>
    aws?.api === undefined || aws.api.integrationTimeoutMs <= REST_API_TIMEOUT_MS
      ? []
      : [
          {
            path: 'aws.api.integrationTimeout',
            message: `${aws.api.integrationTimeoutMs}ms is more than the ${REST_API_TIMEOUT_MS}ms that an account has by default; have the quota "Maximum integration timeout in milliseconds" raised first, or hand long work to the queue`,
            value: `${aws.api.integrationTimeoutMs}ms`,
            limit: `${REST_API_TIMEOUT_MS}ms`,
          },
        ],
};
