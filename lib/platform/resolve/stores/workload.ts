import { lookup } from '../../../config/lookup';
import type { CheckedConfig } from '../../../config/schema/index';
import { storeImages } from '../../store-images';
import { tiers } from '../../tiers';
import type { Cluster, Setting, StoreName, StoreWorkload, Volume } from '../../types';
import { byDefault, type Context, derivedFrom } from '../context';
import { foreignImage } from '../image';
import { secretName } from '../secret-name';

type Written<Store extends StoreName> = Extract<
  NonNullable<NonNullable<CheckedConfig['stores']>[Store]>,
  { provider: 'cluster' }
>;
type WrittenVolume = Written<'qdrant'>['snapshots'];

/** What one node of a store gets, before a config changes it. */
export interface NodeShare {
  readonly nodes: number;
  readonly cpuMillis: number;
  readonly memoryMiB: number;
  readonly storageMiB: number;
  /** Default image, where it is not the store's usual one. */
  readonly image?: string;
}

/** The pool of the stores (guide L33-37; E39). */
const POOL = 'database';

/** The workload of a store in our own containers. */
export function resolveStoreWorkload(
  context: Context,
  name: StoreName,
  written: Pick<Written<StoreName>, 'image' | 'resources' | 'placement' | 'volume'>,
  share: NodeShare,
  secrets: readonly string[],
  cluster: Cluster | undefined,
): StoreWorkload {
  const path = `stores.${name}`;
  // In Compose the guide's own names (L56-58, L76-99): nothing else shares the network.
  const fullName = context.config.deployment === 'compose' ? name : `memorai-${name}`;
  if (context.config.deployment === 'serverless') {
    context.fail(
      `${path}.provider`,
      'conflict',
      'cluster has no meaning when deployment is serverless: nothing runs containers',
    );
  }
  const origin = derivedFrom(`${tiers[context.config.tier ?? 'recommended'].source}, over ${share.nodes} nodes`);
  const cpuMillis = context.pick(`${path}.resources.cpu`, written.resources?.cpu, share.cpuMillis, origin);
  const memoryMiB = context.pick(`${path}.resources.memory`, written.resources?.memory, share.memoryMiB, origin);
  const placement = resolvePlacement(context, `${path}.placement`, written.placement, cluster);
  return {
    name,
    fullName,
    image: foreignImage(
      context,
      context.pick(
        `${path}.image`,
        written.image,
        share.image ?? storeImages[name],
        byDefault('lib/platform/store-images.ts'),
      ),
    ),
    // Memory is not overcommitted; CPU may be, as a store is quick when nobody else is.
    resources: { requests: { cpuMillis, memoryMiB }, limits: { cpuMillis: cpuMillis * 2, memoryMiB } },
    nodes: share.nodes,
    ...(placement === undefined ? {} : { placement }),
    settings: secrets.map(
      (setting): Setting => ({
        name: setting,
        kind: 'secret',
        scope: 'service',
        source: { from: 'secret', secretName: secretName(context.config.environment, setting) },
      }),
    ),
    serviceAccountName: `${fullName}-sa`,
    secretName: `${fullName}-secrets`,
    headlessName: `${fullName}-headless`,
    volume: resolveVolume(context, `${path}.volume`, written.volume, share, cluster),
    retain: context.pick(
      `${path}.volume.retain`,
      written.volume?.retain,
      true,
      byDefault('data outlives the set that made it'),
    ),
  };
}

export function resolveVolume(
  context: Context,
  path: string,
  written: WrittenVolume,
  { nodes, storageMiB }: Pick<NodeShare, 'nodes' | 'storageMiB'>,
  cluster: Cluster | undefined,
): Volume {
  const storageClass = written?.storageClass ?? cluster?.storageClass;
  const existingClaim = written?.existingClaim;
  if (existingClaim !== undefined && nodes > 1) {
    context.fail(
      `${path}.existingClaim`,
      'conflict',
      `one claim cannot serve ${nodes} nodes; leave it out, or use one node`,
    );
  }
  return {
    sizeMiB: context.pick(`${path}.size`, written?.size, storageMiB, derivedFrom('the tier, divided by the nodes')),
    ...(storageClass === undefined
      ? {}
      : {
          storageClass: context.pick(
            `${path}.storageClass`,
            written?.storageClass,
            storageClass,
            derivedFrom('cluster.storageClass'),
          ),
        }),
    accessMode: context.pick(
      `${path}.accessMode`,
      written?.accessMode,
      'ReadWriteOnce',
      byDefault('one node at a time'),
    ),
    ...(existingClaim === undefined ? {} : { existingClaim: context.take(`${path}.existingClaim`, existingClaim) }),
  };
}

function resolvePlacement(
  context: Context,
  path: string,
  written: string | undefined,
  cluster: Cluster | undefined,
): string | undefined {
  const pools = cluster?.nodePools ?? {};
  if (written === undefined && lookup(pools, POOL) === undefined) return undefined;
  return context.pick(path, written, POOL, byDefault('guide L33-37, E39'));
}
