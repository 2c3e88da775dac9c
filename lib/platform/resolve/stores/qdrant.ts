import { tiers } from '../../tiers';
import type { Cluster, Qdrant } from '../../types';
import { byDefault, byTier, type Context, derivedFrom } from '../context';
import { ANYWHERE, oneMachine, refuseNodes, tierOf } from './common';
import { resolveStoreWorkload, resolveVolume } from './workload';

const PORT = 6333;

export function resolveQdrant(context: Context, cluster: Cluster | undefined): Qdrant {
  const { config } = context;
  const tierName = tierOf(context);
  const tier = tiers[tierName].qdrant;
  const fromTier = byTier(tierName, tiers[tierName].source);
  const written = config.stores?.qdrant;
  const at = (field: string) => `stores.qdrant.${field}`;
  const inCompose = config.deployment === 'compose' && (written === undefined || written.provider === 'cluster');
  const replicationFactor = context.pick(
    at('replicationFactor'),
    written?.replicationFactor,
    inCompose ? 1 : tier.replicationFactor,
    inCompose ? oneMachine : fromTier,
  );
  const common = {
    vectors: {
      size: context.pick(at('vectors.size'), written?.vectors?.size, 1536, byDefault('guide L335')),
      distance: context.pick(at('vectors.distance'), written?.vectors?.distance, 'Cosine', byDefault('guide L336')),
      onDisk: context.pick(at('vectors.onDisk'), written?.vectors?.onDisk, false, byDefault('in memory')),
    },
    optimizers: {
      defaultSegmentNumber: context.pick(
        at('optimizers.defaultSegmentNumber'),
        written?.optimizers?.defaultSegmentNumber,
        2,
        byDefault('guide L339'),
      ),
      maxSegmentSizeKb: context.pick(
        at('optimizers.maxSegmentSizeKb'),
        written?.optimizers?.maxSegmentSizeKb,
        200_000,
        byDefault('above the memmap threshold (E63)'),
      ),
      memmapThresholdKb: context.pick(
        at('optimizers.memmapThresholdKb'),
        written?.optimizers?.memmapThresholdKb,
        50_000,
        byDefault('guide L341'),
      ),
    },
    nodes: context.pick(at('nodes'), written?.nodes, inCompose ? 1 : tier.nodes, inCompose ? oneMachine : fromTier),
    collection: context.pick(at('collection'), written?.collection, 'memorai_embeddings', byDefault('guide L236')),
    replicationFactor,
    writeConsistencyFactor: context.pick(
      at('writeConsistencyFactor'),
      written?.writeConsistencyFactor,
      Math.floor(replicationFactor / 2) + 1,
      derivedFrom('the majority of stores.qdrant.replicationFactor (E64)'),
    ),
    cpuMillis: context.pick(at('cpu'), undefined, tier.cpuMillis, fromTier),
    memoryMiB: context.pick(at('memory'), undefined, tier.memoryMiB, fromTier),
    storageGiB: context.pick(at('storage'), undefined, tier.storageGiB, fromTier),
  };
  if (written !== undefined && written.provider !== 'cluster') {
    return {
      ...common,
      provider: 'external',
      host: context.take(at('host'), written.host),
      port: context.pick(at('port'), written.port, PORT, byDefault('Qdrant (guide L234)')),
      cidr: context.pick(at('cidr'), written.cidr, ANYWHERE, byDefault('any address, on its port alone')),
      tls: context.pick(at('tls'), written.tls, true, byDefault('encrypted unless said otherwise')),
      auth: context.pick(at('auth'), written.auth, true, byDefault('E65')),
    };
  }
  context.pick(at('provider'), written?.provider, 'cluster', byDefault('no provider manages it'));
  if (common.nodes > 1) refuseNodes(context, at('nodes'), '1', String(common.nodes));
  const storageMiB = Math.ceil((common.storageGiB * 1024) / common.nodes);
  const workload = resolveStoreWorkload(
    context,
    'qdrant',
    written ?? {},
    {
      nodes: common.nodes,
      cpuMillis: Math.ceil(common.cpuMillis / common.nodes),
      memoryMiB: Math.ceil(common.memoryMiB / common.nodes),
      storageMiB,
    },
    ['QDRANT_API_KEY'],
    cluster,
  );
  return {
    ...common,
    provider: 'cluster',
    host: workload.fullName,
    port: PORT,
    tls: false,
    auth: true,
    workload: {
      ...workload,
      snapshots: resolveVolume(
        context,
        at('snapshots'),
        written?.snapshots,
        { nodes: common.nodes, storageMiB },
        cluster,
      ),
    },
  };
}
