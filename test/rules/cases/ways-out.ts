import type { PlatformConfig } from '../../../lib/config/schema/index';
import { plain, production } from '../../support/configs';
import { teamDeployment } from '../../support/team-deployment';
import type { Case } from './case';

type Patch = NonNullable<PlatformConfig['patches']>[number];
type Extra = NonNullable<PlatformConfig['extraObjects']>[number];

const merged = (kind: string, name: string, merge: Record<string, unknown>): Patch => ({
  target: { kind, name },
  merge,
});
const patched = (...patches: Patch[]) => plain({ patches });
const beside = (...extraObjects: Extra[]) => plain({ extraObjects });
const ofPods = (spec: object) => merged('Deployment', 'memorai-api', { spec: { template: { spec } } });
const ofContainer = (fields: object) => ofPods({ containers: [{ name: 'memorai-api', ...fields }] });
const file = (path: string) => `kubernetes/${path}.yaml:`;

const route = (host: string, paths: readonly (readonly [string, string])[], annotations: object = {}): Extra => ({
  apiVersion: 'networking.k8s.io/v1',
  kind: 'Ingress',
  metadata: { name: 'team', annotations: { ...annotations } },
  spec: {
    ingressClassName: 'nginx',
    rules: [
      {
        host,
        http: {
          paths: paths.map(([path, name]) => ({
            path,
            pathType: 'Prefix',
            backend: { service: { name, port: { number: 80 } } },
          })),
        },
      },
    ],
  },
});
const httpRoute = (rules: readonly object[]): Extra => ({
  apiVersion: 'gateway.networking.k8s.io/v1',
  kind: 'HTTPRoute',
  metadata: { name: 'team' },
  spec: { parentRefs: [{ name: 'shared', namespace: 'gateways' }], hostnames: ['api.dev.memorai.com'], rules },
});
const toApi = { backendRefs: [{ name: 'memorai-api-service', port: 80 }] };
const prefix = (value: string) => ({ path: { type: 'PathPrefix', value } });

const service = (spec: object): Extra => ({ apiVersion: 'v1', kind: 'Service', metadata: { name: 'team' }, spec });
const policy = (spec: object): Extra => ({
  apiVersion: 'networking.k8s.io/v1',
  kind: 'NetworkPolicy',
  metadata: { name: 'team' },
  spec,
});
const onlyIngress = (name: string) => merged('NetworkPolicy', name, { spec: { policyTypes: ['Ingress'] } });
const budget = (app: string): Extra => ({
  apiVersion: 'policy/v1',
  kind: 'PodDisruptionBudget',
  metadata: { name: 'team' },
  spec: { maxUnavailable: 1, selector: { matchExpressions: [{ key: 'app', operator: 'In', values: [app] }] } },
});
const alert = (expr: string, record?: string): Extra => ({
  apiVersion: 'monitoring.coreos.com/v1',
  kind: 'PrometheusRule',
  metadata: { name: 'team' },
  spec: {
    groups: [
      {
        name: 'team',
        rules: [
          { alert: 'TeamErrors', expr },
          ...(record === undefined ? [] : [{ record, expr: 'acme_errors_total' }]),
        ],
      },
    ],
  },
});

/** A container beside that of the api, on the machines of the shipped production. */
const pooled = (millicores: number): PlatformConfig =>
  production({
    cluster: { nodePools: { application: { instanceType: 'm5.xlarge', minNodes: 3, maxNodes: 20 } } },
    patches: [
      ofPods({
        containers: [
          {
            name: 'proxy',
            image: 'acme/proxy:1.0.0',
            resources: { requests: { cpu: `${millicores}m`, memory: '64Mi' } },
            securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] } },
          },
        ],
      }),
    ],
  });

const contained = (replicas: number): PlatformConfig => {
  const { stores, ...config } = patched(merged('StatefulSet', 'memorai-qdrant', { spec: { replicas } }));
  return { ...config, stores: { ...stores, qdrant: { provider: 'cluster', nodes: 3 } } };
};

const never = 'which must never be reached from outside; lead them nowhere under this host, or route fewer paths';
const noOther =
  'no other policy closes what this one opens; name the pods and the ports, or use network of the service';

