import type { Cluster, NodePool, Platform } from '../../../lib/platform/types';
import { ApiError } from './api-client';
import type { ControlPlane } from './control-plane';
import { allocatable } from './node-sizes';
import { until } from './until';

/** Keeps the nodes of several environments apart: on the nodes, and by the admission plugin on every pod of a namespace. */
const labLabel = 'conformance/environment';

/** For a cluster that names no pools, of which the config says nothing: room enough. */
const unnamedPool: NodePool = {
  name: 'unnamed',
  instanceType: 'custom',
  minNodes: 3,
  maxNodes: 8,
  autoScaling: false,
  capacity: { cpuMillis: 4000, memoryMiB: 16_384 },
  label: { key: 'conformance/unnamed', value: 'true' },
  taint: { key: 'conformance/unnamed', value: 'true' },
  tainted: false,
};

export interface LabNode {
  readonly name: string;
  readonly pool: string;
}

/** The nodes that an environment's own pools say, played by kwok: labels, taints, zones a to c, and what is left of them. */
export class LabNodes {
  private readonly present = new Map<string, LabNode>();
  private readonly cluster: Cluster;

  constructor(
    private readonly plane: ControlPlane,
    platform: Platform,
  ) {
    if (platform.cluster === undefined) throw new Error(`${platform.environment} has no cluster`);
    this.cluster = platform.cluster;
  }

  get nodes(): readonly LabNode[] {
    return [...this.present.values()];
  }

  /** Sees to it that the pods of the namespace, which has to exist, run on these nodes only. */
  async claimNamespace(): Promise<void> {
    await this.plane.api.send('PATCH', `/api/v1/namespaces/${this.cluster.namespace}`, {
      metadata: { annotations: { 'scheduler.alpha.kubernetes.io/node-selector': `${labLabel}=${this.owner}` } },
    });
  }

  /** Brings every pool to its least or its most. Only adds. */
  async grow(to: 'minNodes' | 'maxNodes'): Promise<void> {
    const pools = Object.values(this.cluster.nodePools);
    const wanted = (pools.length === 0 ? [unnamedPool] : pools).flatMap((pool) =>
      Array.from({ length: pool[to] }, (_, index) => ({ pool, index })),
    );
    await Promise.all(wanted.map(({ pool, index }) => this.add(pool, index)));
    await until(`${this.owner}: every node is ready`, 30_000, () => this.allReady());
  }

  private get owner(): string {
    return this.cluster.namespace;
  }

  private async add(pool: NodePool, index: number): Promise<void> {
    const name = `${this.owner}-${pool.name.replaceAll('_', '-')}-${index}`;
    if (this.present.has(name)) return;
    const { key, value } = pool.label;
    const { cpuMillis, memoryMiB, ephemeralStorageMiB, pods } = allocatable(this.cluster.provider, pool);
    const amounts = {
      cpu: `${cpuMillis}m`,
      memory: `${memoryMiB}Mi`,
      'ephemeral-storage': `${Math.floor(ephemeralStorageMiB)}Mi`,
      pods: String(pods),
    };
    await this.plane.api.send('POST', '/api/v1/nodes', {
      apiVersion: 'v1',
      kind: 'Node',
      metadata: {
        name,
        annotations: { 'kwok.x-k8s.io/node': 'fake' },
        labels: {
          [labLabel]: this.owner,
          [key]: value,
          'kubernetes.io/hostname': name,
          'kubernetes.io/os': 'linux',
          'kubernetes.io/arch': 'amd64',
          'topology.kubernetes.io/zone': `zone-${'abc'[index % 3]}`,
        },
      },
      spec: { taints: pool.tainted ? [{ ...pool.taint, effect: 'NoSchedule' }] : [] },
      status: { allocatable: amounts, capacity: amounts },
    });
    this.present.set(name, { name, pool: pool.name });
  }

  private async allReady(): Promise<boolean> {
    const ready = await Promise.all(
      this.nodes.map(async ({ name }) => {
        try {
          const node = await this.plane.api.get<NodeStatus>(`/api/v1/nodes/${name}`);
          // The taint "not ready" is taken away a moment after the condition changes.
          const tainted = node.spec.taints?.some(({ key }) => key.startsWith('node.kubernetes.io/')) ?? false;
          return (
            !tainted && (node.status.conditions ?? []).some(({ type, status }) => type === 'Ready' && status === 'True')
          );
        } catch (error) {
          if (error instanceof ApiError) return false;
          throw error;
        }
      }),
    );
    return ready.every(Boolean);
  }
}

interface NodeStatus {
  readonly spec: { readonly taints?: readonly { readonly key: string }[] };
  readonly status: { readonly conditions?: readonly { readonly type: string; readonly status: string }[] };
}
