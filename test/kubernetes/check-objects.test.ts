import { ApiObject, App } from 'cdk8s';
import { checkOutput } from '../../lib/check-output';
import type { PlatformConfig } from '../../lib/config/schema/index';
import { checkObjects } from '../../lib/kubernetes/check-objects';
import { chartArtifacts, MemoraiChart } from '../../lib/kubernetes/memorai-chart';
import { kubernetesObjects } from '../../lib/kubernetes/objects';
import type { Platform } from '../../lib/platform/types';
import { genericPlatform, platformWith } from './platforms';

type Patch = NonNullable<PlatformConfig['patches']>[number];
type Extra = NonNullable<PlatformConfig['extraObjects']>[number];

const found = (platform: Platform) =>
  checkObjects(platform, kubernetesObjects(platform)).map(({ path, message }) => `${path}: ${message}`);
const ofPatches = (...patches: Patch[]) => found(platformWith({ patches }));
const ofExtra = (...extraObjects: Extra[]) => found(platformWith({ extraObjects }));
const merge = (kind: string, name: string, change: Record<string, unknown>): Patch => ({
  target: { kind, name },
  merge: change,
});
/** A patch of the pods of the api. */
const pods = (spec: object): Patch => merge('Deployment', 'memorai-api', { spec: { template: { spec } } });
const api = (fields: object): Patch => pods({ containers: [{ name: 'memorai-api', ...fields }] });

test.each([
  ['on EKS', platformWith()],
  ['on a cluster of no cloud', genericPlatform()],
  ['for Argo CD', platformWith({ gitops: { tool: 'argocd' } })],
  ['with PodMonitors', platformWith({ monitoring: { scrape: 'podMonitor' } })],
  ['with ServiceMonitors', platformWith({ monitoring: { scrape: 'serviceMonitor' } })],
])('what the library makes %s is right', (_, platform) => {
  expect(checkObjects(platform, kubernetesObjects(platform))).toEqual([]);
});

/** Its image is nobody else's. */
const mcp = (image: string): Patch =>
  merge('Deployment', 'memorai-mcp', {
    spec: { template: { spec: { containers: [{ name: 'memorai-mcp', image }] } } },
  });

test('a finding is an error of one rule', () => {
  expect(checkOutput(platformWith({ patches: [mcp('memorai/mcp')] }))).toEqual([
    {
      rule: 'final-objects',
      severity: 'error',
      path: 'patches[0]',
      message:
        'Deployment memorai-mcp: spec.template.spec.containers[memorai-mcp].image must name a version, or a digest, got "memorai/mcp"',
      wayOut: 'change the patch, the extra object or the line that is named, or what it refers to',
    },
  ]);
});

test('patches in code are checked too', () => {
  const options = { patches: [mcp('memorai/mcp:latest')] };
  expect(checkOutput(platformWith(), options).map(({ path }) => path)).toEqual(['options.patches[0]']);
});

test.each<[string, Patch]>([
  ['a sidecar', pods({ containers: [{ name: 'proxy', image: 'team/proxy:1.0', securityContext: safe() }] })],
  ['an image with a digest', api({ image: `registry:5000/x@sha256:${'a1'.repeat(32)}` })],
  ['a variable from another', api({ env: [{ name: 'OTHER_PASSWORD', value: '$(REDIS_PASSWORD)' }] })],
  ['a key that is there', api({ env: [{ name: 'A', valueFrom: secretKey('memorai-api-secrets', 'JWT_SECRET') }] })],
  ['an optional Secret', api({ envFrom: [{ secretRef: { name: 'team', optional: true } }] })],
  ['a Secret for images', pods({ imagePullSecrets: [{ name: 'anywhere' }] })],
  ['a class of priority', pods({ priorityClassName: 'high' })],
  ['a claim that somebody made', pods({ volumes: [{ name: 'data', persistentVolumeClaim: { claimName: 'data' } }] })],
  ['another annotation', merge('Service', 'memorai-api-service', { metadata: { annotations: { a: 'b' } } })],
])('a patch with %s is right', (_, patch) => {
  expect(ofPatches(patch)).toEqual([]);
});

function safe(): object {
  return { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] } };
}

function secretKey(name: string, key: string): object {
  return { secretKeyRef: { name, key } };
}

const inPods = 'patches[0]: Deployment memorai-api: spec.template.spec.';