/** What comes by patches and extra objects, held to what the config itself is held to. */
export const waysOut: readonly Case[] = [
  {
    rule: 'hidden-paths',
    title: 'hidden paths under our host, and under one of their own',
    config: plain({
      extraObjects: [
        route('api.dev.memorai.com', [['/metrics', 'memorai-api-service']]),
        { ...route('tools.dev.memorai.com', [['/', 'memorai-worker-service']]), metadata: { name: 'tools' } },
      ],
    }),
    finds: [
      `extraObjects[0]: ${file('80-extra/ingress-team')} spec.rules[0].http.paths[0] publishes /metrics of memorai-api under host api.dev.memorai.com, ${never}`,
      `extraObjects[1]: ${file('80-extra/ingress-tools')} spec.rules[0].http.paths[0] publishes /live, /metrics, /ready of memorai-worker under host tools.dev.memorai.com, ${never}`,
    ],
  },
  {
    rule: 'hidden-paths',
    title: 'another path, and one beside those that lead nowhere',
    config: beside(
      route('api.dev.memorai.com', [
        ['/v2', 'memorai-api-service'],
        ['/livestream', 'memorai-api-service'],
      ]),
    ),
    finds: [],
  },
  {
    rule: 'hidden-paths',
    title: 'a path below a hidden one, and one that is rewritten to it',
    config: plain({
      extraObjects: [
        route('api.dev.memorai.com', [['/metrics/json', 'memorai-api-service']]),
        {
          ...route('api.dev.memorai.com', [['/numbers', 'memorai-api-service']]),
          metadata: {
            name: 'rewritten',
            annotations: { 'nginx.ingress.kubernetes.io/rewrite-target': '/metrics' },
          },
        },
      ],
    }),
    finds: [
      `extraObjects[0]: ${file('80-extra/ingress-team')} spec.rules[0].http.paths[0] publishes /metrics of memorai-api under host api.dev.memorai.com, ${never}`,
      `extraObjects[1]: ${file('80-extra/ingress-rewritten')} spec.rules[0].http.paths[0] publishes /metrics of memorai-api under host api.dev.memorai.com, ${never}`,
    ],
  },
  {
    rule: 'hidden-paths',
    title: 'a rewrite that keeps to a part of the service',
    config: beside(
      route('api.dev.memorai.com', [['/old/(.*)', 'memorai-api-service']], {
        'nginx.ingress.kubernetes.io/rewrite-target': '/v1/$1',
      }),
    ),
    finds: [],
  },
  {
    rule: 'hidden-paths',
    title: 'a rewrite to anything',
    config: beside(
      route('api.dev.memorai.com', [['/old/(.*)', 'memorai-api-service']], {
        'nginx.ingress.kubernetes.io/rewrite-target': '/$1',
      }),
    ),
    finds: [
      `extraObjects[0]: ${file('80-extra/ingress-team')} spec.rules[0].http.paths[0] publishes /live, /metrics, /ready of memorai-api under host api.dev.memorai.com, ${never}`,
    ],
  },
  {
    rule: 'hidden-paths',
    title: 'an HTTPRoute of another Gateway, which ours hide nothing of',
    config: beside(httpRoute([toApi])),
    finds: [
      `extraObjects[0]: ${file('80-extra/httproute-team')} spec.rules[0] publishes /live, /metrics, /ready of memorai-api under host api.dev.memorai.com, ${never}`,
    ],
  },
  {
    rule: 'hidden-paths',
    title: 'an HTTPRoute that leads them nowhere itself',
    config: beside(httpRoute([{ matches: ['/live', '/metrics', '/ready'].map(prefix) }, toApi])),
    finds: [],
  },
  {
    rule: 'hidden-paths',
    title: 'an HTTPRoute whose prefix is replaced by the root, and one whose is not',
    config: beside(
      httpRoute(
        ['/', '/v1'].map((to, index) => ({
          matches: [prefix(`/old${index}`)],
          filters: [
            { type: 'URLRewrite', urlRewrite: { path: { type: 'ReplacePrefixMatch', replacePrefixMatch: to } } },
          ],
          ...toApi,
        })),
      ),
    ),
    finds: [
      `extraObjects[0]: ${file('80-extra/httproute-team')} spec.rules[0].matches[0] publishes /live, /metrics, /ready of memorai-api under host api.dev.memorai.com, ${never}`,
    ],
  },
  {
    rule: 'hidden-paths',
    title: 'an expression under a host of its own, and what answers for every other host',
    config: plain({
      extraObjects: [
        route('tools.dev.memorai.com', [['/m.*s', 'memorai-api-service']], {
          'nginx.ingress.kubernetes.io/use-regex': 'true',
        }),
        {
          apiVersion: 'networking.k8s.io/v1',
          kind: 'Ingress',
          metadata: { name: 'rest' },
          spec: {
            ingressClassName: 'nginx',
            defaultBackend: { service: { name: 'memorai-mcp-service', port: { number: 80 } } },
          },
        },
      ],
    }),
    finds: [
      `extraObjects[0]: ${file('80-extra/ingress-team')} spec.rules[0].http.paths[0] publishes /metrics of memorai-api under host tools.dev.memorai.com, ${never}`,
      `extraObjects[1]: ${file('80-extra/ingress-rest')} spec.defaultBackend publishes /live, /metrics, /ready of memorai-mcp under every host, ${never}`,
    ],
  },
  {
    rule: 'hidden-paths',
    title: 'an expression that is shorter than the paths that lead nowhere, and one that only its own engine reads',
    config: beside(
      route(
        'api.dev.memorai.com',
        [
          ['/m.*s', 'memorai-api-service'],
          ['/(?i)metrics', 'memorai-api-service'],
        ],
        { 'nginx.ingress.kubernetes.io/use-regex': 'true' },
      ),
    ),
    finds: [],
  },
  {
    rule: 'hidden-paths',
    title: 'an HTTPRoute with an exact path, with an expression and with another path in its place',
    config: beside(
      httpRoute([
        { matches: [{ path: { type: 'Exact', value: '/ready' } }], ...toApi },
        { matches: [{ path: { type: 'RegularExpression', value: '/l.+e' } }], ...toApi },
        {
          matches: [prefix('/numbers')],
          filters: [
            { type: 'URLRewrite', urlRewrite: { path: { type: 'ReplaceFullPath', replaceFullPath: '/metrics' } } },
          ],
          ...toApi,
        },
      ]),
    ),
    finds: [
      ['rules[0]', '/ready'],
      ['rules[1]', '/live'],
      ['rules[2]', '/metrics'],
    ].map(
      ([rule, path]) =>
        `extraObjects[0]: ${file('80-extra/httproute-team')} spec.${rule}.matches[0] publishes ${path} of memorai-api under host api.dev.memorai.com, ${never}`,
    ),
  },
  {
    rule: 'private-services',
    title: 'a Service with an address of its own outside',
    config: beside(
      service({
        selector: { app: 'memorai-api' },
        ports: [{ port: 80, targetPort: 'http' }],
        externalIPs: ['192.0.2.7'],
      }),
    ),
    finds: [
      `extraObjects[0]: ${file('80-extra/service-team')} spec.externalIPs publishes memorai-api by externalIPs, past the way in, its TLS, its limits and its hidden paths; leave it at ClusterIP, and use expose of the service`,
    ],
  },
  {
    rule: 'private-services',
    title: 'a Service of ours that becomes a load balancer, and one of a team for the same pods',
    config: plain({
      patches: [merged('Service', 'memorai-api-service', { spec: { type: 'LoadBalancer' } })],
      extraObjects: [service({ type: 'NodePort', selector: { app: 'memorai-worker' }, ports: [{ port: 3003 }] })],
    }),
    finds: [
      `extraObjects[0]: ${file('80-extra/service-team')} spec.type publishes memorai-worker by NodePort, past the way in, its TLS, its limits and its hidden paths; leave it at ClusterIP, and use expose of the service`,
      `patches[0]: ${file('60-api/service-memorai-api-service')} spec.type publishes memorai-api by LoadBalancer, past the way in, its TLS, its limits and its hidden paths; leave it at ClusterIP, and use expose of the service`,
    ],
  },
  {
    rule: 'private-services',
    title: "another Service inside, and a load balancer of a team's own pods",
    config: plain({
      extraObjects: [
        service({ selector: { app: 'memorai-api' }, ports: [{ port: 80, targetPort: 'http' }] }),
        teamDeployment(),
        {
          ...service({ type: 'LoadBalancer', selector: { app: 'team' }, ports: [{ port: 80 }] }),
          metadata: { name: 'public' },
        },
      ],
    }),
    finds: [],
  },
  {
    rule: 'pod-security',
    title: 'the label of the namespace lowered',
    config: patched(
      merged('Namespace', 'memorai-development', {
        metadata: { labels: { 'pod-security.kubernetes.io/enforce': 'baseline' } },
      }),
    ),
    finds: [
      `patches[0]: ${file('00-namespace/namespace-memorai-development')} metadata.labels.pod-security.kubernetes.io/enforce is baseline, and cluster.podSecurity is restricted: namespace memorai-development would admit pods that it was to refuse; keep the label, or change cluster.podSecurity.level`,
    ],
  },
  {
    rule: 'pod-security',
    title: 'the label of the namespace raised',
    config: plain({
      cluster: { podSecurity: { level: 'baseline', reason: 'made by a test' } },
      patches: [
        merged('Namespace', 'memorai-development', {
          metadata: { labels: { 'pod-security.kubernetes.io/enforce': 'restricted' } },
        }),
      ],
    }),
    finds: [],
  },
  {
    rule: 'open-policies',
    title: 'policies that name nobody',
    config: plain({
      patches: [merged('NetworkPolicy', 'memorai-api', { spec: { egress: [{}] } })],
      extraObjects: [policy({ podSelector: {}, ingress: [{ from: [{ podSelector: {} }] }, {}] })],
    }),
    finds: [
      `extraObjects[0]: ${file('80-extra/networkpolicy-team')} spec.ingress[0].from[0] lets 6 workloads of ours in from memorai-development/*, on every port: ${noOther}`,
      `extraObjects[0]: ${file('80-extra/networkpolicy-team')} spec.ingress[1] lets 6 workloads of ours in from anywhere: ${noOther}`,
      `patches[0]: ${file('40-network/networkpolicy-memorai-api')} spec.egress[0] lets memorai-api out to anywhere: ${noOther}`,
    ],
  },
  {
    rule: 'open-policies',
    title: "a policy with a peer and a port, and one for a team's own pods",
    config: plain({
      extraObjects: [
        policy({
          podSelector: { matchLabels: { app: 'memorai-api' } },
          ingress: [{ from: [{ podSelector: {} }], ports: [{ port: 3001 }] }],
        }),
        teamDeployment(),
        {
          ...policy({ podSelector: { matchLabels: { app: 'team' } }, ingress: [{}] }),
          metadata: { name: 'team-pods' },
        },
      ],
    }),
    finds: [],
  },
  {
    rule: 'open-policies',
    title: 'a direction that is denied by nothing any more',
    config: patched(onlyIngress('default-deny'), onlyIngress('memorai-api')),
    finds: [
      'patches[0]: no network policy is for the egress of pods memorai-api: all of it is open; keep Egress among policyTypes of default-deny',
    ],
  },
  {
    rule: 'open-policies',
    title: 'a direction that the policy of each workload still denies',
    config: patched(onlyIngress('default-deny')),
    finds: [],
  },
  {
    rule: 'evictions',
    title: 'a second budget, one that spares nobody, and one that keeps all',
    config: plain({
      extraObjects: [budget('memorai-api')],
      patches: [
        merged('PodDisruptionBudget', 'memorai-worker', { spec: { maxUnavailable: 0 } }),
        merged('PodDisruptionBudget', 'memorai-mcp', { spec: { maxUnavailable: null, minAvailable: '51%' } }),
      ],
    }),
    finds: [
      `extraObjects[0]: ${file('80-extra/poddisruptionbudget-team')} spec selects pods memorai-api, which PodDisruptionBudget memorai-api is for already: a pod with two budgets is never evicted; keep one, and change ours under disruptionBudget of the service`,
      `patches[0]: ${file('60-worker/poddisruptionbudget-memorai-worker')} spec lets no pod of memorai-worker be evicted, ever: maxUnavailable 0 of 2; use maxUnavailable: 1, or more replicas`,
      `patches[1]: ${file('60-mcp/poddisruptionbudget-memorai-mcp')} spec lets no pod of memorai-mcp be evicted, ever: minAvailable 51% of 2; use maxUnavailable: 1, or more replicas`,
    ],
  },
  {
    rule: 'evictions',
    title: "one pod of two kept, and a budget of a team's own pods",
    config: plain({
      extraObjects: [teamDeployment(), budget('team')],
      patches: [merged('PodDisruptionBudget', 'memorai-mcp', { spec: { maxUnavailable: null, minAvailable: '50%' } })],
    }),
    finds: [],
  },
  {
    rule: 'evictions',
    title: 'an autoscaler that may go down to as many as the budget keeps',
    config: plain({
      services: { mcp: { disruptionBudget: { minAvailable: 1 } } },
      patches: [merged('HorizontalPodAutoscaler', 'memorai-mcp-hpa', { spec: { minReplicas: 1 } })],
    }),
    finds: [
      `patches[0]: ${file('60-mcp/poddisruptionbudget-memorai-mcp')} spec lets no pod of memorai-mcp be evicted, ever: minAvailable 1 of 1; use maxUnavailable: 1, or more replicas`,
    ],
  },
  {
    rule: 'measured-requests',
    title: 'a container beside the service without a request',
    config: patched(ofPods({ containers: [{ name: 'proxy', image: 'acme/proxy:1.0.0' }] })),
    finds: ['cpu', 'memory'].map(
      (amount) =>
        `patches[0]: ${file('60-api/deployment-memorai-api')} spec.template.spec.containers[proxy].resources.requests has no ${amount}, of which HorizontalPodAutoscaler memorai-api-hpa measures a share: with container proxy in it the pod has none, and nothing is scaled; give it a request`,
    ),
  },
  {
    rule: 'measured-requests',
    title: 'a limit alone, which the server takes for the request',
    config: patched(ofContainer({ resources: { requests: null } })),
    finds: [],
  },
  {
    rule: 'patched-numbers',
    title: 'an autoscaler with one pod more than the database has connections for',
    config: patched(merged('HorizontalPodAutoscaler', 'memorai-api-hpa', { spec: { maxReplicas: 12 } })),
    finds: [
      'patches[0]: services.api.replicas.max as it is patched: the pools of all services at their maximum exceed the database: api (12 + 1) × 7 + mcp (4 + 1) × 7 + worker (8 + 1) × 7 + 10 reserve = 199 > 197 (200 connections - 3 for superusers); lower replicas.max or poolSize, or raise stores.postgres.maxConnections (rule connections)',
    ],
  },
  {
    rule: 'patched-numbers',
    title: 'as many pods as the database has connections for',
    config: patched(merged('HorizontalPodAutoscaler', 'memorai-api-hpa', { spec: { maxReplicas: 11 } })),
    finds: [],
  },
  {
    rule: 'patched-numbers',
    title: 'the second of two patches, which is one too many, by a larger pool',
    config: patched(
      merged('HorizontalPodAutoscaler', 'memorai-api-hpa', { spec: { maxReplicas: 11 } }),
      merged('Deployment', 'memorai-mcp', {
        spec: {
          template: {
            spec: { containers: [{ name: 'memorai-mcp', env: [{ name: 'DATABASE_POOL_SIZE', value: '9' }] }] },
          },
        },
      }),
    ),
    finds: [
      'patches[1]: services.api.replicas.max as it is patched: the pools of all services at their maximum exceed the database: api (11 + 1) × 7 + mcp (4 + 1) × 9 + worker (8 + 1) × 7 + 10 reserve = 202 > 197 (200 connections - 3 for superusers); lower replicas.max or poolSize, or raise stores.postgres.maxConnections (rule connections)',
    ],
  },
  {
    rule: 'patched-numbers',
    title: 'a fixed number of pods that is raised',
    config: plain({
      services: { api: { replicas: { min: 4, max: 4 } } },
      patches: [merged('Deployment', 'memorai-api', { spec: { replicas: 40 } })],
    }),
    finds: [
      'patches[0]: services.api.replicas.max as it is patched: the pools of all services at their maximum exceed the database: api (40 + 1) × 9 + mcp (4 + 1) × 9 + worker (8 + 1) × 9 + 10 reserve = 505 > 197 (200 connections - 3 for superusers); lower replicas.max or poolSize, or raise stores.postgres.maxConnections (rule connections)',
    ],
  },
  {
    rule: 'patched-numbers',
    title: 'less time to stop than the hook and a request take',
    config: patched(ofPods({ terminationGracePeriodSeconds: 34 })),
    finds: [
      'patches[0]: services.api.termination.gracePeriod as it is patched: must be at least 10s preStop + 25s request = 35s, got 34s (rule grace-period)',
    ],
  },
  {
    rule: 'patched-numbers',
    title: 'just as much time to stop, and less of it for the hook',
    config: patched(
      ofPods({ terminationGracePeriodSeconds: 35 }),
      ofContainer({ lifecycle: { preStop: { sleep: { seconds: 10 } } } }),
    ),
    finds: [],
  },
  {
    rule: 'private-services',
    title: 'two patches of one Service, of which the first says it',
    config: patched(
      merged('Service', 'memorai-api-service', { spec: { type: 'NodePort' } }),
      merged('Service', 'memorai-api-service', { metadata: { annotations: { team: 'search' } } }),
    ),
    finds: [
      `patches[0]: ${file('60-api/service-memorai-api-service')} spec.type publishes memorai-api by NodePort, past the way in, its TLS, its limits and its hidden paths; leave it at ClusterIP, and use expose of the service`,
    ],
  },
  {
    rule: 'patched-numbers',
    title: 'a container beside the service, with which no machine is large enough',
    config: pooled(3421),
    finds: [
      'patches[0]: services.api.resources.requests.cpu as it is patched: one pod of api requests 3921m CPU, and a node of pool application has 3920m for pods (m5.xlarge); request less, or choose larger machines (rule pool-capacity)',
    ],
  },
  {
    rule: 'patched-numbers',
    title: 'a container beside the service, with which a machine is just large enough',
    config: pooled(3420),
    finds: [],
  },
  {
    rule: 'store-nodes',
    title: 'fewer nodes than the config counts with',
    config: contained(2),
    finds: [
      `patches[0]: ${file('45-stores/statefulset-memorai-qdrant')} spec.replicas makes it 2 nodes of memorai-qdrant, and the config says 3: copies, peers, alerts and machines follow from that; change it under stores.qdrant`,
    ],
  },
  { rule: 'store-nodes', title: 'as many nodes as the config counts with', config: contained(3), finds: [] },
  {
    rule: 'object-shape',
    title: 'a slip of the pen, a text for a number, an image that is gone and a kind that is none',
    config: plain({
      patches: [
        merged('Deployment', 'memorai-api', { spec: { replicaz: 3 } }),
        merged('Deployment', 'memorai-mcp', { spec: { minReadySeconds: '10' } }),
        {
          target: { kind: 'Deployment', name: 'memorai-worker' },
          json: [{ op: 'replace', path: '/spec/template/spec/containers/0/image', value: null }],
        },
      ],
      extraObjects: [
        { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'team' }, data: { retries: 3 } },
        { apiVersion: 'apps/v1', kind: 'Deploymnt', metadata: { name: 'team' } },
      ],
    }),
    finds: [
      'extraObjects[0].data.retries: ConfigMap team: data.retries: must be text, got 3; put it in quotes',
      'extraObjects[1].kind: Deploymnt team: kind: must be a kind of apps/v1, got "Deploymnt"; did you mean "Deployment"?',
      'patches[0].merge.spec.replicaz: Deployment memorai-api: spec.replicaz: unknown key; did you mean "replicas"?',
      'patches[1].merge.spec.minReadySeconds: Deployment memorai-mcp: spec.minReadySeconds: must be a number, got "10"; remove the quotes',
      'patches[2]: Deployment memorai-worker: spec.template.spec.containers[0].image: must be text, got nothing; remove it or give it a value',
    ],
  },
  {
    rule: 'object-shape',
    title: 'numbers where text is usual, newer fields, and a kind of somebody else',
    config: plain({
      patches: [
        ofContainer({
          resources: { requests: { cpu: 0.5 } },
          lifecycle: { preStop: { sleep: { seconds: 10 } } },
        }),
        merged('PodDisruptionBudget', 'memorai-api', { spec: { maxUnavailable: '40%' } }),
      ],
      extraObjects: [
        { apiVersion: 'acme.example/v1', kind: 'Team', metadata: { name: 'team' }, anything: { goes: [] } },
      ],
    }),
    finds: [],
  },
  {
    rule: 'same-image',
    title: 'another image for the service than for its migration',
    config: patched(ofContainer({ image: 'memorai/api:3.1.0' })),
    finds: [
      `patches[0]: ${file('60-api/deployment-memorai-api')} spec.template.spec.containers[memorai-api].image runs memorai/api:3.1.0 as memorai-api, and memorai-migrate memorai/api:3.2.0: the config has one image for them, memorai/api:3.2.0; patch all of them, or name the image in the config`,
    ],
  },
  {
    rule: 'same-image',
    title: 'another image for a service that shares it with nobody',
    config: patched(
      merged('Deployment', 'memorai-mcp', {
        spec: { template: { spec: { containers: [{ name: 'memorai-mcp', image: 'memorai/mcp:3.1.0' }] } } },
      }),
    ),
    finds: [],
  },
  {
    rule: 'addresses',
    title: 'an address in pods of a team that nothing has, in its short and its long form',
    config: beside(
      teamDeployment({
        env: [
          { name: 'API_URL', value: 'http://memorai-apis' },
          { name: 'MCP_URL', value: 'http://memorai-mcp-service.memorai-development.svc:8080' },
        ],
      }),
    ),
    finds: [
      `extraObjects[0]: ${file('80-extra/deployment-team')} spec.template.spec.containers[main].env[API_URL] names address memorai-apis.memorai-development, which nothing answers to; did you mean "memorai-nothing.memorai-development"?`,
      `extraObjects[0]: ${file('80-extra/deployment-team')} spec.template.spec.containers[main].env[MCP_URL] names port 8080 of address memorai-mcp-service.memorai-development, which has 80`,
    ],
  },
  {
    rule: 'addresses',
    title: 'addresses in pods of a team that are there, or outside',
    config: beside(
      teamDeployment({
        env: [
          { name: 'API_URL', value: 'http://memorai-api-service.memorai-development.svc.cluster.local' },
          { name: 'OTHER_URL', value: 'https://example.com' },
        ],
      }),
    ),
    finds: [],
  },
  {
    rule: 'known-metrics',
    title: 'rules of a team that ask for a metric and a job of ours which are not there',
    config: beside(alert('memorai_nothing_total > 0'), {
      ...alert('up{job="memorai-apis"} == 0'),
      metadata: { name: 'jobs' },
    }),
    finds: [
      `extraObjects[0]: ${file('80-extra/prometheusrule-team')} spec.groups[team].rules[0].expr names metric memorai_nothing_total, which nothing that is scraped exports`,
      `extraObjects[1]: ${file('80-extra/prometheusrule-jobs')} spec.groups[team].rules[0].expr names job memorai-apis, which scrapes nothing; did you mean "memorai-api"?`,
    ],
  },
  {
    rule: 'known-metrics',
    title: 'rules of a team that ask for what they record, and for what somebody else exports',
    config: beside(alert('memorai_team:errors:rate5m + acme_errors_total > 0', 'memorai_team:errors:rate5m')),
    finds: [],
  },
  {
    rule: 'final-objects',
    title: 'ports by number that no container has',
    config: patched(
      {
        target: { kind: 'Service', name: 'memorai-api-service' },
        json: [{ op: 'replace', path: '/spec/ports/0/targetPort', value: 3009 }],
      },
      merged('Deployment', 'memorai-mcp', {
        spec: {
          template: { spec: { containers: [{ name: 'memorai-mcp', readinessProbe: { httpGet: { port: 3009 } } }] } },
        },
      }),
    ),
    finds: [
      'patches[0]: Service memorai-api-service: spec.selector leads to pods without a port 3009',
      'patches[1]: Deployment memorai-mcp: spec.template.spec.containers[memorai-mcp].readinessProbe.httpGet.port asks port 3009, which the container does not name',
    ],
  },
  {
    rule: 'final-objects',
    title: 'ports by number that a container has, or may have: it lists none',
    config: plain({
      patches: [
        {
          target: { kind: 'Service', name: 'memorai-api-service' },
          json: [{ op: 'replace', path: '/spec/ports/0/targetPort', value: 3001 }],
        },
      ],
      extraObjects: [
        teamDeployment({ livenessProbe: { tcpSocket: { port: 9000 } } }),
        service({ selector: { app: 'team' }, ports: [{ port: 9000 }] }),
      ],
    }),
    finds: [],
  },
  {
    rule: 'final-objects',
    title: 'what the config itself says of containers, at its own line',
    config: plain({
      services: {
        api: {
          initContainers: [{ name: 'wait', env: { MODE: { configKey: { name: 'memorai-config', key: 'MODE' } } } }],
          env: { TOKEN_NAME: { configKey: { name: 'memorai-config', key: 'TOKEN_NAME' } } },
        },
      },
    }),
    finds: [
      'services.api.env.TOKEN_NAME: Deployment memorai-api: spec.template.spec.containers[memorai-api].env[TOKEN_NAME].valueFrom.configMapKeyRef names key TOKEN_NAME of ConfigMap memorai-config, which has none of this name',
      'services.api.initContainers[0].env.MODE: Deployment memorai-api: spec.template.spec.initContainers[wait].env[MODE].valueFrom.configMapKeyRef names key MODE of ConfigMap memorai-config, which has none of this name',
    ],
  },
];
