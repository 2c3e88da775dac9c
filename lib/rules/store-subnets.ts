import { redisNodes } from '../platform/redis-nodes';
import { addressesPerSubnet } from '../platform/subnet-addresses';
import type { Platform } from '../platform/types';
import type { Rule } from './types';

/** Each instance of the database and each node of the cache has an address of an isolated subnet. */
export const storeSubnets: Rule = {
  id: 'store-subnets',
  severity: 'error',
  protects: 'the first deployment from failing half way, at the database or the cache, for want of an address',
  source: "AWS, 'Managing clusters in ElastiCache'; 'Subnet CIDR blocks'",
  reads: [
    'aws.network.cidr',
    'aws.network.availabilityZones',
    'stores.postgres.provider',
    'stores.postgres.readers',
    'stores.redis.provider',
    'stores.redis.replicas',
    'stores.redis.topology',
  ],
  wayOut: 'choose a larger range before the first deployment, or fewer nodes',
  check: ({ aws, stores }) => {
    if (aws === undefined || aws.network.kind !== 'create') return [];
    const { cidr, availabilityZones } = aws.network;
    const terms = machines(stores);
    const need = terms.reduce((sum, { count }) => sum + count, 0);
    const perSubnet = addressesPerSubnet(cidr);
    const have = perSubnet * availabilityZones.length;
    return need <= have
      ? []
      : [
          {
            path: 'aws.network.cidr',
            message: `the stores need more addresses than the isolated subnets of ${cidr} have: ${terms.map(({ what, count }) => `${what} ${count}`).join(' + ')} = ${need} > ${availabilityZones.length} × ${perSubnet} = ${have}; choose a larger range, or fewer nodes`,
            value: `${need}`,
            limit: `${have}`,
          },
        ];
  },
};

function machines({
  postgres,
  redis,
}: Platform['stores']): readonly { readonly what: string; readonly count: number }[] {
  return [
    ...(postgres.provider === 'aurora' ? [{ what: 'Aurora', count: 1 + postgres.readers }] : []),
    ...(redis.provider === 'elasticache'
      ? [
          {
            what: 'ElastiCache',
            count: redis.topology.mode === 'cluster' ? redisNodes(redis.topology) : 1 + redis.replicas,
          },
        ]
      : []),
  ];
}