test.each<[string, Patch, string[]]>([
  [
    'a label of ours that goes',
    merge('Deployment', 'memorai-api', { metadata: { labels: { 'app.kubernetes.io/part-of': null } } }),
    [
      'patches[0]: Deployment memorai-api: metadata.labels has no app.kubernetes.io/part-of, which every object carries',
    ],
  ],
  [
    'a label that the server refuses',
    merge('Deployment', 'memorai-api', { metadata: { labels: { team: 'search & find' } } }),
    [
      'patches[0]: Deployment memorai-api: metadata.labels team must be text of at most 63 letters, digits, "-", "_" and ".", got "search & find"',
    ],
  ],
  [
    'another Secret',
    api({ env: [{ name: 'A', valueFrom: secretKey('team', 'a') }] }),
    [
      `${inPods}containers[memorai-api].env[A].valueFrom.secretKeyRef names Secret team, which is not there; write an ExternalSecret that makes it, or mark the reference as optional`,
    ],
  ],
  [
    'a key that the Secret does not have',
    api({ env: [{ name: 'A', valueFrom: secretKey('memorai-api-secrets', 'NONE') }] }),
    [
      `${inPods}containers[memorai-api].env[A].valueFrom.secretKeyRef names key NONE of Secret memorai-api-secrets, which has none of this name`,
    ],
  ],
  [
    'another ConfigMap',
    pods({ volumes: [{ name: 'team', configMap: { name: 'team' } }] }),
    [`${inPods}volumes[team].configMap names ConfigMap team, which is not there; there are memorai-config`],
  ],
  [
    'a key that the ConfigMap does not have',
    pods({
      volumes: [
        {
          name: 'team',
          projected: { sources: [{ configMap: { name: 'memorai-config', items: [{ key: 'X', path: 'x' }] } }] },
        },
      ],
    }),
    [
      `${inPods}volumes[team].projected.sources[0].configMap names key X of ConfigMap memorai-config, which has none of this name`,
    ],
  ],
  [
    'another service account',
    pods({ serviceAccountName: 'memorai-apis-sa' }),
    [
      `${inPods}serviceAccountName names ServiceAccount memorai-apis-sa, which is not there; there are memorai-api-sa, memorai-dashboard-sa, memorai-mcp-sa, memorai-worker-sa, memorai-migrate-sa, memorai-postgres-exporter-sa, memorai-redis-exporter-sa`,
    ],
  ],
  [
    'a moving image',
    api({ image: 'memorai/api:latest' }),
    [`${inPods}containers[memorai-api].image must name a version, or a digest, got "memorai/api:latest"`],
  ],
  [
    'an image without a tag behind a port',
    api({ image: 'registry:5000/api' }),
    [`${inPods}containers[memorai-api].image must name a version, or a digest, got "registry:5000/api"`],
  ],
  [
    'a password',
    api({ env: [{ name: 'TEAM_PASSWORD', value: '1' }] }),
    [
      `${inPods}containers[memorai-api].env[TEAM_PASSWORD] holds a secret; no output may hold a secret: keep it in the secret store, and refer to it by secretKeyRef`,
    ],
  ],
  [
    'a password in the ConfigMap',
    {
      target: { kind: 'ConfigMap', name: 'memorai-config' },
      json: [{ op: 'add', path: '/data/TEAM_PASSWORD', value: '1' }],
    },
    [
      'patches[0]: ConfigMap memorai-config: data.TEAM_PASSWORD holds a secret; no output may hold a secret: keep it in the secret store, and refer to it by secretKeyRef',
    ],
  ],
  [
    'a count under an autoscaler',
    merge('Deployment', 'memorai-api', { spec: { replicas: 4 } }),
    ['patches[0]: Deployment memorai-api: spec.replicas must not be set: an autoscaler counts its pods'],
  ],
  [
    'a Service that selects nothing',
    merge('Service', 'memorai-api-service', { spec: { selector: { app: 'memorai-apis' } } }),
    ['patches[0]: Service memorai-api-service: spec.selector fits no pods'],
  ],
  [
    'a named port that the pods do not have',
    merge('Service', 'memorai-api-service', { spec: { ports: [{ port: 80, targetPort: 'web' }] } }),
    ['patches[0]: Service memorai-api-service: spec.selector leads to pods without a port "web"'],
  ],
  [
    'an autoscaler of nothing',
    merge('HorizontalPodAutoscaler', 'memorai-api-hpa', { spec: { scaleTargetRef: { name: 'memorai-apis' } } }),
    [
      'patches[0]: HorizontalPodAutoscaler memorai-api-hpa: spec.scaleTargetRef names Deployment memorai-apis, which is not there; there are memorai-api, memorai-dashboard, memorai-mcp, memorai-worker, memorai-postgres-exporter, memorai-redis-exporter',
    ],
  ],
  [
    'root',
    pods({ securityContext: { runAsUser: 0 } }),
    [`${inPods}securityContext.runAsUser must not be 0: the namespace enforces restricted`],
  ],
])('%s is found', (_, patch, expected) => {
  expect(ofPatches(patch)).toEqual(expected);
});

