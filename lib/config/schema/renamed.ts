/**
 * Keys that once had another name: dotted path (`*` for any one key) → the path that took its place.
 * An old config fails with the new name. The first entries are words of the guide that people will try.
 */
export const renamedKeys: Readonly<Record<string, string>> = {
  cluster_config: 'cluster',
  provider: 'cluster.provider',
  node_pools: 'cluster.nodePools',
  nodePools: 'cluster.nodePools',
  'cluster.node_pools': 'cluster.nodePools',
  'cluster.nodePools.*.instance_type': 'cluster.nodePools.*.instanceType',
  'cluster.nodePools.*.min_nodes': 'cluster.nodePools.*.minNodes',
  'cluster.nodePools.*.max_nodes': 'cluster.nodePools.*.maxNodes',
  'cluster.nodePools.*.auto_scaling': 'cluster.nodePools.*.autoScaling',
  database: 'stores.postgres',
  cache: 'stores.redis',
  vector_db: 'stores.qdrant',
  region: 'aws.region',
  namespace: 'cluster.namespace',
  'cluster.ingressNamespace': 'ingress.namespace',
  'stores.qdrant.snapshots.retain': 'stores.qdrant.volume.retain',
};
