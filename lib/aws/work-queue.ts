import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import type { CfnParameter } from 'aws-cdk-lib/aws-ssm';
import { Duration } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import type { ParameterFact } from '../platform/types';
import { awsOf, pinLogicalId, removalPolicy } from './aws-facts';
import { logicalIds } from './logical-ids';
import { PlatformConstruct, type PlatformConstructProps } from './platform-construct';
import { publishParameters } from './publish-parameters';

export interface WorkQueueProps extends PlatformConstructProps {}

/**
 * The queue between api and worker, and the queue of messages that failed too often.
 * Encrypted with keys of SQS: a key of our own costs a call per batch, and protects against nobody who may read SQS.
 * Throws when the platform's queue is not SQS.
 */
export class WorkQueue extends PlatformConstruct {
  public readonly queue: Queue;
  public readonly deadLetterQueue: Queue;
  public readonly parameters: Readonly<Partial<Record<ParameterFact, CfnParameter>>>;

  constructor(scope: Construct, id: string, props: WorkQueueProps) {
    super(scope, id, props, { paths: ['queue'] });
    const { platform } = props;
    const config = platform.queue;
    if (config.provider !== 'sqs') {
      throw new Error(`queue of ${platform.environment} is not SQS, got ${config.provider}`);
    }
    const common = {
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      removalPolicy: removalPolicy(platform.protection),
    };
    this.deadLetterQueue = new Queue(this, 'DeadLetterQueue', {
      ...common,
      queueName: config.deadLetterQueueName,
      retentionPeriod: Duration.seconds(config.deadLetterRetentionSeconds),
    });
    this.queue = new Queue(this, 'Queue', {
      ...common,
      queueName: config.queueName,
      visibilityTimeout: Duration.seconds(config.visibilityTimeoutSeconds),
      retentionPeriod: Duration.seconds(config.retentionSeconds),
      deadLetterQueue: { queue: this.deadLetterQueue, maxReceiveCount: config.maxReceiveCount },
    });
    pinLogicalId(this.deadLetterQueue, logicalIds.deadLetterQueue);
    pinLogicalId(this.queue, logicalIds.queue);
    this.parameters = publishParameters(this, awsOf(platform), {
      queueUrl: this.queue.queueUrl,
      queueArn: this.queue.queueArn,
      deadLetterQueueUrl: this.deadLetterQueue.queueUrl,
      deadLetterQueueArn: this.deadLetterQueue.queueArn,
    });
  }
}
