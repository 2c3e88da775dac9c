import { Key } from 'aws-cdk-lib/aws-kms';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import { type RemovalPolicy, Stack } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import type { Platform } from '../platform/types';
import { awsOf, removalPolicy } from './aws-facts';

/**
 * A log group with the platform's retention; a service that has to make its group itself makes one that never forgets.
 * @param removal when its stack goes: by default as the data does, since a cluster that stays goes on writing
 */
export function logGroup(
  scope: Construct,
  id: string,
  platform: Platform,
  logGroupName: string,
  removal: RemovalPolicy = removalPolicy(platform.protection),
): LogGroup {
  const { logRetentionDays, logKeyArn, region } = awsOf(platform);
  // A key is of one region; logs of the second one have CloudWatch's own.
  const hasKey = logKeyArn !== undefined && Stack.of(scope).region === region;
  return new LogGroup(scope, id, {
    logGroupName,
    retention: logRetentionDays,
    removalPolicy: removal,
    ...(!hasKey ? {} : { encryptionKey: Key.fromKeyArn(scope, `${id}Key`, logKeyArn) }),
  });
}
