import { CfnDeletionPolicy, CfnOutput, CfnResource } from 'aws-cdk-lib/core';
import type { PlatformStack } from './platform-stack';

/**
 * Prints, where `cdk destroy` is not refused, what it leaves in the account all the same: backups, which outlive what
 * they are of, and the role with which API Gateway writes the logs of the whole account and region.
 */
export function listLeftByDestroy(stack: PlatformStack): void {
  if (stack.platform.protection.level === 'full') return;
  const left = stack.node
    .findAll()
    .filter(CfnResource.isCfnResource)
    .filter(({ cfnOptions }) => keeps.has(cfnOptions.deletionPolicy))
    .sort((a, b) => (sortKey(a) < sortKey(b) ? -1 : 1))
    .map(({ cfnResourceType, ref }) => `${cfnResourceType} ${ref}`);
  if (left.length === 0) return;
  new CfnOutput(stack, 'LeftByDestroy', {
    description: 'What cdk destroy leaves: delete it by hand once nobody needs it; its names are taken until then',
    value: left.join(', '),
  });
}

const sortKey = ({ cfnResourceType, node }: CfnResource): string => `${cfnResourceType} ${node.path}`;

const keeps: ReadonlySet<CfnDeletionPolicy | undefined> = new Set([
  CfnDeletionPolicy.RETAIN,
  CfnDeletionPolicy.RETAIN_EXCEPT_ON_CREATE,
]);
