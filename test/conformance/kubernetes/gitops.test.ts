import { join } from 'node:path';
import { dump, load } from 'js-yaml';
import type { PlatformConfig } from '../../../lib/config/schema/index';
import { resolvePlatform, synthesize } from '../../../lib/index';
import { strategicMerge } from '../../../lib/kubernetes/strategic-merge';
import type { KubernetesObject } from '../../../lib/kubernetes/typed';
import { contained, production } from '../../support/configs';
import { faultyPod, restrictedFaults, restrictedPod } from '../../support/restricted-faults';
import { ControlPlane } from './control-plane';
import { defineCustomResources } from './definitions';
import { type Identity, Release } from './release';

type Fields = Record<string, unknown>;
interface Groups {
  readonly groups: readonly { readonly rules: readonly object[] }[];
}

const argocd: PlatformConfig['gitops'] = {
  tool: 'argocd',
  application: { repository: 'https://git.memorai.com/platform/deployments.git' },
};
const flux: PlatformConfig['gitops'] = { tool: 'flux', source: { name: 'deployments', namespace: 'sources' } };

let plane: ControlPlane;
let release: Release;
beforeAll(async () => {
  plane = await ControlPlane.start({ controllers: false });
  await defineCustomResources(plane);
  for (const name of ['argocd', 'flux-system', 'watched']) await plane.kubectl.run(['create', 'namespace', name]);
  const config = production({ gitops: { tool: 'argocd' }, monitoring: { scrape: 'podMonitor' } });
  release = new Release(plane.kubectl, join(plane.folder, 'gitops'), config);
});
afterAll(() => plane?.stop());

/** What the tool itself is told, as it is written. */
const deliveryObjects = (gitops: PlatformConfig['gitops']): Fields[] =>
  synthesize(resolvePlatform(production({ gitops })), { targets: ['kubernetes'] })
    .filter(({ path }) => /^kubernetes\/(argocd|flux)\//.test(path))
    .map(({ content }) => load(content) as Fields);

/** Applied for real, but nothing stays of it. */
const dryRun = (...objects: object[]) =>
  plane.kubectl.attempt(
    release.applyArguments('--dry-run=server', '-f', '-'),
    objects.map((object) => dump(object)).join('---\n'),
  );

describe('definitions accept', () => {
  test.each([
    ['the Application', argocd, 1],
    ['the Kustomizations of Flux', flux, 3],
  ] as const)('%s', async (_, gitops, count) => {
    const objects = deliveryObjects(gitops);
    expect(objects).toHaveLength(count);
    expect(await dryRun(...objects)).toMatchObject({ code: 0, stderr: '' });
  });

  const theirs = { enabled: false, reason: 'the team of the databases has its own' } as const;

  test.each(['podMonitor', 'serviceMonitor'] as const)('every %s, and the rules with them', async (scrape) => {
    const release = new Release(plane.kubectl, join(plane.folder, scrape), {
      ...contained({ qdrant: { provider: 'cluster', nodes: 3 } }),
      cluster: { provider: 'eks', namespace: scrape.toLowerCase() },
      monitoring: {
        scrape,
        labels: { release: 'p' },
        exporters: { postgres: { ...theirs, address: '[fd00::7]:9187' } },
      },
    });
    await release.applyAll();
    const names = await plane.kubectl.run([
      ...['get', 'podmonitors,servicemonitors,scrapeconfigs,prometheusrules', '--output=name'],
      ...['--namespace', scrape.toLowerCase(), '--selector=release=p'],
    ]);
    expect(names.trim().split('\n')).toEqual(
      expect.arrayContaining([
        `${scrape.toLowerCase()}.monitoring.coreos.com/memorai-qdrant`,
        'scrapeconfig.monitoring.coreos.com/memorai-postgres-exporter',
        'prometheusrule.monitoring.coreos.com/memorai',
      ]),
    );
  });
});

describe('what the operator and the sidecar of Grafana find', () => {
  const objects = (): Fields[] =>
    synthesize(resolvePlatform(production({ cluster: { namespace: 'watched' }, monitoring: { scrape: 'podMonitor' } })))
      .filter(({ path }) => /^(grafana\/configmaps|kubernetes\/66-alerts)\/(?!kustomization)/.test(path))
      .map(({ content }) => load(content) as Fields);

  test('the rules and a ConfigMap for each dashboard are accepted', async () => {
    expect(objects().map(({ kind }) => kind)).toEqual([...Array(6).fill('ConfigMap'), 'PrometheusRule']);
    const { code, stdout, stderr } = await dryRun(...objects());
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout.trim().split('\n')).toHaveLength(7);
  });

  test.each<[string, string, (object: Fields) => void, RegExp]>([
    [
      'a duration with a space',
      'PrometheusRule',
      ({ spec }) => Object.assign((spec as Groups).groups[1]?.rules[0] ?? {}, { for: '2 minutes' }),
      /for: Invalid value: "2 minutes"|for in body should match/,
    ],
    [
      'a list of rules without a group (E97)',
      'PrometheusRule',
      (object) => Object.assign(object, { spec: { rules: [] } }),
      /unknown field "spec\.rules"|spec\.rules: field not declared in schema/,
    ],
    [
      'a dashboard that is more than a ConfigMap holds',
      'ConfigMap',
      (object) => Object.assign(object, { data: { 'large.json': 'x'.repeat(1024 * 1024 + 1) } }),
      /Too long/,
    ],
  ])('%s is refused', async (_, kind, change, refusal) => {
    const object = objects().find((one) => one.kind === kind) ?? {};
    change(object);
    const { code, stderr } = await dryRun(object);
    expect(code).toBe(1);
    expect(stderr).toMatch(refusal);
  });
});

