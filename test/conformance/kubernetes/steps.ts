import { setTimeout as sleep } from 'node:timers/promises';
import { ownExporters } from '../../../lib/platform/exporters';
import type { StoredObject } from './api-client';
import { broken, nextWithout } from './cases';
import type { Deployed } from './deployed';
import { type Drained, drain, refusedByBudget, secondEviction } from './drain';
import { endpointProblems, ownStores, placementProblems, pruneProblems, referenceProblems } from './judges';
import type { EndpointSlice, Keyed, Pod } from './live';
import { networkProblems } from './network-judge';
import type { Policy } from './network-policy';
import { Release } from './release';
import { rightsOf } from './rights';
import { runbookProblems } from './runbooks';
import { until } from './until';

/** Something that has to hold, in the order of an environment's life. It fails by throwing, as `expect` does. */
export interface Step {
  readonly name: string;
  readonly run: (deployed: Deployed) => Promise<void>;
}

/** Every namespaced kind that we emit, or that a removal could touch. */
const kinds = [
  ['v1', 'serviceaccounts'],
  ['v1', 'configmaps'],
  ['v1', 'secrets'],
  ['v1', 'services'],
  ['v1', 'persistentvolumeclaims'],
  ['apps/v1', 'deployments'],
  ['apps/v1', 'statefulsets'],
  ['batch/v1', 'jobs'],
  ['autoscaling/v2', 'horizontalpodautoscalers'],
  ['policy/v1', 'poddisruptionbudgets'],
  ['networking.k8s.io/v1', 'networkpolicies'],
  ['networking.k8s.io/v1', 'ingresses'],
  ['rbac.authorization.k8s.io/v1', 'roles'],
  ['rbac.authorization.k8s.io/v1', 'rolebindings'],
  ['external-secrets.io/v1', 'secretstores'],
  ['external-secrets.io/v1', 'externalsecrets'],
  ['cert-manager.io/v1', 'certificates'],
  ['gateway.networking.k8s.io/v1', 'gateways'],
  ['gateway.networking.k8s.io/v1', 'httproutes'],
  ['networking.gke.io/v1', 'healthcheckpolicies'],
  ['networking.gke.io/v1', 'gcpbackendpolicies'],
] as const;

/** Each object, with what changes whenever somebody changes what it shall be. */
async function inventory({ live }: Deployed): Promise<ReadonlyMap<string, string>> {
  const lists = await Promise.all(
    kinds.map(async ([group, resource]) =>
      (await live.list<StoredObject>(group, resource)).map(({ metadata }): [string, string] => [
        `${resource}/${metadata.name}`,
        `${metadata.uid} ${metadata.generation ?? metadata.resourceVersion}`,
      ]),
    ),
  );
  return new Map(lists.flat());
}

const services = ({ platform }: Deployed) => Object.values(platform.services);
const counts = (deployed: Deployed, of: 'min' | 'max'): Readonly<Record<string, number>> =>
  Object.fromEntries([
    ...services(deployed).map(({ fullName, replicas }) => [fullName, replicas[of]]),
    ...ownStores(deployed.platform).map(({ fullName, nodes }) => [fullName, nodes]),
    ...ownExporters(deployed.platform).map(({ fullName }) => [fullName, 1]),
  ]);

interface Claim extends StoredObject {
  readonly status: { readonly phase: string };
}

/** Pods of one shard that share a host, where their set says that they must not. */
function hostProblems(pods: readonly Pod[]): string[] {
  const taken = new Map<string, string>();
  return pods.flatMap(({ metadata, spec }) => {
    const { app, 'memorai.com/shard': shard } = metadata.labels ?? {};
    if (!JSON.stringify(spec).includes('requiredDuringSchedulingIgnoredDuringExecution')) return [];
    const key = `${app} ${shard} ${spec.nodeName}`;
    const other = taken.get(key);
    taken.set(key, metadata.name);
    return other === undefined ? [] : [`${metadata.name} shares ${spec.nodeName} with ${other}`];
  });
}