test('labels of pods that the selector does not fit, and all that it breaks, lead to the patch', () => {
  const patch = merge('Deployment', 'memorai-api', { spec: { template: { metadata: { labels: { app: 'other' } } } } });
  expect(ofPatches(patch)).toEqual([
    'patches: NetworkPolicy memorai-api: spec.podSelector fits no pods',
    'patches: NetworkPolicy memorai-dashboard: spec.egress[3].to[0].podSelector fits no pods',
    'patches[0]: Deployment memorai-api: spec.selector.matchLabels does not fit the labels of its own pods',
    `${inPods}topologySpreadConstraints[0].labelSelector does not fit the pod itself`,
    `${inPods}topologySpreadConstraints[1].labelSelector does not fit the pod itself`,
    'patches: Service memorai-api-service: spec.selector fits no pods',
    'patches: PodDisruptionBudget memorai-api: spec.selector fits no pods',
  ]);
});

test('a port that is changed leads to the patch that did it', () => {
  const patch: Patch = {
    target: { kind: 'Service', name: 'memorai-api-service' },
    json: [{ op: 'replace', path: '/spec/ports/0/port', value: 81 }],
  };
  const [first, ...others] = ofPatches(
    merge('Service', 'memorai-mcp-service', { metadata: { annotations: { a: 'b' } } }),
    patch,
  );
  expect(first).toBe(
    'patches[1]: Ingress memorai-api-ingress: spec.rules[0].http.paths[3].backend names port 80 of Service memorai-api-service; it has 81, http',
  );
  expect(others).toEqual([]);
});

describe('pods that keep away from others', () => {
  const away = (app: string, more: object = {}) => {
    const term = { topologyKey: 'kubernetes.io/hostname', labelSelector: { matchLabels: { app } }, ...more };
    const affinity = { podAntiAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [term] } };
    return found(platformWith({ services: { api: { scheduling: { affinity } } } }));
  };

  test.each([
    ['their own', 'memorai-api', {}],
    ['those of another service', 'memorai-worker', {}],
    ['a team in another namespace', 'reports', { namespaces: ['reports'] }],
  ])('%s', (_, app, more) => {
    expect(away(app, more)).toEqual([]);
  });

  test('nobody: the line of the config, and not a patch that nobody wrote', () => {
    expect(away('memorai-apis')).toEqual([
      'services.api.scheduling.affinity: Deployment memorai-api: spec.template.spec.affinity.podAntiAffinity.requiredDuringSchedulingIgnoredDuringExecution[0].labelSelector fits no pods',
    ]);
  });
});

test('a namespace that says otherwise admits other pods', () => {
  const relaxed = merge('Namespace', 'memorai-production', {
    metadata: { labels: { 'pod-security.kubernetes.io/enforce': 'baseline' } },
  });
  expect(ofPatches(relaxed, pods({ securityContext: { runAsUser: 0 } }))).toEqual([]);
});

test('what the migration needs must be there before it', () => {
  const patch = merge('Job', 'memorai-migrate', {
    spec: { template: { spec: { volumes: [{ name: 'team', configMap: { name: 'team' } }] } } },
  });
  const map = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'team' }, data: { a: 'b' } };
  expect(found(platformWith({ patches: [patch], extraObjects: [map] }))).toEqual([
    expect.stringMatching(
      /^patches\[0\]: Job memorai-migrate-\w+: .*volumes\[team\]\.configMap names ConfigMap team, which is applied only in a later stage \(3-services\)$/,
    ),
  ]);
});

test('any Secret may be there where somebody else keeps them all', () => {
  const patches = [api({ envFrom: [{ secretRef: { name: 'team' } }] })];
  expect(found(platformWith({ patches, secrets: { provider: 'existing' } }))).toEqual([]);
});

const externalSecret: Extra = {
  apiVersion: 'external-secrets.io/v1',
  kind: 'ExternalSecret',
  metadata: { name: 'team' },
  spec: {
    secretStoreRef: { kind: 'SecretStore', name: 'memorai-api-secrets' },
    target: { name: 'team' },
    data: [{ secretKey: 'token', remoteRef: { key: 'team/token' } }],
  },
};

test('an extra object makes what a patch refers to', () => {
  const using = (key: string) =>
    found(
      platformWith({
        patches: [api({ env: [{ name: 'A', valueFrom: secretKey('team', key) }] })],
        extraObjects: [externalSecret],
      }),
    );
  expect(using('token')).toEqual([]);
  expect(using('tokens')).toEqual([
    `${inPods}containers[memorai-api].env[A].valueFrom.secretKeyRef names key tokens of Secret team, which has none of this name`,
  ]);
});