describe('definitions refuse', () => {
  test.each<[string, PlatformConfig['gitops'], (spec: Fields) => void, RegExp]>([
    ['an Application without a project', argocd, (spec) => delete spec.project, /spec\.project: Required value/],
    [
      'an unknown field of an Application',
      argocd,
      (spec) => Object.assign(spec, { syncpolicy: {} }),
      /spec\.syncpolicy: field not declared in schema|unknown field "spec\.syncpolicy"/,
    ],
    ['a Kustomization without an interval', flux, (spec) => delete spec.interval, /spec\.interval: Required value/],
    [
      'a duration of our own kind',
      flux,
      (spec) => Object.assign(spec, { timeout: '1d' }),
      /spec\.timeout: Invalid value: "1d"|spec\.timeout in body should match/,
    ],
    [
      'a source of another kind',
      flux,
      (spec) => Object.assign(spec, { sourceRef: { kind: 'Git', name: 'a' } }),
      /spec\.sourceRef\.kind: Unsupported value: "Git"/,
    ],
  ])('%s', async (_, gitops, change, refusal) => {
    const [object] = deliveryObjects(gitops);
    change(object?.spec as Fields);
    const { code, stderr } = await dryRun(object ?? {});
    expect(code).toBe(1);
    expect(stderr).toMatch(refusal);
  });

  test('a monitor whose interval is a number', async () => {
    const monitor = [...release.owned().values()].find(({ identity }) => identity.kind === 'PodMonitor');
    const text = (monitor?.text ?? '').replace('interval: 15s', 'interval: 15');
    const { code, stderr } = await plane.kubectl.attempt(release.applyArguments('--dry-run=server', '-f', '-'), text);
    expect(code).toBe(1);
    expect(stderr).toMatch(/interval: expected string, got|interval: Invalid value: "integer"/);
  });
});

