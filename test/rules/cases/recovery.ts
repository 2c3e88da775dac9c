import { contained, production } from '../../support/configs';
import type { Case } from './case';

export const recovery: readonly Case[] = [
  {
    rule: 'backup-frequency',
    title: 'two snapshots a day, one after the other',
    config: production({ backup: { schedule: '1,2 2 * * *' } }),
    finds: [
      'backup.schedule: AWS Backup takes snapshots 60m apart or more, and "1,2 2 * * *" starts one 1m after another; start them less often: Aurora itself restores any second',
    ],
  },
  {
    rule: 'backup-frequency',
    title: 'snapshots every half an hour',
    config: production({ backup: { schedule: '*/30 * * * *' } }),
    finds: [
      'backup.schedule: AWS Backup takes snapshots 60m apart or more, and "*/30 * * * *" starts one 30m after another; start them less often: Aurora itself restores any second',
    ],
  },
  {
    rule: 'backup-frequency',
    title: 'snapshots every hour',
    config: production({ backup: { schedule: '17 * * * *' } }),
    finds: [],
  },
  {
    rule: 'backup-frequency',
    title: 'a bucket for a database that is elsewhere',
    config: production({
      stores: { postgres: { provider: 'external', host: 'postgres.internal' } },
      backup: { schedule: '*/30 * * * *' },
    }),
    finds: [],
  },
  {
    rule: 'backup-lock',
    title: 'a lock of a day more than the bucket keeps',
    config: production({ backup: { objectLock: { mode: 'governance', days: 8 } } }),
    finds: [
      'backup.objectLock.days: must be at most backup.retentionDays (7), got 8: nothing could be deleted when its time comes',
    ],
  },
  {
    rule: 'backup-lock',
    title: 'a lock for as long as a backup is kept',
    config: production({ backup: { objectLock: { mode: 'compliance' } } }),
    finds: [],
  },
  {
    rule: 'backup-gap',
    title: 'a bucket that deletes a day before the next backup, over the weekend',
    config: {
      ...contained({ qdrant: { provider: 'cluster' } }),
      backup: { schedule: '0 2 * * MON-FRI', retentionDays: 2 },
    },
    finds: [
      'backup.retentionDays: the bucket deletes a backup after 2 days, and the next one may start 3 days after it ("0 2 * * MON-FRI"): in between there is none; raise backup.retentionDays, or let backups start more often',
    ],
  },
  {
    rule: 'backup-gap',
    title: 'one that deletes when the next is made',
    config: {
      ...contained({ qdrant: { provider: 'cluster' } }),
      backup: { schedule: '0 2 * * MON-FRI', retentionDays: 3 },
    },
    finds: [],
  },
  {
    rule: 'backup-gap',
    title: 'a vault, and a schedule of once in a quarter',
    config: production({ backup: { schedule: '0 2 1 */3 *' } }),
    finds: [
      'backup.schedule: the vault deletes a backup after 35 days, and the next one may start 92 days after it ("0 2 1 */3 *"): in between there is none; raise backup.snapshotRetentionDays, or let backups start more often',
    ],
  },
  {
    rule: 'backup-retention',
    title: 'a vault that forgets a day before Aurora',
    config: production({ backup: { snapshotRetentionDays: 34 } }),
    finds: [
      'backup.snapshotRetentionDays: the vault keeps snapshots for 34 days, Aurora itself for 35: without the cluster the older ones are gone; raise it to 35 or more',
    ],
  },
  { rule: 'backup-retention', title: 'both for 35 days', config: production(), finds: [] },
  {
    rule: 'recovery-region',
    title: 'the same region twice',
    config: production({ aws: { recovery: { kind: 'backupOnly', region: 'us-east-1' } } }),
    finds: ['aws.recovery.region: must be another region than aws.region, got us-east-1 for both'],
  },
  {
    rule: 'recovery-region',
    title: 'a network inside the first one',
    config: production({
      aws: { recovery: { kind: 'globalCluster', region: 'us-west-2', network: { cidr: '10.0.240.0/20' } } },
    }),
    finds: [
      'aws.recovery.network.cidr: 10.0.240.0/20 overlaps with 10.0.0.0/16 of aws.network: the two could never be connected; choose another range',
    ],
  },
  {
    rule: 'recovery-region',
    title: 'a global cluster on a burstable machine',
    config: production({
      stores: { postgres: { capacity: { kind: 'provisioned', instanceType: 't4g.large' } } },
      aws: { recovery: { kind: 'globalCluster', region: 'us-west-2' } },
    }),
    finds: [
      'stores.postgres.capacity.instanceType: a global cluster does not take t4g.large; use a type of family r, or kind serverless',
    ],
  },
  {
    rule: 'recovery-region',
    title: 'the network beside the first one',
    config: production({
      aws: { recovery: { kind: 'globalCluster', region: 'us-west-2', network: { cidr: '10.1.0.0/16' } } },
    }),
    finds: [],
  },
];
