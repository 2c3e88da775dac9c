/** Where the jobs of operations put their backups, and what keeps them there. */
export type Backup =
  /** `reason` is absent where nobody chose it: there is no AWS to keep it. */
  | { readonly kind: 'none'; readonly reason?: string }
  | {
      readonly kind: 'bucket';
      /** Five fields of cron, UTC. */
      readonly schedule: string;
      /** The longest time between two of its runs. */
      readonly longestGapSeconds: number;
      /** Days until the bucket deletes a backup. */
      readonly retentionDays: number;
      /** Days until the vault deletes a snapshot of Aurora. */
      readonly snapshotRetentionDays: number;
      /** How much may be lost; absent: nobody said. */
      readonly recoveryPointSeconds?: number;
      /** How soon the hosts lead elsewhere; absent: nobody said. */
      readonly recoveryTimeSeconds?: number;
      readonly objectLock?: { readonly mode: 'governance' | 'compliance'; readonly days: number };
      /** Folders of the bucket by what is in them (guide L817, L862). */
      readonly folders: { readonly database: string; readonly qdrant: string };
      /** Name of the managed policy of whoever writes and reads backups; it lives with the bucket. */
      readonly policyName: string;
    };
