import type { Construct } from 'constructs';
import { BackupBucket } from './backup-bucket';
import { recoveryOf } from './backup-facts';
import { BackupVault } from './backup-vault';
import { PlatformStack, type PlatformStackProps } from './platform-stack';

/** In the second region: where copies of the backups arrive. Deployed before what sends them. */
export class RecoveryStack extends PlatformStack {
  public readonly bucket: BackupBucket;
  /** Present when the platform's Postgres is Aurora. */
  public readonly vault?: BackupVault;

  constructor(scope: Construct, id: string, props: PlatformStackProps) {
    super(scope, id, 'recovery', props, recoveryOf(props.platform).region);
    const { platform } = this;
    this.bucket = new BackupBucket(this, 'Backups', { platform, which: 'copy' });
    if (platform.stores.postgres.provider === 'aurora') {
      this.vault = new BackupVault(this, 'Vault', { platform, key: this.bucket.key });
    }
  }
}
