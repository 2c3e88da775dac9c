import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { catalogue, type MetricName } from '../../../lib/monitoring/catalogue/index';
import type { MetricDefinition } from '../../../lib/monitoring/catalogue/metric';
import type { Platform } from '../../../lib/platform/types';
import { renderMetrics, type Sample } from '../../../lib/runtime/metrics-text';

type Labels = Readonly<Record<string, string>>;
/** Of one metric: the labels and the value of each series. */
type Played = Partial<Record<MetricName, readonly (readonly [Labels, number])[]>>;

type PlayedJob = 'kubelet' | 'qdrant' | 'yace' | 'cert-manager' | 'ingress-nginx';
const DAY = 86_400;

/**
 * What the sources say that cannot run here, by the name of the job that scrapes them. It proves that jobs, rules and
 * panels fit together; of the exporters themselves it proves nothing, and the catalogue says so of each metric.
 */
export function standIns({ cluster, queue, stores }: Platform): Readonly<Record<PlayedJob, Played>> {
  const now = Date.now() / 1000;
  const namespace = cluster?.namespace ?? '';
  const queues = queue.provider === 'none' ? [] : [queue.queueName, queue.deadLetterQueueName];
  const ofEachQueue = queues.map(
    (name) => [{ dimension_QueueName: name, region: 'us-east-1', account_id: '123456789012', name }, 0] as const,
  );
  const issuer = { issuer_name: 'letsencrypt', issuer_kind: 'ClusterIssuer', issuer_group: 'cert-manager.io' };
  const search = { method: 'POST', endpoint: '/collections/{name}/points/search', status: '200' };
  const claim = { namespace, persistentvolumeclaim: 'storage-memorai-qdrant-0' };
  return {
    kubelet: {
      kubelet_volume_stats_available_bytes: [[claim, 9 * 2 ** 30]],
      kubelet_volume_stats_capacity_bytes: [[claim, 10 * 2 ** 30]],
    },
    qdrant: {
      collections_total: [[{}, 1]],
      cluster_peers_total: [[{}, stores.qdrant.nodes]],
      cluster_pending_operations_total: [[{}, 0]],
      rest_responses_total: [[search, 100]],
      rest_responses_duration_seconds: [[search, 0.1]],
      memory_resident_bytes: [[{}, 2 ** 30]],
    },
    yace: {
      aws_sqs_approximate_age_of_oldest_message_maximum: ofEachQueue,
      aws_sqs_approximate_number_of_messages_visible_average: ofEachQueue,
    },
    'cert-manager': {
      certmanager_certificate_expiration_timestamp_seconds: [[{ name: 'tls', namespace, ...issuer }, now + 60 * DAY]],
    },
    // Nothing of it is in a rule: it is there, or it is not.
    'ingress-nginx': {},
  };
}

/** As a scraper reads it; of a histogram each answer took what is said. */
const exposition = (played: Played): string =>
  renderMetrics(
    Object.entries(played).map(([name, series]) => {
      const { meaning, type } = catalogue[name as MetricName];
      return { name, help: meaning, type, samples: series.flatMap(([labels, value]) => samples(type, labels, value)) };
    }),
  );

const samples = (type: MetricDefinition['type'], labels: Labels, value: number): readonly Sample[] =>
  type === 'histogram'
    ? [
        ...[String(value), '+Inf'].map((le) => ({ suffix: '_bucket', labels: { ...labels, le }, value: 1 })),
        { suffix: '_sum', labels, value },
        { suffix: '_count', labels, value: 1 },
      ]
    : [{ labels, value }];

/** Answers every request with these series. */
export class StandIn {
  private constructor(
    private readonly server: Server,
    readonly target: string,
  ) {}

  static async start(played: Played): Promise<StandIn> {
    const text = exposition(played);
    const server = createServer((_, response) => {
      response.setHeader('content-type', 'text/plain; version=0.0.4').end(text);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return new StandIn(server, `127.0.0.1:${(server.address() as AddressInfo).port}`);
  }

  close(): void {
    this.server.closeAllConnections();
    this.server.close();
  }
}
