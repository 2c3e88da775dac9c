import { toYaml } from '../emit/yaml';
import { collector } from '../platform/helpers';
import type { Compose, Platform } from '../platform/types';
import { type ConfigFile, container, sizeOf } from './container';
import { generatedHeader } from './header';
import { pageOf } from './monitoring';
import { watching } from './profiles';
import type { Part } from './stores';

/** Traces that Jaeger keeps: some 10 KiB each, in half of its memory. The oldest go. */
const TRACES = 10_000;
const JAEGER = 'jaeger';

/**
 * Profile `monitoring`: a collector takes what services send over OTLP (E47), and hands it on: traces to Jaeger, metrics
 * to Prometheus, logs to its own. Neither image has a shell or a client: nothing asks whether they are well.
 */
export function collectorParts(platform: Platform, compose: Compose): readonly Part[] {
  const { monitoring } = compose;
  if (monitoring === undefined) return [];
  const config: ConfigFile = {
    name: 'otel-collector.yaml',
    target: '/etc/otel-collector.yaml',
    content: toYaml(collectorConfig, { header: generatedHeader(platform) }),
  };
  const traces: ConfigFile = {
    name: 'jaeger.yaml',
    target: '/etc/jaeger.yaml',
    content: toYaml(jaegerConfig, { header: generatedHeader(platform) }),
  };
  const service = container(platform, collector.name, compose, {
    ...watching,
    image: monitoring.images.collector,
    command: [`--config=${config.target}`],
    networks: ['monitoring'],
    depends_on: { [JAEGER]: { condition: 'service_started' } },
    files: [config],
    ...sizeOf('collector'),
  });
  const jaeger = container(platform, JAEGER, compose, {
    ...watching,
    image: monitoring.images.jaeger,
    command: [`--config=${traces.target}`],
    networks: ['monitoring', 'watch'],
    ports: pageOf(monitoring, 'jaeger', 16_686),
    files: [traces],
    ...sizeOf('jaeger'),
  });
  return [
    { name: collector.name, service, files: [config] },
    { name: JAEGER, service: jaeger, files: [traces] },
  ];
}

const everywhere = (port: number) => ({ endpoint: `0.0.0.0:${port}` });
const otlp = { protocols: { grpc: everywhere(collector.grpcPort), http: everywhere(collector.httpPort) } };
const pipeline = (exporter: string) => ({
  receivers: ['otlp'],
  processors: ['memory_limiter', 'batch'],
  exporters: [exporter],
});

/** The limiter is first, as its documentation asks: it refuses, and senders try again, before the container is killed. */
const collectorConfig = {
  receivers: { otlp },
  processors: {
    memory_limiter: { check_interval: '1s', limit_percentage: 75, spike_limit_percentage: 20 },
    batch: {},
  },
  exporters: {
    'otlp_grpc/jaeger': { endpoint: `${JAEGER}:4317`, tls: { insecure: true } },
    prometheus: everywhere(collector.metricsPort),
    // A line a record, whatever its own logger leaves out.
    debug: { verbosity: 'normal', use_internal_logger: false },
  },
  service: {
    telemetry: { logs: { level: 'warn' }, metrics: { level: 'none' } },
    pipelines: {
      traces: pipeline('otlp_grpc/jaeger'),
      metrics: pipeline('prometheus'),
      logs: pipeline('debug'),
    },
  },
};

/** Jaeger 2 is a collector itself, with a store and a page (its own all-in-one.yaml, without the older protocols). */
const jaegerConfig = {
  receivers: { otlp },
  processors: { batch: {} },
  exporters: { jaeger_storage_exporter: { trace_storage: 'memory' } },
  extensions: {
    jaeger_query: { storage: { traces: 'memory' } },
    jaeger_storage: { backends: { memory: { memory: { max_traces: TRACES } } } },
  },
  service: {
    extensions: ['jaeger_storage', 'jaeger_query'],
    telemetry: { logs: { level: 'warn' }, metrics: { level: 'none' } },
    pipelines: { traces: { receivers: ['otlp'], processors: ['batch'], exporters: ['jaeger_storage_exporter'] } },
  },
};
