import { isBurstable } from '../platform/aurora-instance-types';
import { overlap } from '../platform/cidr';
import type { Platform, Recovery } from '../platform/types';
import type { Problem, Rule } from './types';

/** A second region that falls with the first, or that AWS would refuse, is none (E141, E143). */
export const recoveryRegion: Rule = {
  id: 'recovery-region',
  severity: 'error',
  protects: 'the failover from having nowhere to go',
  source: "E116, E143, E147; guide L1014-1037; AWS, 'Limitations of Aurora global databases'",
  reads: [
    'aws.region',
    'aws.recovery.region',
    'aws.recovery.network.cidr',
    'aws.network.cidr',
    'stores.postgres.capacity.instanceType',
  ],
  wayOut: 'choose a second region, network and machine that can take over from the first',
  check: (platform) => {
    const recovery = platform.aws?.recovery;
    if (recovery === undefined) return [];
    return [
      ...(recovery.region === platform.aws?.region
        ? [
            {
              path: 'aws.recovery.region',
              message: `must be another region than aws.region, got ${recovery.region} for both`,
            },
          ]
        : []),
      ...(recovery.kind === 'globalCluster' ? globalCluster(platform, recovery) : []),
    ];
  },
};

function globalCluster(
  { aws, stores: { postgres } }: Platform,
  recovery: Extract<Recovery, { kind: 'globalCluster' }>,
): Problem[] {
  const problems: Problem[] = [];
  if (aws !== undefined && overlap(aws.network.cidr, recovery.network.cidr)) {
    problems.push({
      path: 'aws.recovery.network.cidr',
      message: `${recovery.network.cidr} overlaps with ${aws.network.cidr} of aws.network: the two could never be connected; choose another range`,
    });
  }
  if (
    postgres.provider === 'aurora' &&
    postgres.capacity.kind === 'provisioned' &&
    isBurstable(postgres.capacity.instanceType)
  ) {
    problems.push({
      path: 'stores.postgres.capacity.instanceType',
      message: `a global cluster does not take ${postgres.capacity.instanceType}; use a type of family r, or kind serverless`,
    });
  }
  return problems;
}
