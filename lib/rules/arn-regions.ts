import type { Platform } from '../platform/types';
import type { Rule } from './types';

/** A load balancer, a web ACL and a log group take what is in their own region, and nothing else. */
export const arnRegions: Rule = {
  id: 'arn-regions',
  severity: 'error',
  protects: 'the way in from never being made, and stacks from failing half way',
  source:
    "AWS, Elastic Load Balancing 'SSL certificates'; AWS WAF 'AssociateWebACL'; CloudWatch Logs 'AssociateKmsKey'",
  reads: ['aws.region', 'ingress.tls.certificateArn', 'ingress.wafAclArn', 'aws.logKeyArn'],
  wayOut: 'name one of the same region; in another account or region a copy has an ARN of its own',
  check: (platform) =>
    arns(platform).flatMap(({ path, arn }) => {
      const region = arn?.split(':')[3];
      if (platform.aws === undefined || region === undefined || region === platform.aws.region) return [];
      return [
        {
          path,
          message: `must be of ${platform.aws.region}, where it is used, got one of ${region}`,
          value: region,
          limit: platform.aws.region,
        },
      ];
    }),
};

function arns({ ingress, aws }: Platform): { readonly path: string; readonly arn: string | undefined }[] {
  const alb = ingress?.controller === 'alb' ? ingress : undefined;
  return [
    { path: 'ingress.tls.certificateArn', arn: alb?.certificateArn },
    { path: 'ingress.wafAclArn', arn: alb?.wafAclArn },
    { path: 'aws.logKeyArn', arn: aws?.logKeyArn },
  ];
}