describe('two managers of the same objects', () => {
  const as = (manager: string) => ['--field-manager', manager];
  const versions = async (): Promise<ReadonlyMap<string, string>> => {
    const found = new Map<string, string>();
    for (const { identity } of release.owned().values())
      found.set(`${identity.kind}/${identity.name}`, (await stored(identity)).metadata.resourceVersion as string);
    return found;
  };
  const stored = async ({ kind, name }: Identity): Promise<Fields & { metadata: Fields }> =>
    JSON.parse(await plane.kubectl.run(['--namespace', release.namespace, 'get', kind, name, '--output', 'json']));

  beforeAll(async () => {
    await release.applyAll(as('argocd-controller'));
  });

  test('the second finds no conflict, and changes no value', async () => {
    await release.applyAll(as('another-controller'));
    const before = await versions();
    for (const manager of ['argocd-controller', 'another-controller']) await release.applyAll(as(manager));
    expect(await versions()).toEqual(before);
  });

  test('what the autoscaler counts, neither takes back', async () => {
    const path = `/apis/apps/v1/namespaces/${release.namespace}/deployments/memorai-api/scale`;
    await plane.api.send('PATCH', `${path}?fieldManager=kube-controller-manager`, { spec: { replicas: 7 } });
    for (const manager of ['argocd-controller', 'another-controller']) await release.applyAll(as(manager));
    const { spec } = await stored({ kind: 'Deployment', name: 'memorai-api' });
    expect((spec as Fields).replicas).toBe(7);
  });

  test('a count in the output would take back what the autoscaler counted', async () => {
    const deployment = [...release.owned().values()].find(
      ({ identity }) => identity.kind === 'Deployment' && identity.name === 'memorai-api',
    );
    const object = JSON.parse(JSON.stringify(deployment?.object)) as { spec: Fields };
    object.spec.replicas = 3;
    await plane.kubectl.run(
      release.applyArguments('--force-conflicts', ...as('argocd-controller'), '-f', '-'),
      dump(object),
    );
    const { spec } = await stored({ kind: 'Deployment', name: 'memorai-api' });
    expect((spec as Fields).replicas).toBe(3);
  });

  test('a quantity that the server writes otherwise would be fought over', async () => {
    const deployment = [...release.owned().values()].find(
      ({ identity }) => identity.kind === 'Deployment' && identity.name === 'memorai-mcp',
    );
    const memory = (deployment?.text ?? '').replaceAll('memory: 512Mi', 'memory: 0.5Gi');
    const { code, stderr } = await plane.kubectl.attempt(
      release.applyArguments(...as('another-controller'), '-f', '-'),
      memory,
    );
    expect(code).toBe(1);
    expect(stderr).toMatch(/conflicts? with "argocd-controller"/);
  });

  test('the server adds nothing to the lists that Argo CD compares whole', async () => {
    const added: string[] = [];
    for (const { identity, object } of release.owned().values())
      added.push(...addedItems(object, await stored(identity)).map((path) => `${identity.kind} ${path}`));
    expect(added).toEqual([]);
  });

  test('which it would with a default left out', () => {
    const item = { secretKey: 'a', remoteRef: { key: 'b' } };
    const live = { secretKey: 'a', remoteRef: { key: 'b', conversionStrategy: 'Default' } };
    expect(addedItems({ apiVersion: 'a.io/v1', spec: { data: [item] } }, { spec: { data: [live] } })).toEqual([
      'spec.data',
    ]);
  });
});

/** Lists of a custom kind that the server changed: it knows no keys for them, so that the whole list differs. */
function addedItems(written: unknown, live: unknown): string[] {
  const isCustom = /^(external-secrets|cert-manager|monitoring|keda)[\w.-]*\/|^a\.io\//.test(
    (written as { apiVersion: string }).apiVersion,
  );
  const walk = (one: unknown, other: unknown, path: string): string[] => {
    if (Array.isArray(one)) return JSON.stringify(sorted(one)) === JSON.stringify(sorted(other)) ? [] : [path];
    if (typeof one !== 'object' || one === null) return [];
    return Object.entries(one).flatMap(([key, value]) => walk(value, (other as Fields)?.[key], `${path}.${key}`));
  };
  return isCustom ? walk((written as Fields).spec, (live as Fields).spec, 'spec') : [];
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, member]) => [key, sorted(member)]),
  );
}

describe('the server refuses as restricted what our check refuses', () => {
  const workload = (spec: Fields) => ({
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'faulty', namespace: 'strict' },
    spec: { selector: { matchLabels: { app: 'faulty' } }, template: { metadata: { labels: { app: 'faulty' } }, spec } },
  });
  beforeAll(async () => {
    const labels = Object.fromEntries(
      ['enforce', 'warn'].map((mode) => [`pod-security.kubernetes.io/${mode}`, 'restricted']),
    );
    const namespace = { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'strict', labels } };
    await plane.kubectl.run(['apply', '--server-side', '-f', '-'], dump(namespace));
  });

  test('not the pod without a fault', async () => {
    expect(await dryRun(workload(restrictedPod()))).toMatchObject({ code: 0, stderr: '' });
  });

  test.each(restrictedFaults)('%s', async (_, __, path, value) => {
    const { code, stderr } = await dryRun(workload(faultyPod(path, value)));
    expect([code, stderr]).toEqual([1, expect.stringMatching(/violates? PodSecurity|would violate PodSecurity/)]);
  });
});

