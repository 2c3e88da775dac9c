import type { CheckedConfig } from '../../config/schema/index';
import { helpers } from '../helpers';
import { receiverSecret } from '../receiver-secret';
import type { Compose, ComposeMonitoring, MonitoringPage, MonitoringProgram, Qdrant, Setting } from '../types';
import { byDefault, type Context } from './context';
import { secretName } from './secret-name';

type Written = NonNullable<NonNullable<CheckedConfig['compose']>['monitoring']>;

/** Their own, but for Grafana's: 3000 is the dashboard's. */
const usualPorts: Readonly<Record<MonitoringPage, number>> = {
  alertmanager: 9093,
  grafana: 3030,
  jaeger: 16_686,
  prometheus: 9090,
};

/** What the profile `monitoring` starts; undefined where the config wants none of it. */
export function resolveComposeMonitoring(
  context: Context,
  qdrant: Qdrant,
  published: Compose['published'],
): ComposeMonitoring | undefined {
  const written = context.config.compose?.monitoring;
  const at = (field: string) => `compose.monitoring.${field}`;
  const enabled = context.pick(at('enabled'), written?.enabled, true, byDefault('nothing of it starts unasked'));
  if (!enabled) {
    const foreign = (['retentionDays', 'retentionSize', 'ports', 'images'] as const).filter(
      (key) => written?.[key] !== undefined,
    );
    for (const key of foreign) context.fail(at(key), 'conflict', 'has no meaning without the profile; remove it');
    return undefined;
  }
  return {
    images: pickEach(imagesOf, (name, usual) =>
      context.pick(at(`images.${name}`), written?.images?.[name], usual, byDefault('lib/platform/helpers.ts')),
    ),
    ports: resolvePages(context, written, published),
    retention: {
      days: context.pick(at('retentionDays'), written?.retentionDays, 15, byDefault('Prometheus')),
      sizeMiB: context.pick(at('retentionSize'), written?.retentionSize, 2048, byDefault('weeks of one platform')),
    },
    settings: secretsOf(context, qdrant),
  };
}

const imagesOf: Readonly<Record<MonitoringProgram, string>> = {
  alertmanager: helpers.alertmanager.image,
  collector: helpers.collector.image,
  grafana: helpers.grafana.image,
  jaeger: helpers.jaeger.image,
  nodeExporter: helpers.nodeExporter.image,
  prometheus: helpers.prometheus.image,
};

/** The same keys with other values. */
function pickEach<Key extends string, From, To>(
  from: Readonly<Record<Key, From>>,
  pick: (key: Key, value: From) => To,
): Readonly<Record<Key, To>> {
  const keys = Object.keys(from) as Key[];
  return Object.fromEntries(keys.map((key) => [key, pick(key, from[key])])) as Record<Key, To>;
}

/** Pages are on 127.0.0.1; a port that a service or the proxy has on another address is taken there all the same. */
function resolvePages(context: Context, written: Written | undefined, published: Compose['published']) {
  const owners = new Map<number, string>(
    context.config.compose?.proxy === undefined ? [] : proxyPorts.map((port) => [port, 'the proxy']),
  );
  for (const [service, { first, last }] of Object.entries(published)) {
    for (let port = first; port <= last; port += 1) owners.set(port, service);
  }
  return pickEach(usualPorts, (page, usual) => {
    const path = `compose.monitoring.ports.${page}`;
    const port = context.pick(path, written?.ports?.[page], usual, byDefault('its own, or free beside the services'));
    const owner = owners.get(port);
    if (owner !== undefined) {
      context.fail(path, 'conflict', `port ${port} is already that of ${owner}; name another one here`);
    }
    owners.set(port, page);
    return port;
  });
}

/** HTTP, for redirects and challenges, and HTTPS. */
export const proxyPorts: readonly number[] = [80, 443];

/** Each is a file that one container sees. */
function secretsOf({ config }: Context, qdrant: Qdrant): readonly Setting[] {
  const names = [
    ...Object.keys(config.monitoring?.receivers ?? {}).map(receiverSecret),
    'GRAFANA_ADMIN_PASSWORD',
    ...(qdrant.auth ? ['QDRANT_API_KEY'] : []),
  ];
  return names.sort().map((name) => ({
    name,
    kind: 'secret',
    scope: 'service',
    source: { from: 'secret', secretName: secretName(config.environment, name) },
  }));
}
