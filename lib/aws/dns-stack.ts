import type { CfnAlarm } from 'aws-cdk-lib/aws-cloudwatch';
import { CfnHealthCheck, CfnRecordSet } from 'aws-cdk-lib/aws-route53';
import { Tags } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { healthRegion } from '../platform/aws-regions';
import { failoverTiming } from '../platform/failover-timing';
import { constructId } from '../platform/pascal-case';
import type { Platform } from '../platform/types';
import { AlarmTopic } from './alarm-topic';
import { hostAlarms } from './alarms';
import { cfnAlarm } from './alarms/cfn-alarm';
import { alarmFactsOf, awsOf } from './aws-facts';
import { PlatformStack, type PlatformStackProps } from './platform-stack';
import { alarmTopicArn } from './topic-arn';

/**
 * Health checks by host, alarms on them, and hosts that lead elsewhere when one fails. Records of a load balancer are
 * external-dns's. It stands where CloudWatch has the numbers of Route 53, or else in the platform's region, without alarms.
 */
export class DnsStack extends PlatformStack {
  /** By host. */
  public readonly healthChecks: Readonly<Record<string, CfnHealthCheck>>;
  public readonly records: readonly CfnRecordSet[];
  /** Present where no other stack of the platform has one in this region. */
  public readonly topic?: AlarmTopic;
  /** By the id of the alarm: `hosts-down`. */
  public readonly alarms: Readonly<Record<string, CfnAlarm>>;

  /** Throws where the platform has neither. */
  constructor(scope: Construct, id: string, props: PlatformStackProps) {
    const { region } = awsOf(props.platform);
    super(scope, id, 'dns', props, healthRegion(region) ?? region);
    const { platform } = this;
    const { dns } = awsOf(platform);
    if (dns === undefined) {
      throw new Error(`environment ${platform.environment} has no health checks and no failover`);
    }
    // Below constructs of their own: a hash in its logical id tells `a-b.com` from `a.b.com`.
    const [checks, records] = [new Construct(this, 'HealthCheck'), new Construct(this, 'Record')];
    this.healthChecks = Object.fromEntries(
      dns.healthChecks.map(({ host, path }) => {
        const check = new CfnHealthCheck(checks, constructId(host), {
          healthCheckConfig: {
            type: 'HTTPS',
            fullyQualifiedDomainName: host,
            port: 443,
            resourcePath: path,
            enableSni: true,
            requestInterval: failoverTiming.requestIntervalSeconds,
            failureThreshold: failoverTiming.failureThreshold,
          },
        });
        Tags.of(check).add('Name', host);
        return [host, check];
      }),
    );
    this.records = dns.failover.flatMap(({ host, hostedZoneId, primary, secondary }) =>
      (
        [
          ['PRIMARY', primary],
          ['SECONDARY', secondary],
        ] as const
      ).map(([failover, target]) => {
        const healthCheckId = this.healthChecks[target]?.ref;
        return new CfnRecordSet(records, constructId(`${failover}-${host}`), {
          hostedZoneId,
          name: host,
          type: 'CNAME',
          ttl: String(failoverTiming.ttlSeconds),
          resourceRecords: [target],
          failover,
          setIdentifier: failover.toLowerCase(),
          ...(healthCheckId === undefined ? {} : { healthCheckId }),
        });
      }),
    );
    const rows = hostAlarms(platform, (host) => this.healthChecks[host]?.ref ?? host);
    if (rows.length > 0 && !hasTopic(platform, this.region)) {
      this.topic = new AlarmTopic(this, 'Topic', alarmFactsOf(platform));
    }
    const topicArn = this.topic?.topic.ref ?? alarmTopicArn(this, platform);
    this.alarms = Object.fromEntries(
      rows.map((row) => [row.id, cfnAlarm(this, row, `${alarmFactsOf(platform).namePrefix}${row.id}`, topicArn)]),
    );
  }
}

/** Whether the stack of the alarms or that of the standby makes the topic there. */
function hasTopic(platform: Platform, region: string): boolean {
  const { region: first, recovery } = awsOf(platform);
  return region === first || (recovery?.kind === 'globalCluster' && recovery.region === region);
}
