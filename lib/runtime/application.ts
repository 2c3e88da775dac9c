import { withCors } from './cors';
import { DeadlineError, withDeadline } from './deadline';
import { describeError, type Log } from './log';
import { failure, type Handle } from './message';
import { createRouter, type Route } from './router';

/** What one request may take: above the statement's 20 s, below the function's 28 s and the gateway's 29 s (E44). */
export const REQUEST_TIMEOUT_MS = 25_000;

interface ApplicationOptions {
  readonly routes: readonly Route[];
  readonly corsOrigins: readonly string[];
  readonly requestTimeoutMs: number;
  readonly log: Log;
}

/**
 * The pure part of the service: every request gets an answer and nothing is thrown, so that a socket and a Lambda
 * event meet the same behaviour. 413 body too large, 404, 405, 500 for a fault in a route, 503 when it took too long.
 * @throws Error when two routes have the same method and path
 */
export function createApplication({ routes, corsOrigins, requestTimeoutMs, log }: ApplicationOptions): Handle {
  const route = createRouter(routes);
  return withCors(corsOrigins, async (request) => {
    if (request.bodyTooLarge) return failure(413, 'body too large');
    try {
      return await withDeadline(requestTimeoutMs, (signal) => route(request, signal));
    } catch (error) {
      log('error', 'request-failed', describeError(error));
      return error instanceof DeadlineError ? failure(503, 'request timed out') : failure(500, 'internal error');
    }
  });
}
