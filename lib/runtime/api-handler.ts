import { createApplication, REQUEST_TIMEOUT_MS } from './application';
import { cached } from './cached';
import { withDeadline } from './deadline';
import type { Host } from './host';
import { describeError, type Log } from './log';
import { failure, type Handle } from './message';
import { isRestApiEvent, type RestApiResult, toRequest, toResult } from './rest-api';
import type { Route } from './router';
import { publicRoutes } from './routes';
import { type Environment, readSettings } from './settings';

export interface ApiHandlerOptions {
  /** The settings with their secrets; asked once, and again after a failure. */
  loadSettings(): Promise<Environment>;
  readonly log: Log;
  readonly host: Host;
  /** Routes beside those of the contract, made from the settings. @default none */
  routes?(settings: Environment): readonly Route[];
  /** What one request may take, in milliseconds. @default 25000: below the function's 28 s and the gateway's 29 s */
  readonly requestTimeoutMs?: number;
}

/** Loading the settings and the request together: 26 s of the function's 28 s, so that it can still answer. */
const WITH_LOADING = 1.04;

/**
 * The Lambda handler behind a REST API, for `ANY /` and `ANY /{proxy+}` (E23). It answers as the HTTP service does, but
 * has no /ready, /live and /metrics: they are not for the world (E79), and Lambda's own metrics tell the rest.
 */
export function createApiHandler(options: ApiHandlerOptions): (event: unknown) => Promise<RestApiResult> {
  const { log, host, requestTimeoutMs = REQUEST_TIMEOUT_MS } = options;
  const application = cached(async (): Promise<Handle> => {
    const env = await options.loadSettings();
    const settings = readSettings(env);
    return createApplication({
      routes: [...publicRoutes(settings, host), ...(options.routes?.(env) ?? [])],
      corsOrigins: settings.corsOrigins,
      requestTimeoutMs,
      log,
    });
  });
  return async (event) => {
    if (!isRestApiEvent(event)) return toResult(failure(400, 'not an event of a REST API'), 'GET');
    try {
      const answer = async () => (await application())(toRequest(event));
      return toResult(await withDeadline(requestTimeoutMs * WITH_LOADING, answer), event.httpMethod);
    } catch (error) {
      log('error', 'not-configured', describeError(error));
      return toResult(failure(503, 'not configured'), event.httpMethod);
    }
  };
}
