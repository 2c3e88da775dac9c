import { Alias, Key } from 'aws-cdk-lib/aws-kms';
import { CfnBucket, CfnBucketPolicy } from 'aws-cdk-lib/aws-s3';
import type { CfnParameter } from 'aws-cdk-lib/aws-ssm';
import { Stack } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import type { ParameterFact } from '../platform/types';
import { acceptFindings } from './accepted-findings';
import { awsOf, pinLogicalId } from './aws-facts';
import { backupOf, bucketName, keptBackups, keyAlias } from './backup-facts';
import { logicalIds } from './logical-ids';
import { PlatformConstruct, type PlatformConstructProps } from './platform-construct';
import { publishParameters } from './publish-parameters';

/** Days until what a broken upload left behind goes, and the last trace of a deleted object. */
const BROKEN_UPLOAD_DAYS = 1;

export interface BackupBucketProps extends PlatformConstructProps {
  /** The original, or what is in the second region. */
  readonly which: 'original' | 'copy';
  /**
   * Where every object is copied to.
   * @default nowhere
   */
  readonly replication?: CfnBucket.ReplicationConfigurationProperty;
}

/**
 * A bucket for backups: closed to the public, TLS only, encrypted with a key of its own, versioned, each object gone
 * after the platform's retention (E112, E116). Its name and the key's ARN are published as SSM parameters.
 */
export class BackupBucket extends PlatformConstruct {
  public readonly bucket: CfnBucket;
  public readonly policy: CfnBucketPolicy;
  /** Without it no backup can be read. */
  public readonly key: Key;
  public readonly parameters: Readonly<Partial<Record<ParameterFact, CfnParameter>>>;

  constructor(scope: Construct, id: string, props: BackupBucketProps) {
    super(scope, id, props, { paths: ['backup'] });
    const { platform, which, replication } = props;
    const backup = backupOf(platform);
    this.key = new Key(this, 'Key', {
      description: `Backups of memorai-${platform.environment}`,
      enableKeyRotation: true,
      removalPolicy: keptBackups,
    });
    pinLogicalId(this.key, logicalIds.backupKey);
    new Alias(this, 'Alias', { aliasName: keyAlias(platform), targetKey: this.key });

    this.bucket = new CfnBucket(this, 'Bucket', {
      bucketName: bucketName(this, platform, which),
      publicAccessBlockConfiguration: {
        blockPublicAcls: true,
        blockPublicPolicy: true,
        ignorePublicAcls: true,
        restrictPublicBuckets: true,
      },
      ownershipControls: { rules: [{ objectOwnership: 'BucketOwnerEnforced' }] },
      bucketEncryption: {
        serverSideEncryptionConfiguration: [
          {
            serverSideEncryptionByDefault: { sseAlgorithm: 'aws:kms', kmsMasterKeyId: this.key.keyArn },
            bucketKeyEnabled: true,
          },
        ],
      },
      versioningConfiguration: { status: 'Enabled' },
      lifecycleConfiguration: {
        rules: [
          {
            id: 'retention',
            status: 'Enabled',
            expirationInDays: backup.retentionDays,
            // Deleting makes a version, too: as long again there is a way back.
            noncurrentVersionExpiration: { noncurrentDays: backup.retentionDays },
            abortIncompleteMultipartUpload: { daysAfterInitiation: BROKEN_UPLOAD_DAYS },
          },
          { id: 'delete-markers', status: 'Enabled', expiredObjectDeleteMarker: true },
        ],
      },
      ...(backup.objectLock === undefined
        ? {}
        : {
            objectLockEnabled: true,
            objectLockConfiguration: {
              objectLockEnabled: 'Enabled',
              rule: {
                defaultRetention: { mode: backup.objectLock.mode.toUpperCase(), days: backup.objectLock.days },
              },
            },
          }),
      ...(replication === undefined ? {} : { replicationConfiguration: replication }),
    });
    this.bucket.applyRemovalPolicy(keptBackups);
    pinLogicalId(this.bucket, logicalIds.backupBucket);
    acceptFindings(
      this.bucket,
      "who reads a backup is in the account's CloudTrail; a bucket of logs would need a bucket of logs",
      'AwsSolutions-S1',
    );
    this.policy = this.refusePlain();

    this.parameters = publishParameters(this, awsOf(platform), {
      backupBucket: this.bucket.ref,
      backupKeyArn: this.key.keyArn,
    });
  }

  /** Nobody comes in without TLS. */
  private refusePlain(): CfnBucketPolicy {
    const arn = Stack.of(this).formatArn({ service: 's3', account: '', region: '', resource: this.bucket.ref });
    return new CfnBucketPolicy(this, 'Policy', {
      bucket: this.bucket.ref,
      policyDocument: {
        Version: '2012-10-17',
        Statement: [
          {
            Effect: 'Deny',
            Principal: { AWS: '*' },
            Action: 's3:*',
            Resource: [arn, `${arn}/*`],
            Condition: { Bool: { 'aws:SecureTransport': 'false' } },
          },
        ],
      },
    });
  }
}
