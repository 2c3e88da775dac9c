import { ManagedPolicy, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Stack } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import { acceptWildcards } from './accepted-findings';
import { awsOf } from './aws-facts';
import { BackupBucket } from './backup-bucket';
import { backupOf } from './backup-facts';
import { BackupReplication } from './backup-replication';
import { BackupVault } from './backup-vault';
import { DatabaseSnapshots } from './database-snapshots';
import { PlatformStack, type PlatformStackProps } from './platform-stack';

/** Backups, apart from what they are of: they have to be there when that is gone. */
export class BackupStack extends PlatformStack {
  public readonly bucket: BackupBucket;
  /** Present with a second region. */
  public readonly replication?: BackupReplication;
  /** Of whoever backs up and restores, under the name that the platform fixed. */
  public readonly jobPolicy: ManagedPolicy;
  /** Present when the platform's Postgres is Aurora, as is `snapshots`. */
  public readonly vault?: BackupVault;
  public readonly snapshots?: DatabaseSnapshots;

  constructor(scope: Construct, id: string, props: PlatformStackProps) {
    super(scope, id, 'backup', props);
    const { platform } = this;
    if (awsOf(platform).recovery !== undefined) {
      this.replication = new BackupReplication(this, 'Replication', platform);
    }
    this.bucket = new BackupBucket(this, 'Backups', {
      platform,
      which: 'original',
      ...(this.replication === undefined ? {} : { replication: this.replication.configuration }),
    });
    this.replication?.grantKey(this.bucket.key);
    this.jobPolicy = this.addJobPolicy();
    if (platform.stores.postgres.provider === 'aurora') {
      this.vault = new BackupVault(this, 'Vault', { platform, key: this.bucket.key });
      this.snapshots = new DatabaseSnapshots(this, 'Snapshots', { platform, vault: this.vault });
    }
  }

  /** Writes and reads backups; deletes none: that is the lifecycle's. */
  private addJobPolicy(): ManagedPolicy {
    const { policyName, folders } = backupOf(this.platform);
    const { bucket, key } = this.bucket;
    const arn = Stack.of(this).formatArn({ service: 's3', account: '', region: '', resource: bucket.ref });
    const policy = new ManagedPolicy(this, 'JobPolicy', {
      managedPolicyName: policyName,
      description: `Backs up and restores memorai-${this.platform.environment}`,
      statements: [
        new PolicyStatement({ actions: ['s3:ListBucket', 's3:GetBucketLocation'], resources: [bucket.attrArn] }),
        new PolicyStatement({
          actions: ['s3:PutObject', 's3:GetObject', 's3:AbortMultipartUpload', 's3:ListMultipartUploadParts'],
          resources: Object.values(folders).map((folder) => `${arn}/${folder}*`),
        }),
        new PolicyStatement({ actions: ['kms:Decrypt', 'kms:GenerateDataKey'], resources: [key.keyArn] }),
      ],
    });
    acceptWildcards(policy, 'every backup in the folder: their names hold the time at which they are made');
    return policy;
  }
}
