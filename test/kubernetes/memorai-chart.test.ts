import { ApiObject, App, JsonPatch } from 'cdk8s';
import { kubernetesArtifacts } from '../../lib/kubernetes/artifacts';
import { chartArtifacts, MemoraiChart, type MemoraiChartProps } from '../../lib/kubernetes/memorai-chart';
import { checkPlatform } from '../../lib/rules/index';
import { scratchFolder } from '../support/scratch';
import { allObjects, genericPlatform, platformWith } from './platforms';

const platform = platformWith();
const newChart = () => new MemoraiChart(new App(), 'memorai', { platform });
const contentOf = (chart: MemoraiChart, path: string) =>
  chartArtifacts(chart).find((artifact) => artifact.path === path)?.content;

test('the chart renders exactly the plain objects', () => {
  expect(newChart().toJson()).toEqual(allObjects(platform));
});

test.each([
  ['on EKS', platform],
  ['on a cluster of no cloud', genericPlatform()],
])('its files are the same bytes, %s', (_, one) => {
  const chart = new MemoraiChart(new App(), 'memorai', { platform: one });
  expect(chartArtifacts(chart)).toEqual(kubernetesArtifacts(one));
});

test('ids are kind and name', () => {
  expect(newChart().node.findChild('deployment-memorai-api')).toBeInstanceOf(ApiObject);
});

test('hands out an object by kind and name', () => {
  const object = newChart().object('ConfigMap', 'memorai-config');
  expect([object.kind, object.name]).toEqual(['ConfigMap', 'memorai-config']);
});

test('an unknown object is an error that names the known ones', () => {
  expect(() => newChart().object('ConfigMap', 'other')).toThrow(
    'no ConfigMap "other" in the chart; known: memorai-config',
  );
  expect(() => newChart().object('Secret', 'other')).toThrow('no Secret "other" in the chart; known: none');
});

test('hands out what it made for a service', () => {
  const names = Object.fromEntries(
    Object.entries(newChart().service('api')).map(([part, object]) => [part, `${object.kind} ${object.name}`]),
  );
  expect(names).toEqual({
    deployment: 'Deployment memorai-api',
    service: 'Service memorai-api-service',
    autoscaler: 'HorizontalPodAutoscaler memorai-api-hpa',
    disruptionBudget: 'PodDisruptionBudget memorai-api',
    serviceAccount: 'ServiceAccount memorai-api-sa',
    networkPolicy: 'NetworkPolicy memorai-api',
  });
});

test('a service with fixed replicas has no autoscaler', () => {
  const fixed = platformWith({ services: { mcp: { replicas: { min: 2, max: 2 } } } });
  expect(new MemoraiChart(new App(), 'memorai', { platform: fixed }).service('mcp')).not.toHaveProperty('autoscaler');
});

test('an unknown service is an error that names the known ones', () => {
  expect(() => newChart().service('apis')).toThrow(
    'no service "apis" in the platform; known: api, dashboard, mcp, worker',
  );
});

test('a patch reaches the file', () => {
  const chart = newChart();
  chart.service('api').deployment.addJsonPatch(JsonPatch.replace('/spec/revisionHistoryLimit', 3));
  expect(contentOf(chart, 'kubernetes/60-api/deployment-memorai-api.yaml')).toContain('\n  revisionHistoryLimit: 3\n');
});

test('an object that is added has a component of its own', () => {
  const chart = newChart();
  new ApiObject(chart, 'quota', { apiVersion: 'v1', kind: 'ResourceQuota', metadata: { name: 'quota' } });
  expect(contentOf(chart, 'kubernetes/80-extra/resourcequota-quota.yaml')).toContain('kind: ResourceQuota');
  expect(contentOf(chart, 'kubernetes/stages/3-services/kustomization.yaml')).toContain('../../80-extra');
});

test('so has one that has the kind and name of ours, in another namespace', () => {
  const chart = newChart();
  new ApiObject(chart, 'other', {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name: 'memorai-config', namespace: 'other' },
  });
  expect(contentOf(chart, 'kubernetes/80-extra/configmap-memorai-config.yaml')).toContain('namespace: other');
});

test('what fails validation is not written', () => {
  const chart = newChart();
  chart.service('api').deployment.node.addValidation({ validate: () => ['the api needs more pods'] });
  expect(() => chartArtifacts(chart)).toThrow(
    'the chart is not valid:\n  [memorai/deployment-memorai-api] the api needs more pods',
  );
});

