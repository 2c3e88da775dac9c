import type { CfnAlarm } from 'aws-cdk-lib/aws-cloudwatch';
import type { CfnParameter } from 'aws-cdk-lib/aws-ssm';
import type { Construct } from 'constructs';
import type { ParameterFact } from '../platform/types';
import { AlarmTopic } from './alarm-topic';
import { standbyAlarms } from './alarms';
import { cfnAlarm } from './alarms/cfn-alarm';
import { alarmFactsOf, awsOf } from './aws-facts';
import { recoveryOf } from './backup-facts';
import { Network } from './network';
import { PlatformStack, type PlatformStackProps } from './platform-stack';
import { PostgresStandby } from './postgres-standby';
import { publishParameters } from './publish-parameters';

/** In the second region: a network, the database that follows the first one, and alarms on it. Deployed after `data`. */
export class StandbyStack extends PlatformStack {
  public readonly network: Network;
  public readonly postgres: PostgresStandby;
  /** Present unless alarms are switched off: one of the other region hears nothing when that is gone. */
  public readonly topic?: AlarmTopic;
  public readonly parameters: Readonly<Partial<Record<ParameterFact, CfnParameter>>>;
  /** By the id of the alarm: `standby-lag`. */
  public readonly alarms: Readonly<Record<string, CfnAlarm>>;

  /** Throws where the second region has no database. */
  constructor(scope: Construct, id: string, props: PlatformStackProps) {
    const recovery = recoveryOf(props.platform);
    super(scope, id, 'standby', props, recovery.region);
    if (recovery.kind !== 'globalCluster') {
      throw new Error(`aws.recovery of ${this.platform.environment} is ${recovery.kind}, which has no standby`);
    }
    const { platform } = this;
    this.network = new Network(this, 'Network', { platform, network: recovery.network });
    this.postgres = new PostgresStandby(this, 'Postgres', { platform, vpc: this.network.vpc, recovery });
    const rows = standbyAlarms(platform);
    if (rows.length > 0) this.topic = new AlarmTopic(this, 'Topic', alarmFactsOf(platform));
    const { topic } = this;
    this.parameters =
      topic === undefined ? {} : publishParameters(this, awsOf(platform), { alarmTopicArn: topic.topic.ref });
    this.alarms = Object.fromEntries(
      rows.map((row) => [
        row.id,
        cfnAlarm(this, row, `${alarmFactsOf(platform).namePrefix}${row.id}`, topic?.topic.ref),
      ]),
    );
  }
}
