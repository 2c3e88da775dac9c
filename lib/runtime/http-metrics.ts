import type { Host } from './host';
import { type MetricFamily, renderMetrics, type Sample } from './metrics-text';

/** Counts what the service did since it started. */
export interface HttpMetrics {
  /** @param route a known path or `other`: the caller bounds it */
  observe(method: string, route: string, status: number, seconds: number): void;
  /** @param change 1 for an opened, -1 for a closed connection */
  connections(change: 1 | -1): void;
  /** All metrics in text format 0.0.4. */
  render(): string;
}

/** Upper bounds in seconds: those of prom-client; the alert on slow answers needs 0.1 to be one of them (E105). */
const BUCKETS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

/** Any other method is counted as `OTHER`, so that a client cannot make series. */
const METHODS: ReadonlySet<string> = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']);

interface Histogram {
  readonly labels: { readonly method: string; readonly route: string };
  /** One a bucket, not cumulative; the last for what is above all bounds. */
  readonly counts: number[];
  sum: number;
}

interface Counter {
  readonly labels: { readonly method: string; readonly route: string; readonly status: string };
  value: number;
}

/** The metrics of the application contract: names as the alerts and dashboards use them (E104, E105). */
export function createHttpMetrics(host: Host): HttpMetrics {
  const requests = new Map<string, Counter>();
  const durations = new Map<string, Histogram>();
  let open = 0;

  return {
    observe(rawMethod, route, status, seconds) {
      const method = METHODS.has(rawMethod) ? rawMethod : 'OTHER';
      const counter = obtain(requests, `${method} ${status} ${route}`, () => ({
        labels: { method, route, status: String(status) },
        value: 0,
      }));
      counter.value += 1;
      const histogram = obtain(durations, `${method} ${route}`, () => ({
        labels: { method, route },
        counts: new Array<number>(BUCKETS.length + 1).fill(0),
        sum: 0,
      }));
      const bound = BUCKETS.findIndex((limit) => seconds <= limit);
      const index = bound === -1 ? BUCKETS.length : bound;
      histogram.counts[index] = (histogram.counts[index] ?? 0) + 1;
      histogram.sum += seconds;
    },
    connections(change) {
      open += change;
    },
    render: () => renderMetrics(families([...requests.values()], [...durations.values()], open, host)),
  };
}

function obtain<T>(map: Map<string, T>, key: string, make: () => T): T {
  const value = map.get(key) ?? make();
  map.set(key, value);
  return value;
}

function families(counters: Counter[], histograms: Histogram[], open: number, host: Host): readonly MetricFamily[] {
  const cpu = host.cpu();
  return [
    { name: 'http_requests_total', type: 'counter', help: 'Answered requests.', samples: counters },
    {
      name: 'http_request_duration_seconds',
      type: 'histogram',
      help: 'Time from the head of the request to its answer.',
      samples: histograms.flatMap(histogramSamples),
    },
    { name: 'active_connections', type: 'gauge', help: 'Open client connections.', samples: [{ value: open }] },
    {
      name: 'process_resident_memory_bytes',
      type: 'gauge',
      help: 'Resident memory size.',
      samples: [{ value: host.memory().rss }],
    },
    {
      name: 'process_cpu_seconds_total',
      type: 'counter',
      help: 'User and system CPU time spent.',
      samples: [{ value: (cpu.user + cpu.system) / 1e6 }],
    },
  ];
}

function histogramSamples({ labels, counts, sum }: Histogram): readonly Sample[] {
  let total = 0;
  const buckets = counts.map((count, index) => {
    total += count;
    const bound = BUCKETS[index];
    return { suffix: '_bucket', labels: { ...labels, le: bound === undefined ? '+Inf' : String(bound) }, value: total };
  });
  return [...buckets, { suffix: '_sum', labels, value: sum }, { suffix: '_count', labels, value: total }];
}
