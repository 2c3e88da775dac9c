import type { Cluster } from '../types';
import { type Context, derivedFrom } from './context';

/** What a cluster of each provider has, or ought to have, for volumes of a database; absent: what it calls its default. */
const storageClasses: Readonly<Partial<Record<Cluster['provider'], string>>> = {
  /** Not there on a new cluster, whose `gp2` is neither encrypted nor CSI's; so it is ours to make. */
  eks: 'gp3',
  aks: 'managed-csi-premium',
  gke: 'premium-rwo',
};

/** The class of volumes that name none. */
export function resolveStorageClass(
  context: Context,
  provider: Cluster['provider'],
): Pick<Cluster, 'storageClass' | 'makesStorageClass'> {
  const written = context.config.cluster?.storageClass;
  const storageClass = context.pick(
    'cluster.storageClass',
    written,
    storageClasses[provider],
    derivedFrom(`cluster.provider (${provider})`),
  );
  return {
    ...(storageClass === undefined ? {} : { storageClass }),
    makesStorageClass: provider === 'eks' && written === undefined,
  };
}
