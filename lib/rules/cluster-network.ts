import type { Rule } from './types';

/** A cluster that is there has a network already; one that we make beside it leads nowhere. */
export const clusterNetwork: Rule = {
  id: 'cluster-network',
  severity: 'error',
  protects: 'pods from standing in another network than their database and cache',
  source: "E19; AWS, 'Connect your VPC to other networks'",
  reads: ['aws.eks', 'aws.network', 'stores.postgres.provider', 'stores.redis.provider'],
  wayOut: 'name the network of the cluster, or say in an exception what connects the two',
  check: ({ aws, stores: { postgres, redis } }) => {
    const made = [
      ...(postgres.provider === 'aurora' ? ['Aurora'] : []),
      ...(redis.provider === 'elasticache' ? ['ElastiCache'] : []),
    ];
    return aws?.eks?.kind !== 'existing' || aws.network.kind === 'existing' || made.length === 0
      ? []
      : [
          {
            path: 'aws.network',
            message: `${made.join(' and ')} would be in a new network (${aws.network.cidr}), and the pods are in that of ${aws.eks.name}, which is there already: they could not reach each other; name that network, of kind existing`,
          },
        ];
  },
};
