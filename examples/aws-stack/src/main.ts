import { Alarm, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { App, CfnOutput, Stack, type StackProps } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import { type Platform, resolvePlatform } from 'memorai-infra';
import { appOptions, DataStack, NetworkStack, WorkQueue } from 'memorai-infra/aws';

/** One construct of the platform in a stack of your own: it keeps its names, so the services still find the queue. */
class WatchedQueueStack extends Stack {
  constructor(scope: Construct, id: string, props: StackProps & { readonly platform: Platform }) {
    super(scope, id, props);
    const { deadLetterQueue } = new WorkQueue(this, 'WorkQueue', { platform: props.platform });
    new Alarm(this, 'FailedMessages', {
      alarmDescription: 'a message failed too often and waits in the dead-letter queue',
      metric: deadLetterQueue.metricApproximateNumberOfMessagesVisible(),
      threshold: 1,
      evaluationPeriods: 1,
      treatMissingData: TreatMissingData.NOT_BREACHING,
    });
  }
}

const platform = resolvePlatform({
  environment: 'production',
  version: '3.2.0',
  domain: 'memorai.com',
  cluster: { provider: 'eks' },
  stores: {
    postgres: { provider: 'aurora' },
    redis: { host: 'redis.internal.memorai.com' },
    qdrant: { host: 'qdrant.internal.memorai.com' },
  },
  aws: { region: 'us-east-1' },
});

const app = new App(appOptions);
const network = new NetworkStack(app, 'network', { platform });
const data = new DataStack(app, 'data', { platform });
data.addStackDependency(network, 'reads the ids of the network by name');
if (data.postgres !== undefined) {
  new CfnOutput(data, 'PostgresHost', { value: data.postgres.cluster.clusterEndpoint.hostname });
}
new WatchedQueueStack(app, 'queue', { platform, env: { region: 'us-east-1' } });
app.synth();
