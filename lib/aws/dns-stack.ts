import { CfnHealthCheck, CfnRecordSet } from 'aws-cdk-lib/aws-route53';
import { Tags } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { failoverTiming } from '../platform/failover-timing';
import { constructId } from '../platform/pascal-case';
import { awsOf } from './aws-facts';
import { PlatformStack, type PlatformStackProps } from './platform-stack';

/** Health checks by host, and hosts that lead elsewhere when one fails. Records of a load balancer are external-dns's. */
export class DnsStack extends PlatformStack {
  /** By host. */
  public readonly healthChecks: Readonly<Record<string, CfnHealthCheck>>;
  public readonly records: readonly CfnRecordSet[];

  /** Throws where the platform has neither. */
  constructor(scope: Construct, id: string, props: PlatformStackProps) {
    super(scope, id, 'dns', props);
    const { dns } = awsOf(this.platform);
    if (dns === undefined) {
      throw new Error(`environment ${this.platform.environment} has no health checks and no failover`);
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
  }
}
