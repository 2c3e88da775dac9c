import { Stack } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import type { Platform } from '../platform/types';

/** ARN of the topic that alarms tell, by its name: no reference to its stack. Undefined where alarms are off. */
export const alarmTopicArn = (scope: Construct, { alarms }: Platform): string | undefined =>
  alarms?.enabled === true ? Stack.of(scope).formatArn({ service: 'sns', resource: alarms.topicName }) : undefined;
