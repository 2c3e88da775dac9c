import { RemovalPolicy, Stack } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import type { Backup, Platform, Recovery } from '../platform/types';
import { awsOf } from './aws-facts';

type BackupBucket = Extract<Backup, { kind: 'bucket' }>;

/** Where backups go. Throws where the platform has none. */
export function backupOf({ backup, environment }: Platform): BackupBucket {
  if (backup.kind === 'none') {
    throw new Error(`environment ${environment} has no backups; set backup.kind: bucket`);
  }
  return backup;
}

/** The second region. Throws where the platform has none. */
export function recoveryOf(platform: Platform): Recovery {
  const { recovery } = awsOf(platform);
  if (recovery === undefined) {
    throw new Error(`environment ${platform.environment} has no second region; set aws.recovery`);
  }
  return recovery;
}

/**
 * Of the bucket and of its copy. Names of buckets are one space for the whole world, so the account is in them; both
 * sides put them together instead of asking each other: neither region needs the other to be deployed.
 */
export function bucketName(scope: Construct, { environment }: Platform, which: 'original' | 'copy'): string {
  return `memorai-${environment}-backup${which === 'copy' ? '-copy' : ''}-${Stack.of(scope).account}`;
}

/**
 * What becomes of backups when their stack goes, protected or not: they stay. A bucket with an object in it and a vault
 * with a snapshot cannot be deleted anyway, and `cdk destroy` would end in the middle.
 */
export const keptBackups = RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE;

/** Alias of the key of the bucket and of its copy, each in its region. */
export const keyAlias = ({ environment }: Platform): string => `alias/memorai-${environment}-backup`;
