import type { Host } from './host';
import { json } from './message';
import { METRICS_CONTENT_TYPE } from './metrics-text';
import { assess, CHECK_TIMEOUT_MS, type Check } from './readiness';
import type { Route } from './router';
import type { Settings } from './settings';

/**
 * What the world may see: `/` and `/health`. Load balancers, Compose and API Gateway ask /health (E68): 200 as long as
 * the process answers, whatever it depends on.
 */
export function publicRoutes(settings: Pick<Settings, 'version'>, host: Host): readonly Route[] {
  const { version } = settings;
  return [
    get('/', async () => json(200, { service: 'memorai', version })),
    get('/health', async () =>
      json(200, { status: 'healthy', timestamp: host.now().toISOString(), uptime: host.uptimeSeconds(), version }),
    ),
  ];
}

interface ManagementOptions {
  readonly host: Host;
  readonly checks: readonly Check[];
  /** Names of the checks that make the service not ready. */
  readonly gates: readonly string[];
  /** True from the moment at which the service was told to stop. */
  draining(): boolean;
  /** The metrics in text format. */
  metrics(): string;
}

/**
 * What only the platform may see: never routed from outside (E79).
 * `/ready`: 503 when not ready (E69), or a probe would take `not ready` for a success. `/live`: the process, nothing
 * else, so that no dependency restarts it. The metrics stand under both paths of the guide (L758, L762).
 */
export function managementRoutes({ host, checks, gates, draining, metrics }: ManagementOptions): readonly Route[] {
  const showMetrics: Route['handle'] = async () => ({
    status: 200,
    headers: { 'content-type': METRICS_CONTENT_TYPE, 'cache-control': 'no-store' },
    body: metrics(),
  });
  return [
    get('/ready', async () => {
      // a service that stops says so at once, without asking anyone; one that is told while it asks, too
      const readiness = draining() ? { ready: false, checks: [] } : await assess(checks, gates, CHECK_TIMEOUT_MS);
      const ready = readiness.ready && !draining();
      return json(ready ? 200 : 503, {
        status: ready ? 'ready' : 'not ready',
        checks: readiness.checks,
        timestamp: host.now().toISOString(),
      });
    }),
    get('/live', async () => json(200, { status: 'alive', pid: host.pid, memory: host.memory(), cpu: host.cpu() })),
    get('/metrics', showMetrics),
    get('/api/metrics', showMetrics),
  ];
}

function get(path: string, handle: Route['handle']): Route {
  return { method: 'GET', path, handle };
}
