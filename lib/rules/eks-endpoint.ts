import { isWithin, privateRanges } from '../platform/cidr';
import { ofCreatedEks } from './created-eks';
import type { Rule } from './types';

/** The public endpoint is asked from public addresses: a range of private ones lets nobody in, and EKS refuses it. */
export const eksEndpoint: Rule = {
  id: 'eks-endpoint',
  severity: 'error',
  protects: 'the first deployment from failing half way, at the cluster',
  source: "AWS, 'Cluster API server endpoint' of EKS: the block can't include reserved addresses",
  reads: ['aws.eks'],
  wayOut: 'name the public addresses of an office or VPN, or leave the endpoint private and come through the network',
  check: ofCreatedEks(({ endpoint }) =>
    endpoint.access === 'private'
      ? []
      : endpoint.cidrs.flatMap((cidr, index) => {
          const range = privateRanges.find((one) => isWithin(cidr, one));
          return range === undefined
            ? []
            : [
                {
                  path: `aws.eks.endpoint.cidrs[${index}]`,
                  message: `${cidr} is of private addresses (${range}), and the public endpoint is asked from public ones; name those of an office or VPN, or leave access private`,
                },
              ];
        }),
  ),
};
