/** A program of somebody else that runs beside the services and stores in Compose. */
interface Helper {
  /** Pinned; a config may name another. */
  readonly image: string;
  readonly cpuMillis: number;
  readonly memoryMiB: number;
}

/** Sizes are what each needs with room to spare, not the tier's: none of them grows with the data. */
export const helpers = {
  caddy: { image: 'caddy:2.10.2-alpine', cpuMillis: 500, memoryMiB: 256 },
  /** The smaller of its two images, with the shell and wget of Alpine. */
  elasticmq: { image: 'softwaremill/elasticmq-native:1.6.14', cpuMillis: 500, memoryMiB: 256 },
  /** For the default server and for one whose version its image does not tell; of others `backupImages`. */
  backup: { image: 'postgres:15.14-alpine', cpuMillis: 1000, memoryMiB: 512 },
  /** What it scrapes of one platform fits in a quarter of it; the rest is for queries. */
  prometheus: { image: 'prom/prometheus:v3.13.5', cpuMillis: 500, memoryMiB: 384 },
  alertmanager: { image: 'prom/alertmanager:v0.34.2', cpuMillis: 200, memoryMiB: 64 },
  grafana: { image: 'grafana/grafana:13.2.3', cpuMillis: 500, memoryMiB: 256 },
  nodeExporter: { image: 'prom/node-exporter:v1.11.1', cpuMillis: 200, memoryMiB: 64 },
  /** Refuses what comes in before its memory is full. */
  collector: { image: 'otel/opentelemetry-collector:0.165.0', cpuMillis: 200, memoryMiB: 128 },
  /** Keeps traces in memory, a bounded number of them. */
  jaeger: { image: 'jaegertracing/jaeger:2.20.0', cpuMillis: 200, memoryMiB: 192 },
} as const satisfies Readonly<Record<string, Helper>>;

/** Where OTLP goes in over HTTP, by the name of the collector's container (E47). */
export const collector = { name: 'otel-collector', grpcPort: 4317, httpPort: 4318, metricsPort: 8889 } as const;
export const collectorAddress = `http://${collector.name}:${collector.httpPort}`;
