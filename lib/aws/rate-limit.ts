import type { Stage } from 'aws-cdk-lib/aws-apigateway';
import { CfnWebACL, CfnWebACLAssociation } from 'aws-cdk-lib/aws-wafv2';
import { Construct } from 'constructs';

/** The least that a WAF rule takes. */
const MINIMUM = 10;

export interface RateLimitProps {
  readonly name: string;
  /** From one address; at least 10, the least that WAF counts. */
  readonly requestsPerMinute: number;
  readonly stage: Stage;
}

/**
 * Requests per minute and client address. Of all that stands before a REST API only WAF counts by client: the
 * throttle of a stage is one for all clients together, so the same number there would close the API.
 */
export class RateLimit extends Construct {
  public readonly webAcl: CfnWebACL;
  public readonly association: CfnWebACLAssociation;

  constructor(scope: Construct, id: string, props: RateLimitProps) {
    super(scope, id);
    if (props.requestsPerMinute < MINIMUM) {
      throw new Error(`requestsPerMinute of an API must be at least ${MINIMUM}, got ${props.requestsPerMinute}`);
    }
    const visible = (metricName: string) => ({
      cloudWatchMetricsEnabled: true,
      metricName,
      // Samples hold whole requests, tokens included.
      sampledRequestsEnabled: false,
    });
    this.webAcl = new CfnWebACL(this, 'WebAcl', {
      name: props.name,
      scope: 'REGIONAL',
      defaultAction: { allow: {} },
      visibilityConfig: visible(props.name),
      rules: [
        {
          name: 'requests-per-minute',
          priority: 0,
          action: { block: { customResponse: { responseCode: 429 } } },
          statement: {
            rateBasedStatement: {
              aggregateKeyType: 'IP',
              evaluationWindowSec: 60,
              limit: props.requestsPerMinute,
            },
          },
          visibilityConfig: visible(`${props.name}-rate`),
        },
      ],
    });
    this.association = new CfnWebACLAssociation(this, 'Association', {
      resourceArn: props.stage.stageArn,
      webAclArn: this.webAcl.attrArn,
    });
  }
}
