import { dump } from 'js-yaml';
import type { StoredObject } from './api-client';
import { broken, cases } from './cases';
import { ControlPlane } from './control-plane';
import { defineCustomResources } from './definitions';
import { Deployed } from './deployed';
import { drain } from './drain';
import { endpointProblems, placementProblems, pruneProblems, referenceProblems } from './judges';
import type { EndpointSlice, Keyed, Pod } from './live';
import { networkProblems } from './network-judge';
import type { Peer, Policy } from './network-policy';
import { Release } from './release';
import { rightsOf } from './rights';
import { until } from './until';

/** A fault for each judge: what it says of an environment that was sound until somebody broke one thing. */

let plane: ControlPlane | undefined;
let deployed: Deployed;

beforeAll(async () => {
  plane = await ControlPlane.start({ controllers: true });
  await defineCustomResources(plane);
  const subject = cases.find(({ name }) => name === 'everything');
  if (subject === undefined) throw new Error('there is no such case');
  deployed = new Deployed(plane, subject);
  await deployed.nodes.grow('minNodes');
  await deployed.deploy();
  await until('every service serves', 60_000, async () => {
    const serving = await deployed.live.serving();
    return Object.values(deployed.platform.services).every(
      ({ fullName, replicas }) => serving[fullName] === replicas.min,
    );
  });
});
afterAll(() => plane?.stop());

type Json = { [key: string]: Json } & { [index: number]: Json };

/** An object of the release as it is written, with one thing changed. */
function written(kind: string, name: string, change: (object: Json) => void): string {
  const found = [...deployed.release.owned().values()].find(
    ({ identity }) => identity.kind === kind && identity.name === name,
  );
  if (found === undefined) throw new Error(`there is no ${kind} ${name}`);
  const object = JSON.parse(JSON.stringify(found.object)) as Json;
  change(object);
  return dump(object);
}

/** A warning is an error for kubectl, but the server has the object by then: nothing is to stay of it here. */
const apply = (text: string) =>
  deployed.plane.kubectl.attempt(deployed.release.applyArguments('--dry-run=server', '-f', '-'), text);
const patch = (group: string, path: string, body: unknown) =>
  deployed.plane.api.send('PATCH', deployed.live.path(group, path), body);

describe('the server refuses', () => {
  test('a Deployment whose selector does not fit its pods', async () => {
    const text = written('Deployment', 'memorai-notes', ({ spec }) => {
      Object.assign(spec?.selector?.matchLabels ?? {}, { app: 'memorai-other' });
    });
    const { code, stderr } = await apply(text);
    expect([code, stderr]).toEqual([1, expect.stringContaining('`selector` does not match template `labels`')]);
  });

  test('a privileged pod, which `restricted` only warns of', async () => {
    const text = written('Deployment', 'memorai-notes', ({ spec }) => {
      Object.assign(spec?.template?.spec?.containers?.[0]?.securityContext ?? {}, {
        privileged: true,
        allowPrivilegeEscalation: true,
      });
    });
    const { code, stderr } = await apply(text);
    expect([code, stderr]).toEqual([1, expect.stringContaining('would violate PodSecurity "restricted:v1.29"')]);
  });

  test.each([
    ['ExternalSecret', 'memorai-api-secrets', 'spec.targett'],
    ['Certificate', 'edge-tls', 'spec.dnsName'],
    ['Gateway', 'memorai-gateway', 'spec.listener'],
    ['HTTPRoute', 'memorai-api', 'spec.hosts'],
  ])('an unknown field of %s', async (kind, name, field) => {
    const text = written(kind, name, ({ spec }) => {
      Object.assign(spec ?? {}, { [field.replace('spec.', '')]: 'x' });
    });
    const { code, stderr } = await apply(text);
    expect(code).toBe(1);
    expect(stderr).toMatch(new RegExp(`${field}: field not declared in schema|unknown field "${field}"`));
  });
});

describe('the server refuses in the Gateway API', () => {
  test.each<[string, string, string, (spec: Json | undefined) => void, string]>([
    [
      'a redirect that is none',
      'HTTPRoute',
      'memorai-redirect',
      (spec) => Object.assign(spec?.rules?.[0]?.filters?.[0]?.requestRedirect ?? {}, { statusCode: 418 }),
      'Unsupported value: 418',
    ],
    [
      'a time of its own writing',
      'HTTPRoute',
      'memorai-api',
      (spec) => Object.assign(spec?.rules?.[1]?.timeouts ?? {}, { request: '29 s' }),
      'spec.rules[1].timeouts.request in body should match',
    ],
    [
      'a prefix that does not start with a slash',
      'HTTPRoute',
      'memorai-api',
      (spec) => Object.assign(spec?.rules?.[0]?.matches?.[0]?.path ?? {}, { value: 'metrics' }),
      "value must be an absolute path and start with '/'",
    ],
    [
      'a certificate for HTTP',
      'Gateway',
      'memorai-gateway',
      (spec) => Object.assign(spec?.listeners?.[0] ?? {}, { tls: { certificateRefs: [{ name: 'edge-tls' }] } }),
      "tls must not be specified for protocols ['HTTP', 'TCP', 'UDP']",
    ],
    [
      'two listeners of one name',
      'Gateway',
      'memorai-gateway',
      (spec) => Object.assign(spec?.listeners?.[1] ?? {}, { name: 'http' }),
      '.spec.listeners: duplicate entries for key',
    ],
  ])('%s', async (_, kind, name, change, message) => {
    const { code, stderr } = await apply(written(kind, name, ({ spec }) => change(spec)));
    expect([code, stderr]).toEqual([1, expect.stringContaining(message)]);
  });
});

