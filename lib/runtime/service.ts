import { createApplication, REQUEST_TIMEOUT_MS } from './application';
import { checksFromEnvironment } from './checks';
import type { Host } from './host';
import { createHttpMetrics } from './http-metrics';
import type { Log } from './log';
import { type Check, DEFAULT_GATES } from './readiness';
import { createRouteNames, type Route } from './router';
import { managementRoutes, publicRoutes } from './routes';
import { type StopResult, startServer } from './server';
import { type Environment, readSettings } from './settings';

export interface ServiceOptions {
  readonly env: Environment;
  readonly log: Log;
  readonly host: Host;
  /** Routes beside those of the contract. @default none */
  readonly routes?: readonly Route[];
  /** What /ready asks. @default what the environment has settings for */
  readonly checks?: readonly Check[];
  /** Names of the checks that make it not ready. @default database (E70) */
  readonly gates?: readonly string[];
  /** 0 takes any free port, which a setting may not. @default MEMORAI_PORT */
  readonly port?: number;
  /** What one request may take, in milliseconds. @default 25000 */
  readonly requestTimeoutMs?: number;
  /**
   * How long a stop waits for requests in flight, in milliseconds. With the preStop sleep before it, it must fit into
   * the pod's termination grace period. @default 25000: as long as the longest request
   */
  readonly graceMs?: number;
}

export interface Service {
  readonly port: number;
  /** /ready says 503 from now on; then as the server stops. */
  stop(): Promise<StopResult>;
}

/**
 * The service over HTTP: the routes of the contract, the checks, the metrics.
 * @throws SettingsError; the error of `listen`
 */
export async function startService(options: ServiceOptions): Promise<Service> {
  const { env, log, host } = options;
  const settings = readSettings(env);
  const requestTimeoutMs = options.requestTimeoutMs ?? REQUEST_TIMEOUT_MS;
  const metrics = createHttpMetrics(host);
  let draining = false;
  const routes = [
    ...publicRoutes(settings, host),
    ...managementRoutes({
      host,
      checks: options.checks ?? checksFromEnvironment(env),
      gates: options.gates ?? DEFAULT_GATES,
      draining: () => draining,
      metrics: metrics.render,
    }),
    ...(options.routes ?? []),
  ];
  const server = await startServer({
    host: settings.host,
    port: options.port ?? settings.port,
    handle: createApplication({ routes, corsOrigins: settings.corsOrigins, requestTimeoutMs, log }),
    metrics,
    routeName: createRouteNames(routes),
    log,
    requestTimeoutMs,
  });
  log('info', 'listening', { host: settings.host, port: server.port });
  return {
    port: server.port,
    stop() {
      draining = true;
      return server.stop(options.graceMs ?? REQUEST_TIMEOUT_MS);
    },
  };
}
