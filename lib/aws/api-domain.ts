import { CfnBasePathMapping, CfnDomainName, type RestApi, type Stage } from 'aws-cdk-lib/aws-apigateway';
import { CfnCertificate } from 'aws-cdk-lib/aws-certificatemanager';
import { CfnRecordSet } from 'aws-cdk-lib/aws-route53';
import { CfnOutput } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import type { RestApi as RestApiFacts } from '../platform/types';

/** TLS 1.2 and 1.3 with modern ciphers; what the API itself has too. */
export const apiSecurityPolicy = { securityPolicy: 'SecurityPolicy_TLS13_1_2_2021_06', endpointAccessMode: 'STRICT' };

export interface ApiDomainProps {
  /** `api.memorai.com` */
  readonly host: string;
  readonly certificate: NonNullable<RestApiFacts['certificate']>;
  /**
   * Who leads the host here: a record in the zone named, made beside the domain; the failover of the stack of DNS; or
   * whoever keeps the zone, by an alias or a CNAME to the target that is an output of the stack.
   */
  readonly record:
    | { readonly kind: 'alias'; readonly hostedZoneId: string }
    | { readonly kind: 'failover' }
    | { readonly kind: 'elsewhere' };
  readonly api: RestApi;
  readonly stage: Stage;
}

/** The API under its public host: domain name, certificate, record. */
export class ApiDomain extends Construct {
  public readonly domainName: CfnDomainName;
  /** Present when ACM issues one for this host. */
  public readonly certificate?: CfnCertificate;
  /** Present where it is made beside the domain. */
  public readonly record?: CfnRecordSet;

  constructor(scope: Construct, id: string, props: ApiDomainProps) {
    super(scope, id);
    const { host, certificate, record } = props;
    if (certificate.kind === 'issued') {
      this.certificate = new CfnCertificate(this, 'Certificate', {
        domainName: host,
        validationMethod: 'DNS',
        domainValidationOptions: [{ domainName: host, hostedZoneId: certificate.hostedZoneId }],
      });
    }
    this.domainName = new CfnDomainName(this, 'DomainName', {
      domainName: host,
      regionalCertificateArn: certificate.kind === 'existing' ? certificate.arn : (this.certificate?.ref ?? ''),
      endpointConfiguration: { types: ['REGIONAL'] },
      ...apiSecurityPolicy,
    });
    new CfnBasePathMapping(this, 'Mapping', {
      domainName: this.domainName.ref,
      restApiId: props.api.restApiId,
      stage: props.stage.stageName,
    });
    const target = this.domainName.attrRegionalDomainName;
    if (record.kind === 'elsewhere') {
      new CfnOutput(this, 'Target', { description: `Where a record of ${host} has to point`, value: target });
    } else if (record.kind === 'alias') {
      this.record = new CfnRecordSet(this, 'Record', {
        hostedZoneId: record.hostedZoneId,
        name: host,
        type: 'A',
        aliasTarget: { dnsName: target, hostedZoneId: this.domainName.attrRegionalHostedZoneId },
      });
    }
  }
}