describe('the judges say no to', () => {
  test('a Service whose selector fits no pod', async () => {
    const problems = async () => {
      const slices = await deployed.live.list<EndpointSlice>('discovery.k8s.io/v1', 'endpointslices');
      return endpointProblems(deployed.platform, await deployed.live.pods(), slices);
    };
    await until('every Service leads to its pods', 20_000, async () => (await problems()).join('; ') || true);
    await patch('v1', 'services/memorai-mcp-service', { spec: { selector: { app: 'memorai-mpc' } } });
    await until('it leads nowhere', 20_000, async () => {
      const said = (await problems()).join();
      return said === 'memorai-mcp-service leads to 0 pods, memorai-mcp has 2 ready' || said;
    });
  });

  test('a change that somebody made by hand: a second apply would take it back', async () => {
    expect((await deployed.release.diff()).stdout).toContain('-    app: memorai-mpc');
    expect((await deployed.release.diff()).code).toBe(1);
  });

  test('a key of a Secret that is not there', async () => {
    await patch('v1', 'secrets/memorai-mcp-secrets', { data: { DB_PASSWORD: null } });
    const [pods, secrets, maps] = await Promise.all([
      deployed.live.pods(),
      deployed.live.list<Keyed>('v1', 'secrets'),
      deployed.live.list<Keyed>('v1', 'configmaps'),
    ]);
    expect(referenceProblems(pods, secrets, maps)).toEqual([
      'memorai-mcp: DB_PASSWORD comes from memorai-mcp-secrets/DB_PASSWORD, which is not there',
    ]);
    expect(referenceProblems(pods, secrets, [])).toContain('memorai-api: ConfigMap memorai-config is not there');
  });

  test('a service account with too much', async () => {
    const user = `system:serviceaccount:${deployed.live.namespace}:memorai-notes-sa`;
    expect(await rightsOf(deployed.plane.api, user, deployed.live.namespace)).toEqual([]);
    await deployed.plane.api.send('POST', deployed.live.path('rbac.authorization.k8s.io/v1', 'rolebindings'), {
      apiVersion: 'rbac.authorization.k8s.io/v1',
      kind: 'RoleBinding',
      metadata: { name: 'too-much' },
      roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: 'view' },
      subjects: [{ kind: 'ServiceAccount', name: 'memorai-notes-sa', namespace: deployed.live.namespace }],
    });
    await until('the binding is known', 10_000, async () =>
      (await rightsOf(deployed.plane.api, user, deployed.live.namespace)).includes('get configmaps'),
    );
  });

  test('a migration that never ends', async () => {
    const release = new Release(
      deployed.plane.kubectl,
      `${deployed.outputFolder}-broken`,
      broken(deployed.subject.config),
    );
    await release.apply('2-migration');
    await expect(release.waitForMigration('3s')).rejects.toThrow('timed out waiting for the condition');
  });

  test('a pool that does not exist', async () => {
    await patch('apps/v1', 'deployments/memorai-notes', {
      spec: { template: { spec: { nodeSelector: { 'memorai.com/pool': 'gpu' } } } },
    });
    await expectPlacement(/^memorai-notes is pending: .*didn't match Pod's node affinity\/selector/);
  });

  test('a pool that is not the one of the platform', async () => {
    await patch('apps/v1', 'deployments/memorai-notes', {
      spec: {
        template: {
          spec: {
            nodeSelector: { 'memorai.com/pool': 'reporting' },
            tolerations: [{ key: 'memorai.com/pool', operator: 'Exists' }],
          },
        },
      },
    });
    await expectPlacement(/^memorai-notes runs in pool reporting, not application$/);
  });

  test('replicas that do not fit', async () => {
    await patch('apps/v1', 'deployments/memorai-api/scale', { spec: { replicas: 40 } });
    await expectPlacement(/^memorai-api is pending: .*Insufficient cpu/);
  });

  test('a budget that lets no pod go: the drain does not end', async () => {
    await patch('policy/v1', 'poddisruptionbudgets/memorai-worker', {
      spec: { maxUnavailable: null, minAvailable: 2 },
    });
    const node = (await deployed.live.pods()).find((pod) => pod.metadata.labels?.app === 'memorai-worker')?.spec
      .nodeName;
    await until('the budget is known', 10_000, async () => {
      const path = deployed.live.path('policy/v1', 'poddisruptionbudgets/memorai-worker');
      const { status } = await deployed.plane.api.get<{ status: { disruptionsAllowed: number } }>(path);
      return status.disruptionsAllowed === 0;
    });
    await expect(drain(deployed.live, node ?? '', 3000)).rejects.toThrow(
      /is not empty after 3 s, with [1-9]\d* refused/,
    );
  });

  async function expectPlacement(problem: RegExp): Promise<void> {
    await until(`the judge says ${problem}`, 30_000, async () => {
      const problems = placementProblems(deployed.platform, await deployed.live.pods(), deployed.nodes.nodes);
      return problems.some((one) => problem.test(one)) || problems.join('; ');
    });
  }
});

