import { PolicyDocument, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { Key } from 'aws-cdk-lib/aws-kms';
import type { CfnBucket } from 'aws-cdk-lib/aws-s3';
import { ArnFormat, Stack } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import type { Platform } from '../platform/types';
import { acceptWildcards } from './accepted-findings';
import { bucketName, keyAlias, recoveryOf } from './backup-facts';

/**
 * How S3 copies the backups to the second region: its role, and the configuration for the bucket. What is there is
 * known by name, so that bucket has to be there before (`recovery` is deployed before `backup`).
 */
export class BackupReplication extends Construct {
  public readonly role: Role;
  public readonly configuration: CfnBucket.ReplicationConfigurationProperty;
  private readonly region: string;
  private readonly from: string;
  private readonly to: string;

  constructor(
    scope: Construct,
    id: string,
    private readonly platform: Platform,
  ) {
    super(scope, id);
    this.region = recoveryOf(platform).region;
    this.from = this.bucketArn('original');
    this.to = this.bucketArn('copy');
    this.role = new Role(this, 'Role', {
      assumedBy: new ServicePrincipal('s3.amazonaws.com'),
      description: `Copies backups of memorai-${platform.environment} to ${this.region}`,
      inlinePolicies: { Copy: new PolicyDocument({ statements: this.objects() }) },
    });
    acceptWildcards(this.role, 'every object of the one bucket is copied into the other');
    this.configuration = {
      role: this.role.roleArn,
      rules: [
        {
          id: 'everything',
          status: 'Enabled',
          priority: 1,
          filter: { prefix: '' },
          // Each side deletes by its own lifecycle: a deletion here, by mistake or in malice, stays here.
          deleteMarkerReplication: { status: 'Disabled' },
          sourceSelectionCriteria: { sseKmsEncryptedObjects: { status: 'Enabled' } },
          destination: { bucket: this.to, encryptionConfiguration: { replicaKmsKeyId: this.alias() } },
        },
      ],
    };
  }

  /** Reading with the bucket's key, and writing with the other region's. */
  public grantKey(key: Key): void {
    this.role.addToPolicy(new PolicyStatement({ actions: ['kms:Decrypt'], resources: [key.keyArn] }));
    this.role.addToPolicy(
      new PolicyStatement({
        actions: ['kms:Encrypt', 'kms:GenerateDataKey'],
        // A permission takes the key itself, whose id the other region makes up; of all keys there it is the one so named.
        resources: [this.arn('kms', 'key', '*')],
        conditions: { 'ForAnyValue:StringEquals': { 'kms:ResourceAliases': keyAlias(this.platform) } },
      }),
    );
    acceptWildcards(
      this.role.node.findChild('DefaultPolicy'),
      'the id of the key is made up by the other region; a condition on its alias leaves this one alone',
    );
  }

  private objects(): PolicyStatement[] {
    return [
      new PolicyStatement({ actions: ['s3:GetReplicationConfiguration', 's3:ListBucket'], resources: [this.from] }),
      new PolicyStatement({
        actions: [
          's3:GetObjectVersionForReplication',
          's3:GetObjectVersionAcl',
          's3:GetObjectVersionTagging',
          's3:GetObjectRetention',
          's3:GetObjectLegalHold',
        ],
        resources: [`${this.from}/*`],
      }),
      new PolicyStatement({ actions: ['s3:ReplicateObject', 's3:ReplicateTags'], resources: [`${this.to}/*`] }),
    ];
  }

  private bucketArn(which: 'original' | 'copy'): string {
    const resource = bucketName(this, this.platform, which);
    return Stack.of(this).formatArn({ service: 's3', account: '', region: '', resource });
  }

  private alias(): string {
    return this.arn('kms', 'alias', keyAlias(this.platform).replace('alias/', ''));
  }

  private arn(service: string, resource: string, resourceName: string): string {
    const arnFormat = ArnFormat.SLASH_RESOURCE_NAME;
    return Stack.of(this).formatArn({ service, region: this.region, resource, resourceName, arnFormat });
  }
}