describe('what the rules find', () => {
  const faulty = platformWith({ services: { api: { replicas: { max: 90 } } } });
  const chartOf = (props: Omit<MemoraiChartProps, 'platform'> = {}, app = new App()) =>
    new MemoraiChart(app, 'memorai', { platform: faulty, ...props });
  const connections = checkPlatform(faulty).find(({ rule }) => rule === 'connections');
  const line = `${connections?.path}: ${connections?.message} [connections]`;

  test('fails the validation of the tree where it is an error', () => {
    expect(chartOf().node.validate()).toContain(line);
    const app = new App({ outdir: scratchFolder('chart') });
    chartOf({}, app);
    expect(() => app.synth()).toThrow(line);
  });

  test('is handed out by the chart, and is no failure where it is a warning', () => {
    const chart = newChart();
    expect(chart.findings).toEqual(checkPlatform(platform));
    expect(chart.findings.map(({ severity }) => severity)).toContain('warning');
    expect(chart.node.validate()).toEqual([]);
  });

  test('is not asked for twice', () => {
    expect(chartOf({ check: false }).node.validate()).toEqual([]);
    expect(chartOf({ check: false }).findings).toEqual([]);
  });

  test('is accepted by exceptions, of the final objects too', () => {
    const reason = 'made by a test';
    const patches = [
      { target: { kind: 'Deployment', name: 'memorai-api' }, merge: { metadata: { labels: { release: 'no no' } } } },
    ];
    const excepting = (rules: readonly string[]) =>
      new MemoraiChart(new App(), 'memorai', {
        platform: platformWith({ patches, exceptions: rules.map((rule) => ({ rule, reason })) }),
      });
    expect(excepting([]).node.validate()).toHaveLength(1);
    expect(excepting(['final-objects']).node.validate()).toEqual([]);
    expect(excepting(['final-objects']).findings).toContainEqual(
      expect.objectContaining({ rule: 'final-objects', severity: 'note' }),
    );
  });
});

describe('what the rules of the output find', () => {
  test('stands at the patch that is handed over', () => {
    const chart = new MemoraiChart(new App(), 'memorai', {
      platform,
      patches: [
        { target: { kind: 'HorizontalPodAutoscaler', name: 'memorai-api-hpa' }, merge: { spec: { maxReplicas: 90 } } },
      ],
    });
    expect(chart.node.validate()).toEqual([
      expect.stringMatching(
        /^options\.patches\[0\]: services\.api\.replicas\.max as it is patched: .*\(rule connections\) \[patched-numbers\]$/,
      ),
      expect.stringMatching(
        /^options\.patches\[0\]: cluster\.nodePools\.application as it is patched: .*\(rule pool-capacity\) \[patched-numbers\]$/,
      ),
    ]);
  });

  test('stands at the construct that code changed', () => {
    const chart = newChart();
    chart.service('api').service.addJsonPatch(JsonPatch.add('/spec/type', 'LoadBalancer'));
    expect(chart.node.validate()).toEqual([
      'memorai/service-memorai-api-service: kubernetes/60-api/service-memorai-api-service.yaml: spec.type publishes memorai-api by LoadBalancer, past the way in, its TLS, its limits and its hidden paths; leave it at ClusterIP, and use expose of the service [private-services]',
    ]);
  });

  test('stands at the construct that code added', () => {
    const chart = newChart();
    new ApiObject(chart, 'open', {
      apiVersion: 'networking.k8s.io/v1',
      kind: 'NetworkPolicy',
      metadata: { name: 'open', namespace: 'memorai-production' },
      spec: { podSelector: { matchLabels: { app: 'memorai-api' } }, ingress: [{}] },
    });
    expect(chart.node.validate()).toEqual([
      'memorai/open: kubernetes/80-extra/networkpolicy-open.yaml: spec.ingress[0] lets memorai-api in from anywhere: no other policy closes what this one opens; name the pods and the ports, or use network of the service [open-policies]',
    ]);
  });

  test('is a field that no API has', () => {
    const chart = newChart();
    chart.service('api').deployment.addJsonPatch(JsonPatch.add('/spec/replicaz', 3));
    expect(chart.node.validate()).toEqual([
      'memorai/deployment-memorai-api: Deployment memorai-api: spec.replicaz: unknown key; did you mean "replicas"? [object-shape]',
    ]);
  });

  test('is asked for where the config has been asked already', () => {
    const chart = new MemoraiChart(new App(), 'memorai', { platform, check: false });
    chart.service('api').service.addJsonPatch(JsonPatch.add('/spec/type', 'LoadBalancer'));
    expect(chart.findings.map(({ rule }) => rule)).toEqual(['private-services']);
  });

  test('leaves a secret to the team whose object fetches it, and names one that ours do not have', () => {
    const chart = newChart();
    const fetching = (name: string) => ({
      apiVersion: 'external-secrets.io/v1',
      kind: 'ExternalSecret',
      metadata: { name, namespace: 'memorai-production' },
      spec: {
        secretStoreRef: { kind: 'SecretStore', name: 'memorai-api-secrets' },
        data: [{ secretKey: 'KEY', remoteRef: { key: 'team/key' } }],
      },
    });
    new ApiObject(chart, 'fetched', fetching('fetched'));
    expect(chart.node.validate()).toEqual([]);
    const ours = chart.object('ExternalSecret', 'memorai-api-secrets');
    ours.addJsonPatch(JsonPatch.replace('/spec/data/2/remoteRef/key', 'team/key'));
    expect(chart.node.validate()).toEqual([
      expect.stringMatching(
        /^memorai\/externalsecret-memorai-api-secrets: .* names secret team\/key, .*\[stored-secrets\]$/,
      ),
    ]);
  });

  test('says nothing of an exception that is for another target', () => {
    const exceptions = [{ rule: 'stored-secrets', reason: 'made by a test' }];
    const excepting = new MemoraiChart(new App(), 'memorai', { platform: platformWith({ exceptions }) });
    expect(excepting.findings.map(({ rule }) => rule)).not.toContain('exception-unused');
  });

  test('two objects of one name in two namespaces share a file, and are no fault of the objects', () => {
    const chart = newChart();
    for (const namespace of ['one', 'other']) {
      new ApiObject(chart, namespace, { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'team', namespace } });
    }
    expect(chart.node.validate()).toEqual([]);
  });
});