describe('a strategic merge gives what kubectl patch gives', () => {
  const pods = (spec: Fields): Fields => ({ spec: { template: { spec } } });
  const container = (change: Fields) => pods({ containers: [{ name: 'memorai-api', ...change }] });

  test.each<[string, string, string, Fields]>([
    ['a field', 'Deployment', 'memorai-api', { spec: { revisionHistoryLimit: 3 } }],
    ['labels', 'Deployment', 'memorai-api', { metadata: { labels: { team: 'search', version: null } } }],
    ['a container', 'Deployment', 'memorai-api', container({ tty: true, args: ['a'] })],
    ['a sidecar', 'Deployment', 'memorai-api', pods({ containers: [{ name: 'proxy', image: 'team/proxy:1.0' }] })],
    ['a variable', 'Deployment', 'memorai-api', container({ env: [{ name: 'NODE_ENV', value: 'x' }] })],
    ['another variable', 'Deployment', 'memorai-api', container({ env: [{ name: 'TEAM', value: 'x' }] })],
    ['a deletion', 'Deployment', 'memorai-api', container({ env: [{ name: 'DB_PASSWORD', $patch: 'delete' }] })],
    ['ports', 'Deployment', 'memorai-api', container({ ports: [{ containerPort: 9000 }] })],
    ['mounts', 'Deployment', 'memorai-api', container({ volumeMounts: [{ mountPath: '/tmp', readOnly: true }] })],
    ['a volume', 'Deployment', 'memorai-api', pods({ volumes: [{ name: 'one', emptyDir: {} }] })],
    ['hosts', 'Deployment', 'memorai-api', pods({ hostAliases: [{ ip: '10.0.0.1', hostnames: ['a'] }] })],
    ['tolerations', 'Deployment', 'memorai-api', pods({ tolerations: [{ key: 'a', operator: 'Exists' }] })],
    ['a map', 'Deployment', 'memorai-api', pods({ nodeSelector: { $patch: 'replace', a: 'b' } })],
    [
      'spread',
      'Deployment',
      'memorai-api',
      pods({ topologySpreadConstraints: [{ topologyKey: 'kubernetes.io/hostname', maxSkew: 2 }] }),
    ],
    ['ports of a Service', 'Service', 'memorai-api-service', { spec: { ports: [{ port: 80, name: 'web' }] } }],
    ['a new port of a Service', 'Service', 'memorai-api-service', { spec: { ports: [{ port: 81, name: 'b' }] } }],
    [
      'a selector of a budget',
      'PodDisruptionBudget',
      'memorai-api',
      { spec: { selector: { matchLabels: { app: 'x' } } } },
    ],
    [
      'rules of a NetworkPolicy',
      'NetworkPolicy',
      'memorai-api',
      { spec: { ingress: [{ ports: [{ port: 1, protocol: 'TCP' }] }] } },
    ],
    ['data', 'ConfigMap', 'memorai-config', { data: { TEAM: 'x', ENABLE_ANALYTICS: null } }],
  ])('%s of %s %s', async (_, kind, name, change) => {
    const written = [...release.owned().values()].find(
      ({ identity }) => identity.kind === kind && identity.name === name,
    );
    if (written === undefined) throw new Error(`there is no ${kind} ${name}`);
    const patched = await plane.kubectl.run(
      ['patch', '--local', '--type=strategic', '-f', '-', '--output', 'json', '--patch', JSON.stringify(change)],
      written.text,
    );
    const byName = (value: unknown) => inOrder(JSON.parse(JSON.stringify(value)));
    const ours = strategicMerge(written.object as KubernetesObject, change);
    expect(byName(ours)).toEqual(byName(withoutEmpty(JSON.parse(patched))));
    expect(byName(ours)).not.toEqual(byName(written.object));
  });
});

/** kubectl writes fields of its own that have no value: a creation time and an empty status. */
function withoutEmpty(object: Fields & { metadata: Fields }): Fields {
  const { status: _, ...rest } = object;
  const { creationTimestamp: __, ...metadata } = object.metadata;
  return { ...rest, metadata };
}

/** Lists that are merged by a key, in one order: kubectl puts what is new first or last, by its kind of list. */
function inOrder(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(inOrder).sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
  if (typeof value !== 'object' || value === null) return value;
  return sorted(Object.fromEntries(Object.entries(value).map(([key, member]) => [key, inOrder(member)])));
}
