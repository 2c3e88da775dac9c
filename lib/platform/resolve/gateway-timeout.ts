import type { Context } from './context';

/** What a REST API waits by default, and without a raised quota also at most (E22). */
export const REST_API_TIMEOUT_MS = 29_000;

/** How long the gateway waits for a function. */
export const gatewayTimeoutMs = (context: Context): number =>
  context.config.aws?.api?.integrationTimeout ?? REST_API_TIMEOUT_MS;
