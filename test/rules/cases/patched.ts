import type { PlatformConfig } from '../../../lib/config/schema/index';
import { plain, production } from '../../support/configs';
import type { Case } from './case';

type Patch = NonNullable<PlatformConfig['patches']>[number];

const json = (kind: string, name: string, path: string, value: unknown): Patch => ({
  target: { kind, name },
  json: [{ op: 'replace', path, value }],
});

/** Variables of the one container of a service. */
const variables = (name: string, env: readonly object[]): Patch => ({
  target: { kind: 'Deployment', name },
  merge: { spec: { template: { spec: { containers: [{ name, env }] } } } },
});

const container = 'kubernetes/60-mcp/deployment-memorai-mcp.yaml: spec.template.spec.containers[memorai-mcp]';

const reporting = (url: string) => plain({ services: { mcp: { env: { REPORTS_URL: url } } } });

const letIn = (port: number) =>
  plain({ patches: [json('NetworkPolicy', 'memorai-mcp', '/spec/ingress/0/ports/0/port', port)] });

const certified = (...hosts: string[]) =>
  plain({ patches: [json('Certificate', 'memorai-tls', '/spec/dnsNames', hosts)] });

const queued = (name: string) =>
  production({
    patches: [
      variables('memorai-worker', [
        { name: 'QUEUE_URL', value: `https://sqs.us-east-1.amazonaws.com/123456789012/${name}` },
      ]),
    ],
  });

const listening = (port: number) =>
  plain({
    patches: [json('Deployment', 'memorai-api', '/spec/template/spec/containers/0/ports/0/containerPort', port)],
  });

const given = (variable: object) => plain({ patches: [variables('memorai-mcp', [variable])] });

const fetched = (property: string) =>
  production({ patches: [json('ExternalSecret', 'memorai-api-secrets', '/spec/data/1/remoteRef/property', property)] });

const called = (database: string) =>
  plain({
    stores: { postgres: { provider: 'cluster' } },
    patches: [variables('memorai-api', [{ name: 'DB_NAME', value: database }])],
  });

const sized = (size: string): PlatformConfig => ({
  ...plain(),
  stores: { qdrant: { provider: 'cluster', nodes: 1, replicationFactor: 1, volume: { size } } },
});

/** What a person can break in the output by a patch or a value of a service; by a change of our own: `output/faults.ts`. */
export const patched: readonly Case[] = [
  {
    rule: 'addresses',
    title: 'a URL of a Service that is not there',
    config: reporting('http://memorai-mcp-services'),
    finds: [
      `services.mcp.env.REPORTS_URL: ${container}.env[REPORTS_URL] names address memorai-mcp-services.memorai-development, which nothing answers to; did you mean "memorai-mcp-service.memorai-development"?`,
    ],
  },
  {
    rule: 'addresses',
    title: 'a URL of a Service that is there',
    config: reporting('http://memorai-mcp-service'),
    finds: [],
  },
  {
    rule: 'network-ways',
    title: 'a patch that closes a way which the config asks for',
    config: letIn(3009),
    finds: [
      'patches[0]: no network policy opens the way from namespace monitoring:3002 for pods memorai-mcp, which the config asks for',
    ],
  },
  { rule: 'network-ways', title: 'a patch that leaves it open', config: letIn(3002), finds: [] },
  {
    rule: 'public-hosts',
    title: 'a patch of the certificate without one of the hosts',
    config: certified('api.dev.memorai.com'),
    finds: [
      'ingress.tls: kubernetes/90-ingress/ingress-memorai-ingress.yaml: spec.rules[0].host serves host dashboard.dev.memorai.com, which the certificate does not cover; it has api.dev.memorai.com',
    ],
  },
  {
    rule: 'public-hosts',
    title: 'a patch of the certificate with every host, and one more',
    config: certified('api.dev.memorai.com', 'dashboard.dev.memorai.com', 'www.dev.memorai.com'),
    finds: [],
  },
  {
    rule: 'queue-names',
    title: 'a patch with the URL of a queue that no stack makes',
    config: queued('memorai-production-works'),
    finds: [
      'patches[0]: kubernetes/60-worker/deployment-memorai-worker.yaml: spec.template.spec.containers[memorai-worker].env[QUEUE_URL] names queue memorai-production-works, which nothing makes; there are memorai-production-work-dead, memorai-production-work',
    ],
  },
  {
    rule: 'queue-names',
    title: 'a patch with the URL of the queue',
    config: queued('memorai-production-work'),
    finds: [],
  },
  {
    rule: 'scrape-targets',
    title: 'a patch with another port, where nothing is scraped',
    config: listening(3009),
    finds: [
      'patches[0]: prometheus/prometheus.yml: scrape_configs[0].relabel_configs names port 3001 of pods memorai-development/memorai-api, which has 3009',
    ],
  },
  { rule: 'scrape-targets', title: 'a patch with the same port', config: listening(3001), finds: [] },
  {
    rule: 'settings-contract',
    title: 'a patch that takes a setting away',
    config: given({ name: 'DATABASE_POOL_SIZE', $patch: 'delete' }),
    finds: [`patches[0]: ${container} does not get DATABASE_POOL_SIZE, which the contract gives services.mcp`],
  },
  {
    rule: 'settings-contract',
    title: 'a patch that gives it another value',
    config: given({ name: 'DATABASE_POOL_SIZE', value: '4' }),
    finds: [],
  },
  {
    rule: 'stored-secrets',
    title: 'a patch with a property that the secret does not have',
    config: fetched('pass'),
    finds: [
      'patches[0]: kubernetes/30-secrets/externalsecret-memorai-api-secrets.yaml: spec.data[1].remoteRef names property pass of secret memorai/production/postgres, which has password, username',
    ],
  },
  { rule: 'stored-secrets', title: 'a patch with a property that it has', config: fetched('password'), finds: [] },
  {
    rule: 'told-alike',
    title: 'a patch with another name of the database than the one that is made',
    config: called('memories'),
    finds: [
      'patches[0]: kubernetes/60-api/deployment-memorai-api.yaml: spec.template.spec.containers[memorai-api].env[DB_NAME] says that the database name of postgres is memories; kubernetes/20-config/configmap-memorai-bootstrap.yaml: data[bootstrap.sql] line 37 says memorai',
    ],
  },
  { rule: 'told-alike', title: 'a patch with the same name', config: called('memorai'), finds: [] },
  {
    rule: 'volume-change',
    title: 'a volume of one mebibyte less',
    before: sized('10Gi'),
    config: sized('10239Mi'),
    finds: [
      'stores.qdrant.volume.size: StatefulSet memorai-qdrant: volume storage would shrink from 10Gi to 10239Mi, which the server refuses; put the old value back, or copy the data to a new volume and name it as existingClaim',
    ],
  },
  {
    rule: 'volume-change',
    title: 'the same size in other words',
    before: sized('10Gi'),
    config: sized('10240Mi'),
    finds: [],
  },
];
