import { addressesPerNode } from '../platform/machine-types';
import { addressesPerSubnet } from '../platform/subnet-addresses';
import type { Rule } from './types';

/** On EKS every pod has an address of its node's subnet. */
export const podAddresses: Rule = {
  id: 'pod-addresses',
  severity: 'error',
  protects: 'pods and nodes from failing to start, at the very moment they are needed, for want of an address',
  source: 'AWS documentation, Amazon VPC CNI',
  reads: [
    'aws.network.cidr',
    'aws.network.availabilityZones',
    'cluster.nodePools.*.maxNodes',
    'cluster.nodePools.*.instanceType',
  ],
  wayOut: 'choose a larger range before the first deployment, or lower maxNodes',
  check: ({ aws, cluster }) => {
    if (aws?.eks?.kind !== 'create' || aws.network.kind !== 'create' || cluster === undefined) return [];
    const { cidr, availabilityZones } = aws.network;
    const pools = Object.values(cluster.nodePools);
    const need = pools.reduce((sum, pool) => sum + pool.maxNodes * addressesPerNode(pool.instanceType), 0);
    const perSubnet = addressesPerSubnet(cidr);
    const have = perSubnet * availabilityZones.length;
    if (need <= have) return [];
    const terms = pools.map(
      ({ name, maxNodes, instanceType }) => `${name} ${maxNodes} × ${addressesPerNode(instanceType)}`,
    );
    return [
      {
        path: 'aws.network.cidr',
        message: `nodes and pods at maximum need more addresses than the private subnets of ${cidr} have: ${terms.join(' + ')} = ${need} > ${availabilityZones.length} × ${perSubnet} = ${have}; choose a larger range, or lower maxNodes`,
        value: `${need}`,
        limit: `${have}`,
      },
    ];
  },
};