describe('the judge of the network says no to', () => {
  let policies: readonly (Policy & StoredObject)[];
  let pods: readonly Pod[];
  beforeAll(async () => {
    policies = await deployed.live.list('networking.k8s.io/v1', 'networkpolicies');
    pods = await deployed.live.list('v1', 'pods');
  });

  /** The policies with a change in one of them, or without it. */
  const judged = (name: string, change: (spec: Policy['spec']) => Policy['spec'] | undefined) =>
    networkProblems(
      deployed.platform,
      policies.flatMap((policy) => {
        const spec = policy.metadata.name === name ? change(policy.spec) : policy.spec;
        return spec === undefined ? [] : [{ ...policy, spec }];
      }),
      pods,
    );
  const everywhere: Peer = { namespaceSelector: {} };

  test('nothing in what the release has', () => {
    expect(judged('default-deny', (spec) => spec)).toEqual([]);
  });

  test.each<[string, string, (spec: Policy['spec']) => Policy['spec'] | undefined, string]>([
    ['no default', 'default-deny', () => undefined, 'the scraper to a pod without labels TCP 22 is allowed'],
    [
      'a rule without peers',
      'memorai-mcp',
      (spec) => ({ ...spec, ingress: [{}] }),
      'the ingress controller to memorai-mcp TCP 22 is allowed',
    ],
    [
      'every namespace',
      'memorai-mcp',
      (spec) => ({ ...spec, ingress: [...(spec.ingress ?? []), { from: [everywhere], ports: [{ port: 3002 }] }] }),
      'a pod of another namespace to memorai-mcp TCP 3002 is allowed',
    ],
    [
      'a caller without an edge',
      'memorai-worker',
      (spec) => ({ ...spec, ingress: [{ from: [{ podSelector: {} }], ports: [{ port: 3003 }] }] }),
      'the scraper to memorai-worker TCP 3003 is refused',
    ],
    [
      'an edge that is missing',
      'memorai-notes',
      (spec) => ({ ...spec, egress: [] }),
      'memorai-notes to memorai-api TCP 3001 is refused',
    ],
    [
      'the whole internet with private ranges',
      'memorai-api',
      (spec) => ({
        ...spec,
        egress: [...(spec.egress ?? []), { to: [{ ipBlock: { cidr: '0.0.0.0/0' } }], ports: [{ port: 443 }] }],
      }),
      'memorai-api to 169.254.169.254 TCP 443 is allowed',
    ],
    [
      'every port of a store',
      'memorai-migrate',
      (spec) => ({ ...spec, egress: [...(spec.egress ?? []), { to: [{ ipBlock: { cidr: '10.40.0.0/16' } }] }] }),
      'memorai-migrate to 10.40.0.0 TCP 22 is allowed',
    ],
    [
      'a solver that nobody reaches',
      'acme-solver',
      () => undefined,
      'the ingress controller to the solver of a certificate TCP 8089 is refused',
    ],
  ])('%s', (_, name, change, problem) => {
    expect(judged(name, change)).toContain(problem);
  });
});

describe('a prune', () => {
  const before = [
    'deployments/memorai-notes',
    'services/memorai-notes-service',
    'services/memorai-api-service',
    'jobs/old',
  ];
  const after = ['services/memorai-api-service'];

  test('that takes the service and its old migration, and nothing else, is right', () => {
    expect(pruneProblems(before, after, 'notes', ['jobs/old'])).toEqual([]);
  });

  test.each([
    [
      'leaves an object of the service',
      [...after, 'deployments/memorai-notes'],
      ['deployments/memorai-notes is still there'],
    ],
    ['leaves the old migration', [...after, 'jobs/old'], ['jobs/old is still there']],
    ["takes another's object", [], ['services/memorai-api-service is gone and is not of notes']],
    ['brings something', [...after, 'pods/x'], ['pods/x came with the prune']],
  ])('that %s is seen', (_, left, problems) => {
    expect(pruneProblems(before, left, 'notes', ['jobs/old'])).toEqual(problems);
  });
});
