import { partitionOf } from '../platform/aws-regions';
import type { Platform } from '../platform/types';
import type { Problem, Rule } from './types';

interface Named {
  readonly path: string;
  readonly arn: string | undefined;
  /** Whether it can only be used in the account that it belongs to. */
  readonly ownAccount?: true;
}

/** Each partition of AWS has accounts of its own, and a certificate or web ACL serves its account alone. */
export const arnOwners: Rule = {
  id: 'arn-owners',
  severity: 'error',
  protects: 'stacks from failing half way, for something of another account',
  source:
    "AWS, 'Amazon Resource Names'; ACM, 'Services integrated with AWS Certificate Manager'; WAF, 'AssociateWebACL'",
  reads: [
    'aws.region',
    'aws.account',
    'aws.eks',
    'aws.logKeyArn',
    'aws.api.certificateArn',
    'ingress.controller',
    'ingress.tls.certificateArn',
    'ingress.wafAclArn',
    'cluster.identity',
    'services.*.identity',
  ],
  wayOut: 'name one of the same partition, and where it says so of the same account',
  check: (platform) => named(platform).flatMap((one) => faults(platform, one)),
};

function faults({ aws }: Platform, { path, arn, ownAccount }: Named): readonly Problem[] {
  if (aws === undefined || arn === undefined) return [];
  const [, partition = '', , , account = ''] = arn.split(':');
  const own = partitionOf(aws.region);
  if (partition !== own) {
    return [
      {
        path,
        message: `must be of partition ${own}, as ${aws.region} is, got ${partition}`,
        value: partition,
        limit: own,
      },
    ];
  }
  return ownAccount === undefined || aws.account === undefined || account === aws.account
    ? []
    : [
        {
          path,
          message: `must be of account ${aws.account}, where it is used, got one of ${account}`,
          value: account,
          limit: aws.account,
        },
      ];
}

function named({ aws, cluster, ingress, services }: Platform): readonly Named[] {
  const alb = ingress?.controller === 'alb' ? ingress : undefined;
  const certificate = aws?.api?.certificate;
  return [
    ...(aws?.eks?.kind === 'create' ? aws.eks.admins : []).map((arn, index) => ({
      path: `aws.eks.admins[${index}]`,
      arn,
    })),
    { path: 'aws.logKeyArn', arn: aws?.logKeyArn },
    {
      path: 'aws.api.certificateArn',
      arn: certificate?.kind === 'existing' ? certificate.arn : undefined,
      ownAccount: true,
    },
    { path: 'ingress.tls.certificateArn', arn: alb?.certificateArn, ownAccount: true },
    { path: 'ingress.wafAclArn', arn: alb?.wafAclArn, ownAccount: true },
    ...(cluster?.identity === 'irsa'
      ? Object.values(services).map(({ name, identity }) => ({ path: `services.${name}.identity`, arn: identity }))
      : []),
  ];
}