const bare = { apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'team' } };
const deployment = (spec: object, labels: object = { app: 'team' }): Extra => ({
  ...bare,
  spec: { selector: { matchLabels: { app: 'team' } }, template: { metadata: { labels }, spec } },
});
const container = { name: 'team', image: 'team/app:1.0', securityContext: safe() };
const podSecurity = { runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } };
const inExtra = 'extraObjects[0]: Deployment team: ';

test.each<[string, Extra, string[]]>([
  ['a workload that keeps restricted', deployment({ securityContext: podSecurity, containers: [container] }), []],
  [
    'a workload that says nothing of security',
    deployment({ containers: [{ name: 'team', image: 'team/app:1.0' }] }),
    [
      'securityContext.allowPrivilegeEscalation must be false',
      'securityContext.capabilities.drop must hold ALL',
      'securityContext.runAsNonRoot must be set, here or for the whole pod',
      'securityContext.seccompProfile must be set, here or for the whole pod',
    ].map((one) => `${inExtra}spec.template.spec.containers[team].${one}: the namespace enforces restricted`),
  ],
  [
    'a selector that fits other pods',
    deployment({ securityContext: podSecurity, containers: [container] }, { app: 'other' }),
    [`${inExtra}spec.selector.matchLabels does not fit the labels of its own pods`],
  ],
  [
    'a name that is no label',
    { apiVersion: 'v1', kind: 'Service', metadata: { name: 'team.one' } },
    [
      'extraObjects[0]: Service team.one: metadata.name must be a DNS label of at most 63 characters without ".", got "team.one"',
    ],
  ],
  [
    'a long name of a CronJob',
    { apiVersion: 'batch/v1', kind: 'CronJob', metadata: { name: 'a'.repeat(53) } },
    [
      `extraObjects[0]: CronJob ${'a'.repeat(53)}: metadata.name must be a DNS label of at most 52 characters without ".", got "${'a'.repeat(53)}"`,
    ],
  ],
  [
    'a store of secrets that is not there',
    { ...externalSecret, spec: { secretStoreRef: { name: 'team' } } },
    ['extraObjects[0]: ExternalSecret team: spec.secretStoreRef names SecretStore team, which is not there'],
  ],
  [
    'a store of the whole cluster',
    { ...externalSecret, spec: { secretStoreRef: { kind: 'ClusterSecretStore', name: 'team' } } },
    [],
  ],
  [
    'a role that is not there',
    {
      apiVersion: 'rbac.authorization.k8s.io/v1',
      kind: 'RoleBinding',
      metadata: { name: 'team' },
      roleRef: { kind: 'Role', name: 'team' },
      subjects: [
        { kind: 'ServiceAccount', name: 'team' },
        { kind: 'ServiceAccount', name: 'default' },
      ],
    },
    [
      'extraObjects[0]: RoleBinding team: roleRef names Role team, which is not there',
      'extraObjects[0]: RoleBinding team: subjects[team] names ServiceAccount team, which is not there; there are memorai-api-sa, memorai-dashboard-sa, memorai-mcp-sa, memorai-worker-sa, memorai-migrate-sa, memorai-postgres-exporter-sa, memorai-redis-exporter-sa',
    ],
  ],
  [
    'a route to a port that the Service does not have',
    {
      apiVersion: 'gateway.networking.k8s.io/v1',
      kind: 'HTTPRoute',
      metadata: { name: 'team' },
      spec: { rules: [{ backendRefs: [{ name: 'memorai-api-service', port: 8080 }] }] },
    },
    [
      'extraObjects[0]: HTTPRoute team: spec.rules[0].backendRefs[memorai-api-service] names port 8080 of Service memorai-api-service; it has 80, http',
    ],
  ],
])('%s', (_, extra, expected) => {
  const stores = ofExtra(extra).map((one) => one.replace(/(SecretStore team, which is not there);.*/, '$1'));
  expect(stores).toEqual(expected);
});

test('a chart refuses what is wrong in its patches and in what a team adds', () => {
  const chart = new MemoraiChart(new App(), 'memorai', { platform: platformWith() });
  new ApiObject(chart, 'secret', {
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: { name: 'team' },
    stringData: { a: 'b' },
  });
  expect(() => chartArtifacts(chart)).toThrow(
    'the chart is not valid:\n  [memorai] memorai/secret: Secret team: stringData holds values; no output may hold a secret: keep it in the secret store, and refer to it by secretKeyRef [final-objects]',
  );
  expect(() => chart.node.root.node.validate()).not.toThrow();
});
