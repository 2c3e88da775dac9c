import { contained, existingNetwork, plain, production } from '../../support/configs';
import type { Case } from './case';

const publicTo = (...cidrs: string[]) => ({ access: 'public' as const, cidrs, reason: 'made by a test' });
const role = 'arn:aws:iam::123456789012:role/memorai-api';

export const cluster: readonly Case[] = [
  {
    rule: 'cluster-network',
    title: 'a cluster that is there, and a new network for its database and cache',
    config: {
      ...contained({ redis: { provider: 'elasticache' } }),
      aws: { region: 'us-east-1', eks: { kind: 'existing', name: 'shared' } },
    },
    finds: [
      'aws.network: Aurora and ElastiCache would be in a new network (10.0.0.0/16), and the pods are in that of shared, which is there already: they could not reach each other; name that network, of kind existing',
    ],
  },
  {
    rule: 'cluster-network',
    title: 'the network of the cluster',
    config: production({ aws: { eks: { kind: 'existing', name: 'shared' }, network: existingNetwork } }),
    finds: [],
  },
  {
    rule: 'cluster-network',
    title: 'nothing that pods reach in a network of ours',
    config: production({
      stores: { postgres: { provider: 'external', host: 'postgres.internal.memorai.com' } },
      aws: { eks: { kind: 'existing', name: 'shared' } },
    }),
    finds: [],
  },
  {
    rule: 'eks-admins',
    title: 'a cluster that lets nobody in',
    config: production(),
    finds: ['aws.eks.admins: nobody may use kubectl on memorai-production; name the IAM roles that administer it'],
  },
  {
    rule: 'eks-admins',
    title: 'one role',
    config: production({ aws: { eks: { kind: 'create', admins: ['arn:aws:iam::123456789012:role/platform'] } } }),
    finds: [],
  },
  {
    rule: 'eks-admins',
    title: 'a cluster that is there',
    config: production({ aws: { eks: { kind: 'existing', name: 'shared' }, network: existingNetwork } }),
    finds: [],
  },
  {
    rule: 'eks-endpoint',
    title: 'a public endpoint for private addresses',
    config: production({ aws: { eks: { kind: 'create', endpoint: publicTo('192.0.2.0/24', '172.31.0.0/16') } } }),
    finds: [
      'aws.eks.endpoint.cidrs[1]: 172.31.0.0/16 is of private addresses (172.16.0.0/12), and the public endpoint is asked from public ones; name those of an office or VPN, or leave access private',
    ],
  },
  {
    rule: 'eks-endpoint',
    title: 'the range beside the private ones, and all addresses',
    config: production({ aws: { eks: { kind: 'create', endpoint: publicTo('172.32.0.0/16', '0.0.0.0/0') } } }),
    finds: [],
  },
  {
    rule: 'eks-untainted-pool',
    title: 'a taint on every pool',
    config: production({ cluster: { nodePools: { application: { tainted: true } } } }),
    finds: [
      "cluster.nodePools: no pool has nodes for the cluster's own pods; give one of them tainted: false and minNodes of at least 1",
    ],
  },
  {
    rule: 'eks-untainted-pool',
    title: 'no nodes in the only pool without a taint',
    config: production({ cluster: { nodePools: { application: { minNodes: 0 } } } }),
    finds: [
      "cluster.nodePools: no pool has nodes for the cluster's own pods; give one of them tainted: false and minNodes of at least 1",
    ],
  },
  {
    rule: 'eks-untainted-pool',
    title: 'one node without a taint',
    config: production({ cluster: { nodePools: { application: { minNodes: 1 } } } }),
    finds: [],
  },
  {
    rule: 'eks-version',
    title: 'a version that EKS has retired',
    config: production({ cluster: { version: '1.31' } }),
    finds: [
      'cluster.version: EKS makes no cluster of Kubernetes 1.31; available are 1.32, 1.33, 1.34, 1.35, 1.36, 1.37',
    ],
  },
  {
    rule: 'eks-version',
    title: 'the oldest that it has',
    config: production({ cluster: { version: '1.32' } }),
    finds: [],
  },
  {
    rule: 'kubernetes-oldest',
    title: "the guide's 1.26",
    guide: 'L155',
    config: production({ cluster: { version: '1.26' } }),
    finds: ['cluster.version: must be at least 1.27, got 1.26'],
  },
  {
    rule: 'kubernetes-oldest',
    title: 'the oldest that has all kinds',
    config: production({ cluster: { version: '1.27' } }),
    finds: [],
  },
  {
    rule: 'kubernetes-newest',
    title: 'a minor that nobody has tried',
    config: plain({ cluster: { version: '1.99' } }),
    finds: [
      'cluster.version: Kubernetes 1.99 is newer than what the output is tested with (1.27 to 1.37); use one of these, or a newer version of this library',
    ],
  },
  {
    rule: 'kubernetes-newest',
    title: 'the newest whose API server was asked',
    config: plain({ cluster: { version: '1.37' } }),
    finds: [],
  },
  {
    rule: 'kubernetes-support',
    title: 'a minor past support',
    config: production({ cluster: { version: '1.34' } }),
    finds: [
      'cluster.version: Kubernetes 1.34 is past upstream support (ended 2026-10-27); the oldest supported is 1.35',
    ],
  },
  {
    rule: 'kubernetes-support',
    title: 'the oldest supported',
    config: production({ cluster: { version: '1.35' } }),
    finds: [],
  },
  {
    rule: 'placement',
    title: 'a pool with a slip of the pen',
    config: production({ services: { worker: { placement: 'ml-workload' } } }),
    finds: [
      'services.worker.placement: no node pool "ml-workload", where worker is placed; the pools are application, database, ml_workload; did you mean "ml_workload"?',
    ],
  },
  {
    rule: 'placement',
    title: 'a pool that was left out',
    config: production({ cluster: { nodePools: { ml_workload: { enabled: false } } } }),
    finds: [
      'cluster.nodePools.ml_workload: no node pool "ml_workload", where worker is placed; the pools are application, database',
    ],
  },
  {
    rule: 'placement',
    title: 'a store in a pool that was left out',
    config: contained({ redis: { provider: 'cluster', placement: 'cache' } }),
    finds: [
      'stores.redis.placement: no node pool "cache", where redis is placed; the pools are application, database, ml_workload',
    ],
  },
  {
    rule: 'placement',
    title: 'any pool of the cluster',
    config: production({ services: { worker: { placement: 'database' } } }),
    finds: [],
  },
  {
    rule: 'pod-addresses',
    title: 'subnets of 59 addresses',
    config: production({ aws: { network: { kind: 'create', cidr: '10.0.0.0/22' } } }),
    finds: [
      'aws.network.cidr: nodes and pods at maximum need more addresses than the private subnets of 10.0.0.0/22 have: application 10 × 60 + database 3 × 60 + ml_workload 8 × 60 = 1260 > 3 × 59 = 177; choose a larger range, or lower maxNodes',
    ],
  },
  {
    rule: 'pod-addresses',
    title: 'a sum of one node more than there is',
    config: production({
      cluster: { nodePools: { application: { maxNodes: 15 } } },
      aws: { network: { kind: 'create', cidr: '10.0.0.0/19' } },
    }),
    finds: [
      'aws.network.cidr: nodes and pods at maximum need more addresses than the private subnets of 10.0.0.0/19 have: application 15 × 60 + database 3 × 60 + ml_workload 8 × 60 = 1560 > 3 × 507 = 1521; choose a larger range, or lower maxNodes',
    ],
  },
  {
    rule: 'pod-addresses',
    title: 'a sum that fits',
    config: production({
      cluster: { nodePools: { application: { maxNodes: 14 } } },
      aws: { network: { kind: 'create', cidr: '10.0.0.0/19' } },
    }),
    finds: [],
  },
  {
    rule: 'pool-capacity',
    title: 'one small node for all',
    config: production({ cluster: { nodePools: { application: { minNodes: 1, maxNodes: 1 } } } }),
    finds: [
      'cluster.nodePools.application: CPU requests at maximum do not fit: api 11 × 500m + dashboard 5 × 250m + mcp 5 × 250m + postgres-exporter 1 × 50m + redis-exporter 1 × 50m = 8100m > 3920m of 1 × m5.xlarge with 3920m for pods; raise maxNodes or choose larger machines',
      'cluster.nodePools.application: memory requests at maximum do not fit: api 11 × 1024Mi + dashboard 5 × 512Mi + mcp 5 × 512Mi + postgres-exporter 1 × 64Mi + redis-exporter 1 × 64Mi = 16512Mi > 15391Mi of 1 × m5.xlarge with 15391Mi for pods; raise maxNodes or choose larger machines',
    ],
  },
  {
    rule: 'pool-capacity',
    title: 'exactly full',
    config: production({
      cluster: { nodePools: { application: { minNodes: 1, maxNodes: 2 } } },
      services: { mcp: { resources: { requests: { cpu: '198m' } } } },
    }),
    finds: [],
  },
  {
    rule: 'pool-capacity',
    title: 'one millicore a pod more',
    config: production({
      cluster: { nodePools: { application: { minNodes: 1, maxNodes: 2 } } },
      services: { mcp: { resources: { requests: { cpu: '199m' } } } },
    }),
    finds: [
      'cluster.nodePools.application: CPU requests at maximum do not fit: api 11 × 500m + dashboard 5 × 250m + mcp 5 × 199m + postgres-exporter 1 × 50m + redis-exporter 1 × 50m = 7845m > 7840m of 2 × m5.xlarge with 3920m for pods; raise maxNodes or choose larger machines',
    ],
  },
  {
    rule: 'pool-capacity',
    title: 'a database that is larger than a machine',
    config: contained({ postgres: { provider: 'cluster' } }),
    finds: [
      'stores.postgres.resources.cpu: one pod of postgres requests 8000m CPU, and a node of pool database has 3920m for pods (r5.xlarge); request less, or choose larger machines',
    ],
  },
  {
    rule: 'pool-capacity',
    title: 'stores that are more than their pool',
    config: contained({
      redis: { provider: 'cluster', topology: { mode: 'cluster', shards: 8, replicasPerShard: 1 } },
      qdrant: { provider: 'cluster', resources: { cpu: '3920m' } },
    }),
    finds: [
      'cluster.nodePools.database: CPU requests at maximum do not fit: redis 16 × 500m + qdrant 3 × 3920m = 19760m > 11760m of 3 × r5.xlarge with 3920m for pods; raise maxNodes or choose larger machines',
    ],
  },
  {
    rule: 'pool-capacity',
    title: 'stores that fill their pool exactly',
    config: contained({
      redis: { provider: 'cluster', topology: { mode: 'standalone' }, resources: { cpu: '3920m' } },
      qdrant: { provider: 'cluster', nodes: 1, replicationFactor: 1, resources: { cpu: '3920m' } },
      postgres: { provider: 'cluster', resources: { cpu: '3920m' } },
    }),
    finds: [],
  },
  {
    rule: 'tier-compute',
    title: 'services that outgrow their tier',
    config: production({ services: { api: { replicas: { max: 13 } } } }),
    finds: [
      'tier: the services at maximum request 16500m CPU and 33792Mi memory, more than tier recommended was sized for (16000m, 32768Mi), so that the stores may be the next limit; watch the stores as the services grow, or lower replicas.max',
    ],
  },
  {
    rule: 'tier-compute',
    title: 'services that fill the memory of their tier exactly',
    config: production({ services: { api: { replicas: { max: 12 } } } }),
    finds: [],
  },
  {
    rule: 'workload-identity',
    title: 'users of the queue on a cluster that is not of EKS',
    config: production({ cluster: { provider: 'gke' } }),
    finds: [
      'cluster: memorai-api-sa and memorai-worker-sa need an IAM role for the queue, which this cluster cannot give: see aws.staticCredentials',
    ],
  },
  { rule: 'workload-identity', title: 'the same on EKS', config: production(), finds: [] },
  { rule: 'workload-identity', title: 'no queue', config: production({ queue: { provider: 'none' } }), finds: [] },
  {
    rule: 'workload-identity',
    title: 'IRSA, and a role for one of the two',
    config: production({ cluster: { identity: 'irsa' }, services: { api: { identity: role } } }),
    finds: [
      'cluster: memorai-worker-sa needs an IAM role for the queue, which services.<name>.identity names: docs/first-deployment.md has its policies',
    ],
  },
  {
    rule: 'workload-identity',
    title: 'IRSA, and a role for both',
    config: production({
      cluster: { identity: 'irsa' },
      services: { api: { identity: role }, worker: { identity: role } },
    }),
    finds: [],
  },
  {
    rule: 'workload-identity',
    title: 'no identity at all',
    config: production({ cluster: { identity: 'none' }, services: { worker: { uses: [] } } }),
    finds: [
      'cluster: memorai-api-sa needs an IAM role for the queue, which this cluster cannot give: see aws.staticCredentials',
    ],
  },
  {
    rule: 'version-change',
    title: 'two minor versions of EKS at once',
    before: production({ cluster: { version: '1.34' } }),
    config: production({ cluster: { version: '1.36' } }),
    finds: ['cluster.version: EKS goes up one minor version at a time, and 1.34 to 1.36 is more; deploy 1.35 first'],
  },
  {
    rule: 'version-change',
    title: 'one minor version of EKS',
    before: production({ cluster: { version: '1.34' } }),
    config: production({ cluster: { version: '1.35' } }),
    finds: [],
  },
];
