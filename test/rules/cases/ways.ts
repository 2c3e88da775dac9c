import type { PlatformConfig } from '../../../lib/config/schema/index';
import { contained, plain, production } from '../../support/configs';
import type { Case } from './case';

/** Whatever mcp has in its environment, and what it uses. */
const mcp = (env: Record<string, string>, more: Record<string, unknown> = {}) =>
  production({ services: { mcp: { env, ...more } } });

/** Production with Qdrant in the cluster. */
const withQdrant = (changes: Pick<PlatformConfig, 'services'>): PlatformConfig => ({
  ...contained({ qdrant: { provider: 'cluster' } }),
  ...changes,
});

const teamService = {
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { name: 'search' },
  spec: { type: 'ExternalName', externalName: 'search.example.com' },
};

export const ways: readonly Case[] = [
  {
    rule: 'setting-ways',
    title: 'a name outside, at a port that is not HTTPS',
    config: mcp({ SEARCH_URL: 'http://search.example.com:8443/v1' }),
    finds: [
      'services.mcp.env.SEARCH_URL: leads to search.example.com:8443, and the network policy of mcp lets nothing out there: a policy knows no names; open network.egress of mcp to its range or namespace, with port 8443',
    ],
  },
  {
    rule: 'setting-ways',
    title: 'the same with a way that is opened',
    config: mcp(
      { SEARCH_URL: 'http://search.example.com:8443/v1' },
      { network: { egress: [{ cidr: '203.0.113.0/24', ports: [8443] }] } },
    ),
    finds: [],
  },
  {
    rule: 'setting-ways',
    title: 'a way that is opened with another port',
    config: mcp(
      { SEARCH_URL: 'http://search.example.com:8443/v1' },
      { network: { egress: [{ cidr: '203.0.113.0/24', ports: [8444] }] } },
    ),
    finds: [
      'services.mcp.env.SEARCH_URL: leads to search.example.com:8443, and the network policy of mcp lets nothing out there: a policy knows no names; open network.egress of mcp to its range or namespace, with port 8443',
    ],
  },
  {
    rule: 'setting-ways',
    title: 'HTTPS where nothing outside is used',
    config: plain({ services: { dashboard: { env: { HELP_URL: 'https://help.example.com' } } } }),
    finds: [
      'services.dashboard.env.HELP_URL: leads to help.example.com:443, and the network policy of dashboard lets nothing out there: a policy knows no names; open network.egress of dashboard to its range or namespace, with port 443',
    ],
  },
  {
    rule: 'setting-ways',
    title: 'HTTPS beside something outside',
    config: plain({ services: { api: { env: { HELP_URL: 'https://help.example.com' } } } }),
    finds: [],
  },
  {
    rule: 'setting-ways',
    title: 'one for all services, one of a list, and one of a container beside the service',
    config: production({
      serviceDefaults: { env: { FLAGS_URL: 'http://flags.example.com' } },
      services: {
        worker: {
          env: { BROKERS: '10.1.2.3:9092,kafka.example.com:9093' },
          sidecars: [{ name: 'agent', image: 'team/agent:1.0.0', env: { SINK: 'tcp://logs.example.com:514' } }],
        },
      },
    }),
    finds: [
      'serviceDefaults.env.FLAGS_URL: leads to flags.example.com:80, and the network policy of api, dashboard, mcp, worker lets nothing out there: a policy knows no names; open network.egress of api, dashboard, mcp, worker to its range or namespace, with port 80',
      'services.worker.env.BROKERS: leads to kafka.example.com:9093, and the network policy of worker lets nothing out there: a policy knows no names; open network.egress of worker to its range or namespace, with port 9093',
      'services.worker.sidecars[0].env.SINK: leads to logs.example.com:514, and the network policy of worker lets nothing out there: a policy knows no names; open network.egress of worker to its range or namespace, with port 514',
    ],
  },
  {
    rule: 'setting-ways',
    title: 'a service and a store that it does not use, by their names',
    config: withQdrant({
      services: {
        dashboard: {
          env: { VECTORS: 'http://memorai-qdrant.memorai-production.svc:6333', MCP: 'http://memorai-mcp-service' },
        },
      },
    }),
    finds: [
      'services.dashboard.env.MCP: leads to memorai-mcp-service:80, and the network policy of dashboard lets nothing out there: name mcp under uses of dashboard',
      'services.dashboard.env.VECTORS: leads to memorai-qdrant.memorai-production.svc:6333, and the network policy of dashboard lets nothing out there: name qdrant under uses of dashboard',
    ],
  },
  {
    rule: 'setting-ways',
    title: 'the same, used',
    config: withQdrant({
      services: {
        dashboard: {
          uses: ['api', 'mcp', 'qdrant'],
          env: { VECTORS: 'http://memorai-qdrant.memorai-production.svc:6333', MCP: 'http://memorai-mcp-service' },
        },
      },
    }),
    finds: [],
  },
  {
    rule: 'setting-ways',
    title: "a Service of a team's own",
    config: production({ extraObjects: [teamService], services: { mcp: { env: { SEARCH: 'http://search:8080' } } } }),
    finds: [
      'services.mcp.env.SEARCH: leads to search:8080, and the network policy of mcp lets nothing out there: open network.egress of mcp to its pods, by their labels and port',
    ],
  },
  {
    rule: 'setting-ways',
    title: 'addresses and other namespaces, to which the policy opens by itself; the pod itself; no addresses at all',
    config: mcp({
      SEARCH_URL: 'http://10.1.2.3:8080',
      TRACES: 'http://agent.tracing.svc.cluster.local:4318',
      PROMETHEUS: 'http://prometheus.monitoring:9090',
      AGENT: 'http://localhost:8126',
      IMAGE: 'node:22',
      SINCE: '12:30',
      FORMAT: 'urn:example:8080',
    }),
    finds: [],
  },
  {
    rule: 'setting-ways',
    title: 'a cluster without policies',
    config: production({
      cluster: { networkPolicies: { enabled: false, reason: 'made by a test' } },
      services: { mcp: { env: { SEARCH_URL: 'http://search.example.com:8443' } } },
    }),
    finds: [],
  },
];
