import { CfnBackupVault } from 'aws-cdk-lib/aws-backup';
import type { Key } from 'aws-cdk-lib/aws-kms';
import type { Construct } from 'constructs';
import { vaultName } from '../platform/aws-names';
import { pinLogicalId } from './aws-facts';
import { backupOf, keptBackups } from './backup-facts';
import { logicalIds } from './logical-ids';
import { PlatformConstruct, type PlatformConstructProps } from './platform-construct';

export interface BackupVaultProps extends PlatformConstructProps {
  readonly key: Key;
}

/** Holds snapshots of the database, also when the database is gone. Locked as the bucket is. */
export class BackupVault extends PlatformConstruct {
  public readonly resource: CfnBackupVault;

  constructor(scope: Construct, id: string, props: BackupVaultProps) {
    super(scope, id, props, { paths: ['backup'] });
    const { platform, key } = props;
    const { objectLock } = backupOf(platform);
    this.resource = new CfnBackupVault(this, 'Vault', {
      backupVaultName: vaultName(platform.environment),
      encryptionKeyArn: key.keyArn,
      ...(objectLock === undefined
        ? {}
        : {
            lockConfiguration: {
              minRetentionDays: objectLock.days,
              // With it the lock is for good, after three days in which it can be taken back (AWS, 'Vault Lock').
              ...(objectLock.mode === 'compliance' ? { changeableForDays: 3 } : {}),
            },
          }),
    });
    this.resource.applyRemovalPolicy(keptBackups);
    pinLogicalId(this.resource, logicalIds.backupVault);
  }
}
