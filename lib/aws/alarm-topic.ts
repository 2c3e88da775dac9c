import { CfnKey } from 'aws-cdk-lib/aws-kms';
import { CfnSubscription, CfnTopic, CfnTopicPolicy } from 'aws-cdk-lib/aws-sns';
import { ArnFormat, CfnDeletionPolicy, Stack } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import type { Alarms } from '../platform/types';
import { logicalIds } from './logical-ids';

/**
 * Where alarms go: a topic that takes messages from CloudWatch's alarms of this account only, over TLS only, encrypted
 * with a key of its own, since CloudWatch may not use the key that AWS keeps for SNS.
 */
export class AlarmTopic extends Construct {
  public readonly topic: CfnTopic;
  public readonly key: CfnKey;
  public readonly subscriptions: readonly CfnSubscription[];

  constructor(scope: Construct, id: string, { topicName, email, https, namePrefix }: Alarms) {
    super(scope, id);
    const stack = Stack.of(this);
    const cloudWatch = { Service: 'cloudwatch.amazonaws.com' };
    const ownAccount = { StringEquals: { 'aws:SourceAccount': stack.account } };

    this.key = new CfnKey(this, 'Key', {
      description: `Messages of ${topicName}`,
      enableKeyRotation: true,
      keyPolicy: {
        Version: '2012-10-17',
        Statement: [
          {
            Effect: 'Allow',
            Principal: { AWS: stack.formatArn({ service: 'iam', region: '', resource: 'root' }) },
            Action: 'kms:*',
            Resource: '*',
          },
          {
            Effect: 'Allow',
            Principal: cloudWatch,
            Action: ['kms:Decrypt', 'kms:GenerateDataKey*'],
            Resource: '*',
            Condition: ownAccount,
          },
        ],
      },
    });
    // Messages are seconds old: nothing is lost with the key.
    this.key.cfnOptions.deletionPolicy = CfnDeletionPolicy.DELETE;
    this.key.cfnOptions.updateReplacePolicy = CfnDeletionPolicy.DELETE;
    this.key.overrideLogicalId(logicalIds.alarmKey);

    this.topic = new CfnTopic(this, 'Topic', { topicName, displayName: topicName, kmsMasterKeyId: this.key.attrArn });
    this.topic.overrideLogicalId(logicalIds.alarmTopic);
    new CfnTopicPolicy(this, 'Policy', {
      topics: [this.topic.ref],
      policyDocument: {
        Version: '2012-10-17',
        Statement: [
          {
            Sid: 'AlarmsOfThisEnvironment',
            Effect: 'Allow',
            Principal: cloudWatch,
            Action: 'sns:Publish',
            Resource: this.topic.ref,
            Condition: {
              ...ownAccount,
              ArnLike: {
                'aws:SourceArn': stack.formatArn({
                  service: 'cloudwatch',
                  resource: 'alarm',
                  resourceName: `${namePrefix}*`,
                  arnFormat: ArnFormat.COLON_RESOURCE_NAME,
                }),
              },
            },
          },
          {
            Sid: 'OnlyOverTls',
            Effect: 'Deny',
            Principal: '*',
            Action: 'sns:Publish',
            Resource: this.topic.ref,
            Condition: { Bool: { 'aws:SecureTransport': 'false' } },
          },
        ],
      },
    });
    this.subscriptions = [
      ...email.map((endpoint) => ({ protocol: 'email', endpoint })),
      ...https.map((endpoint) => ({ protocol: 'https', endpoint })),
    ].map(
      // Named by what it is, and not by its place in the list: a new subscription has to be confirmed again.
      ({ protocol, endpoint }) =>
        new CfnSubscription(this, `${protocol} ${endpoint}`, { topicArn: this.topic.ref, protocol, endpoint }),
    );
  }
}
