import type { RuleDescription } from '../types';

/** Held between the files of an earlier synth and those of this one; a warning where there is a way to apply it. */
export const volumeChange: RuleDescription = {
  id: 'volume-change',
  severity: 'error',
  protects: 'the apply from being refused half way, at a volume that cannot change in place',
  source:
    'Kubernetes documentation, Persistent Volumes, "Expanding Persistent Volumes Claims"; StatefulSets, "Limitations"',
  reads: ['services.*.volumes', 'stores.*.volume', 'stores.*.snapshots', 'cluster.storageClass'],
  wayOut: 'put the old value back, or copy the data to a new volume and name it as existingClaim',
};