const same = (left: Readonly<Record<string, number>>, right: Readonly<Record<string, number>>): boolean | string =>
  Object.entries(right).every(([app, count]) => left[app] === count) ||
  `${JSON.stringify(left)} of ${JSON.stringify(right)}`;

/** `get list watch` of what `apiAccess` promises (docs/differences.md, rows 110 and 111), in the words of rightsOf. */
const readNamespace = ['get', 'list', 'watch']
  .flatMap((verb) =>
    ['deployments.apps', 'endpointslices.discovery.k8s.io', 'pods', 'replicasets.apps', 'services'].map(
      (resource) => `${verb} ${resource}`,
    ),
  )
  .sort();

export const steps: readonly Step[] = [
  {
    name: 'the foundation is admitted, without a warning',
    run: async (deployed) => {
      await deployed.nodes.grow('minNodes');
      await deployed.applyFoundation();
      const { metadata } = await deployed.plane.api.get<StoredObject>(`/api/v1/namespaces/${deployed.live.namespace}`);
      expect(metadata.labels).toMatchObject({ 'pod-security.kubernetes.io/enforce': 'restricted' });
    },
  },
  {
    name: 'the stores come up, each node with volumes of its own',
    run: async (deployed) => {
      await deployed.waitForStores();
      const claims = await deployed.live.list<Claim>('v1', 'persistentvolumeclaims');
      const own = ownStores(deployed.platform);
      const wanted = own.reduce((sum, { nodes, snapshots }) => sum + nodes * (snapshots === undefined ? 1 : 2), 0);
      expect(claims.filter(({ status }) => status.phase === 'Bound')).toHaveLength(wanted);
      const pods = await deployed.live.pods();
      expect(placementProblems(deployed.platform, pods, deployed.nodes.nodes)).toEqual([]);
      expect(hostProblems(pods)).toEqual([]);
    },
  },
  { name: 'the migration comes to its end', run: (deployed) => deployed.applyMigration() },
  {
    name: 'every service rolls out',
    run: async (deployed) => {
      await deployed.release.apply('3-services');
      const said = await deployed.rollout('status');
      for (const { fullName } of services(deployed)) {
        expect(said).toContain(`deployment "${fullName}" successfully rolled out`);
      }
    },
  },
  {
    name: 'at its least, every pod runs in the pool that the platform names',
    run: async (deployed) => {
      const { live } = deployed;
      const least = counts(deployed, 'min');
      await until('every service has its least', 30_000, async () => same(await live.serving(), least));
      const pods = await live.pods();
      expect(placementProblems(deployed.platform, pods, deployed.nodes.nodes)).toEqual([]);
      expect(await live.serving()).toEqual(least);
    },
  },
  {
    name: 'every key that a container asks for is there',
    run: async ({ live }) => {
      const [pods, secrets, maps] = await Promise.all([
        live.pods(),
        live.list<Keyed>('v1', 'secrets'),
        live.list<Keyed>('v1', 'configmaps'),
      ]);
      expect(referenceProblems(pods, secrets, maps)).toEqual([]);
    },
  },
  {
    name: 'every Service leads to its pods',
    run: async ({ live, platform }) => {
      await until('every Service leads to its pods', 20_000, async () => {
        const slices = await live.list<EndpointSlice>('discovery.k8s.io/v1', 'endpointslices');
        return endpointProblems(platform, await live.pods(), slices).join('; ') || true;
      });
    },
  },
  {
    name: 'a second apply changes nothing',
    run: async (deployed) => {
      const before = await inventory(deployed);
      const { code, stdout } = await deployed.release.diff();
      expect(stdout).toBe('');
      expect(code).toBe(0);
      await deployed.release.applyAll();
      expect(await inventory(deployed)).toEqual(before);
    },
  },
  {
    name: 'the server takes every command of its runbooks',
    run: async (deployed) => {
      expect(await runbookProblems(deployed)).toEqual([]);
    },
  },
  {
    name: 'service accounts may do what they need and nothing else',
    run: async ({ plane, live, platform }) => {
      const accounts = new Map([
        ...Object.values(platform.services).map(
          ({ serviceAccountName, apiAccess }) => [serviceAccountName, apiAccess] as const,
        ),
        ...(platform.migration ? [[platform.migration.serviceAccountName, false] as const] : []),
        ...ownStores(platform).map(({ serviceAccountName }) => [serviceAccountName, false] as const),
        ...ownExporters(platform).map(({ serviceAccountName }) => [serviceAccountName, false] as const),
        ['default', false] as const,
      ]);
      for (const [account, apiAccess] of accounts) {
        const user = `system:serviceaccount:${live.namespace}:${account}`;
        expect([account, await rightsOf(plane.api, user, live.namespace)]).toEqual([
          account,
          apiAccess ? readNamespace : [],
        ]);
        expect([account, await rightsOf(plane.api, user, 'kube-system')]).toEqual([account, []]);
      }
      // The same by the command line that people use, for one account without rights and each with some.
      const can = async (account: string, question: readonly string[], namespace: string) => {
        const user = `system:serviceaccount:${namespace === 'default' ? live.namespace : namespace}:${account}`;
        const flags = ['--as', user, '--namespace', namespace];
        return (await plane.kubectl.attempt(['auth', 'can-i', ...question, ...flags])).stdout.trim();
      };
      expect(await can('default', ['get', 'secrets'], live.namespace)).toBe('no');
      for (const account of [...accounts.keys()].filter((name) => accounts.get(name))) {
        expect(await can(account, ['list', 'pods'], live.namespace)).toBe('yes');
        expect(await can(account, ['list', 'pods'], 'default')).toBe('no');
        expect(await can(account, ['get', 'secrets'], live.namespace)).toBe('no');
        expect(await can(account, ['get', 'configmaps'], live.namespace)).toBe('no');
        expect(await can(account, ['delete', 'pods'], live.namespace)).toBe('no');
      }
    },
  },
  {
    name: 'the network policies allow what the platform says and nothing else',
    run: async ({ live, platform }) => {
      const [policies, pods] = await Promise.all([
        live.list<Policy & StoredObject>('networking.k8s.io/v1', 'networkpolicies'),
        live.list<Pod>('v1', 'pods'),
      ]);
      expect(networkProblems(platform, policies, pods)).toEqual([]);
    },
  },
  {
    name: 'every node can be drained, a pod of a service at a time',
    run: async (deployed) => {
      const { live } = deployed;
      const least = counts(deployed, 'min');
      const drained: Drained[] = [];
      for (const { name } of deployed.nodes.nodes) {
        // A pod of a set that is back under its name within a moment, as only kwok can, is counted as still leaving by its
        // budget for two minutes (the disruption controller's DeletionTimeout).
        drained.push(await drain(live, name, 300_000));
        await until('every service has its least again', 20_000, async () => same(await live.serving(), least));
      }
      expect(drained.reduce((sum, { evicted }) => sum + evicted, 0)).toBeGreaterThanOrEqual(
        Object.values(least).reduce((sum, count) => sum + count, 0),
      );
      for (const [app, count] of Object.entries(least)) {
        for (const one of drained) expect(one.least[app] ?? count).toBeGreaterThanOrEqual(count - 1);
      }
      const several = Object.entries(least).find(([, count]) => count > 1);
      if (several !== undefined) {
        const nodes = deployed.nodes.nodes.map(({ name }) => name);
        expect(await secondEviction(live, several[0], nodes)).toBe(refusedByBudget);
        await until('every service has its least again', 20_000, async () => same(await live.serving(), least));
      }
    },
  },
  {
    name: 'at its most, with the surge of a release that never gets ready, everything fits and the old pods serve',
    run: async (deployed) => {
      const { live, plane } = deployed;
      const most = counts(deployed, 'max');
      await deployed.nodes.grow('maxNodes');
      // As an autoscaler does it: through the scale subresource, so that no later apply is in its way.
      await Promise.all(
        services(deployed).map(({ fullName, replicas }) =>
          plane.api.send('PATCH', live.path('apps/v1', `deployments/${fullName}/scale`), {
            spec: { replicas: replicas.max },
          }),
        ),
      );
      await until('every service has its most', 60_000, async () => same(await live.serving(), most));
      const release = new Release(plane.kubectl, `${deployed.outputFolder}-broken`, broken(deployed.subject.config));
      await release.apply('1-foundation');
      await release.apply('2-migration');
      await release.apply('3-services');
      const { rollouts, migration } = expectedOfBroken(deployed);
      await until('every broken pod has a node', 60_000, async () =>
        same(await live.brokenOnNodes(), { ...rollouts, ...migration }),
      );
      await sleep(2000);
      expect(await live.brokenOnNodes()).toEqual({ ...rollouts, ...migration });
      expect(placementProblems(deployed.platform, await live.pods(), deployed.nodes.nodes)).toEqual([]);
      const serving = await live.serving();
      for (const { fullName, replicas, rollout } of services(deployed)) {
        expect([fullName, serving[fullName]]).toEqual([fullName, replicas.max - rollout.maxUnavailable]);
      }
    },
  },
  {
    name: 'undoing the release heals it',
    run: async (deployed) => {
      await deployed.rollout('undo');
      await deployed.rollout('status');
      const { migration } = expectedOfBroken(deployed);
      await until('no broken service is left', 30_000, async () =>
        same(await deployed.live.brokenOnNodes(), migration),
      );
    },
  },
  {
    name: 'the next release without a service, and what .synth.json no longer has deleted, removes that service alone',
    run: async (deployed) => {
      const { live, plane, subject } = deployed;
      await plane.api.send('POST', live.path('v1', 'configmaps'), {
        apiVersion: 'v1',
        kind: 'ConfigMap',
        metadata: { name: 'of-somebody-else' },
      });
      const owned = deployed.release.owned();
      const release = new Release(plane.kubectl, deployed.outputFolder, nextWithout(subject.config, subject.removed));
      const left = release.owned();
      // The undo of the step before made `kubectl` the manager of what it changed back.
      await expect(release.apply('3-services')).rejects.toThrow(/conflicts? with "kubectl"/);
      await deployed.deploy(release, ['--force-conflicts']);
      const before = await inventory(deployed);
      const gone = [...owned].filter(([file]) => !left.has(file));
      await deployed.kubectl(['delete', '--wait', '-f', '-'], gone.map(([, { text }]) => text).join('---\n'));
      const after = await inventory(deployed);
      const oldMigration = gone
        .filter(([, { identity }]) => identity.kind === 'Job')
        .map(([, { identity }]) => `jobs/${identity.name}`);
      expect(pruneProblems([...before.keys()], [...after.keys()], subject.removed, oldMigration)).toEqual([]);
      expect(oldMigration).toHaveLength(deployed.platform.migration === undefined ? 0 : 1);
      expect(before.size - after.size).toBeGreaterThanOrEqual(5);
      expect(after.has('configmaps/of-somebody-else')).toBe(true);
    },
  },
];

/** Pods of the broken release: the surge and what may be unavailable of each service, and one pod of its migration. */
function expectedOfBroken(deployed: Deployed): {
  readonly rollouts: Readonly<Record<string, number>>;
  readonly migration: Readonly<Record<string, number>>;
} {
  return {
    rollouts: Object.fromEntries(
      services(deployed).map(({ fullName, rollout }) => [fullName, rollout.maxSurge + rollout.maxUnavailable]),
    ),
    migration: deployed.platform.migration === undefined ? {} : { 'memorai-migrate': 1 },
  };
}
