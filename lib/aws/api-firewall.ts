import type { Stage } from 'aws-cdk-lib/aws-apigateway';
import { CfnWebACL, CfnWebACLAssociation } from 'aws-cdk-lib/aws-wafv2';
import { Construct } from 'constructs';
import type { ManagedRules } from '../platform/types';

/** The least that a WAF rule takes. */
const MINIMUM = 10;

/**
 * AWS's names of its rule groups, and rules of them that only count: 8 KiB is little for a body that holds a document
 * (AWS WAF developer guide, "AWS Managed Rules rule groups list").
 */
const groups: Readonly<Record<ManagedRules, { readonly name: string; readonly onlyCounted: readonly string[] }>> = {
  common: { name: 'AWSManagedRulesCommonRuleSet', onlyCounted: ['SizeRestrictions_BODY'] },
  knownBadInputs: { name: 'AWSManagedRulesKnownBadInputsRuleSet', onlyCounted: [] },
  ipReputation: { name: 'AWSManagedRulesAmazonIpReputationList', onlyCounted: [] },
  anonymousIp: { name: 'AWSManagedRulesAnonymousIpList', onlyCounted: [] },
  sqlInjection: { name: 'AWSManagedRulesSQLiRuleSet', onlyCounted: [] },
};

export interface ApiFirewallProps {
  readonly name: string;
  /**
   * From one address; at least 10, the least that WAF counts.
   * @default no limit
   */
  readonly requestsPerMinute?: number;
  /** Asked in this order, after the limit. */
  readonly managedRules: readonly ManagedRules[];
  readonly stage: Stage;
}

/**
 * AWS WAF before one stage. Requests per minute and client address: of all that stands before a REST API only WAF
 * counts by client; the throttle of a stage is one for all clients together, so the same number there would close the
 * API. And the groups of rules that AWS keeps.
 */
export class ApiFirewall extends Construct {
  public readonly webAcl: CfnWebACL;
  public readonly association: CfnWebACLAssociation;

  /** Throws for a limit that WAF cannot count, and where there is nothing to do. */
  constructor(scope: Construct, id: string, { name, requestsPerMinute, managedRules, stage }: ApiFirewallProps) {
    super(scope, id);
    if (requestsPerMinute !== undefined && requestsPerMinute < MINIMUM) {
      throw new Error(`requestsPerMinute of an API must be at least ${MINIMUM}, got ${requestsPerMinute}`);
    }
    const rules: readonly Omit<CfnWebACL.RuleProperty, 'priority'>[] = [
      ...(requestsPerMinute === undefined ? [] : [rateRule(name, requestsPerMinute)]),
      ...managedRules.map((group) => managedRule(name, group)),
    ];
    if (rules.length === 0) {
      throw new Error(`firewall of ${name} has no rule: give requestsPerMinute or managedRules`);
    }
    this.webAcl = new CfnWebACL(this, 'WebAcl', {
      name,
      scope: 'REGIONAL',
      defaultAction: { allow: {} },
      visibilityConfig: visible(name),
      rules: rules.map((rule, priority) => ({ ...rule, priority })),
    });
    this.association = new CfnWebACLAssociation(this, 'Association', {
      resourceArn: stage.stageArn,
      webAclArn: this.webAcl.attrArn,
    });
  }
}

const visible = (metricName: string): CfnWebACL.VisibilityConfigProperty => ({
  cloudWatchMetricsEnabled: true,
  metricName,
  // Samples hold whole requests, tokens included.
  sampledRequestsEnabled: false,
});

const rateRule = (name: string, limit: number): Omit<CfnWebACL.RuleProperty, 'priority'> => ({
  name: 'requests-per-minute',
  action: { block: { customResponse: { responseCode: 429 } } },
  statement: { rateBasedStatement: { aggregateKeyType: 'IP', evaluationWindowSec: 60, limit } },
  visibilityConfig: visible(`${name}-rate`),
});

function managedRule(name: string, group: ManagedRules): Omit<CfnWebACL.RuleProperty, 'priority'> {
  const { name: groupName, onlyCounted } = groups[group];
  return {
    name: groupName,
    overrideAction: { none: {} },
    statement: {
      managedRuleGroupStatement: {
        vendorName: 'AWS',
        name: groupName,
        ruleActionOverrides: onlyCounted.map((rule) => ({ name: rule, actionToUse: { count: {} } })),
      },
    },
    visibilityConfig: visible(`${name}-${group}`),
  };
}
