/**
 * A reference service that keeps the application contract of the platform: what Lambda runs in the serverless stack,
 * Compose's stand-in for the images, and the Prometheus target in tests. It imports nothing outside its folder but
 * Node's own modules, so the compiled folder is the whole Lambda asset.
 *
 * | path | answers | seen from outside |
 * | --- | --- | --- |
 * | GET / | 200 `{service, version}` | yes |
 * | GET /health | 200 `{status: 'healthy', timestamp, uptime, version}`; uptime in seconds | yes |
 * | GET /ready | 200 or 503 `{status: 'ready' or 'not ready', checks: [{name, status, error?}], timestamp}` | no |
 * | GET /live | 200 `{status: 'alive', pid, memory, cpu}` | no |
 * | GET /metrics, /api/metrics | 200 Prometheus text 0.0.4 | no |
 *
 * Errors are `{error}`: 404, 405 with `Allow`, 413 above 1 MiB, 500, 503 after 25 s. HEAD is answered like GET.
 *
 * Metrics: `http_requests_total{method,route,status}`, `http_request_duration_seconds{method,route}` (histogram with a
 * bucket at 0.1), `active_connections`, `process_resident_memory_bytes`, `process_cpu_seconds_total`. `route` is a known
 * path or `other`.
 *
 * Settings: MEMORAI_HOST, MEMORAI_PORT, MEMORAI_VERSION, MEMORAI_ENV, CORS_ALLOWED_ORIGINS; for the checks DB_HOST and
 * DB_PORT or DATABASE_URL, REDIS_URL, QDRANT_URL and QDRANT_API_KEY, OPENAI_API_KEY. In Lambda a setting NAME may come
 * as NAME_SECRET_ID with NAME_SECRET_KEY, NAME_PARAMETER or NAME_TEMPLATE.
 *
 * Signals: SIGTERM and SIGINT stop it: /ready 503, no new connection, 25 s for requests in flight, exit 0 (1 when some
 * were cut); a second signal ends it at once. It needs no writable folder, no capability and no certain user id.
 */
export { type ApiHandlerOptions, createApiHandler } from './api-handler';
export { createAwsSource } from './aws-source';
export type { FailureKind } from './connect';
export { type Host, thisHost } from './host';
export { createReferenceProcess, type Job, type JobContext, JobError, type ProcessJob } from './job';
export { type LoadOptions, loadSettings } from './load-settings';
export { createLog, type Log, type LogFields, type LogLevel } from './log';
export { failure, type HttpRequest, type HttpResponse, json } from './message';
export {
  createQueueHandler,
  type QueueContext,
  type QueueEvent,
  type QueueHandlerOptions,
  type QueueRecord,
  type QueueResult,
} from './queue-handler';
export type { Check } from './readiness';
export type { RestApiEvent, RestApiResult } from './rest-api';
export type { Route } from './router';
export type { StopResult } from './server';
export { type Service, type ServiceOptions, startService } from './service';
export { type SettingSource, SourceError } from './setting-source';
export { type Environment, readSettings, type Settings } from './settings';
export { SettingsError } from './settings-error';
export { type SignalTarget, stopOnSignals } from './signals';
