import { type CfnAlarm, CfnDashboard } from 'aws-cdk-lib/aws-cloudwatch';
import type { CfnParameter } from 'aws-cdk-lib/aws-ssm';
import type { Construct } from 'constructs';
import type { ParameterFact } from '../platform/types';
import { AlarmTopic } from './alarm-topic';
import { alarmsOf } from './alarms';
import { cfnAlarm } from './alarms/cfn-alarm';
import { dashboardBody } from './alarms/dashboard';
import { alarmFactsOf, awsOf } from './aws-facts';
import { PlatformStack, type PlatformStackProps } from './platform-stack';
import { publishParameters } from './publish-parameters';

/**
 * Alarms on all that the environment has in AWS, the topic that they tell, and a dashboard of the same. It knows the
 * others by their names only, so it can be deployed before them, and no other stack waits for it but the functions',
 * whose deployments are rolled back by an alarm that tells the same topic.
 */
export class ObservabilityStack extends PlatformStack {
  public readonly topic: AlarmTopic;
  /** By the id of the alarm: `queue-age`. */
  public readonly alarms: Readonly<Record<string, CfnAlarm>>;
  public readonly dashboard: CfnDashboard;
  public readonly parameters: Readonly<Partial<Record<ParameterFact, CfnParameter>>>;

  /** Throws where the alarms are switched off, or there is nothing to watch. */
  constructor(scope: Construct, id: string, props: PlatformStackProps) {
    super(scope, id, 'observability', props);
    const { platform } = this;
    const rows = alarmsOf(platform);
    const facts = alarmFactsOf(platform);
    const { namePrefix, dashboardName } = facts;
    this.topic = new AlarmTopic(this, 'Topic', facts);
    const topicArn = this.topic.topic.ref;
    this.parameters = publishParameters(this, awsOf(platform), { alarmTopicArn: topicArn });
    this.alarms = Object.fromEntries(
      rows.map((row) => [row.id, cfnAlarm(this, row, `${namePrefix}${row.id}`, topicArn)]),
    );
    const body = dashboardBody(
      platform.environment,
      awsOf(platform).region,
      rows,
      Object.values(this.alarms).map(({ attrArn }) => attrArn),
    );
    this.dashboard = new CfnDashboard(this, 'Dashboard', { dashboardName, dashboardBody: this.toJsonString(body) });
  }
}
