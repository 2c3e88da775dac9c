/** What people look for in a chart, and the config paths that have it here. */
export interface Knob {
  readonly name: string;
  /** Dotted paths; `*` stands for any name, `[]` for any member of a list. */
  readonly paths: readonly string[];
}

/** The knobs of every good chart, then those that make it production. */
export const knobs: readonly Knob[] = [
  {
    name: 'resources, also of Jobs, init containers and sidecars, with ephemeral storage',
    paths: [
      'services.*.resources',
      'migration.resources',
      'services.*.initContainers[].resources',
      'services.*.sidecars[].resources',
      'stores.*.resources',
    ],
  },
  { name: 'environment', paths: ['services.*.env', 'services.*.envFrom', 'services.*.keys', 'settings'] },
  { name: 'probes, each with an off switch', paths: ['services.*.probes'] },
  { name: 'extra volumes and mounts', paths: ['services.*.volumes'] },
  { name: 'service account', paths: ['services.*.serviceAccount', 'services.*.apiAccess'] },
  { name: 'existing Secrets with key names', paths: ['secrets.keys', 'services.*.env', 'services.*.envFrom'] },
  {
    name: 'size, class, access mode and retention of volumes',
    paths: ['services.*.volumes', 'stores.*.volume', 'stores.qdrant.snapshots'],
  },
  { name: 'init containers and sidecars', paths: ['services.*.initContainers', 'services.*.sidecars'] },
  { name: 'pod and container security', paths: ['services.*.security', 'cluster.podSecurity'] },
  { name: 'ingress: class, hosts, paths, TLS, annotations', paths: ['ingress', 'services.*.expose'] },
  {
    name: 'node selector, tolerations, affinity',
    paths: [
      'services.*.placement',
      'services.*.scheduling.nodeSelector',
      'services.*.scheduling.tolerations',
      'services.*.scheduling.affinity',
    ],
  },
  {
    name: 'image: registry, repository, tag, digest, pull policy and secrets, mirror',
    paths: ['services.*.image', 'images'],
  },
  { name: 'command and arguments', paths: ['services.*.command', 'services.*.args'] },
  { name: 'update strategy', paths: ['services.*.rollout'] },
  { name: 'restart on changed config or secret', paths: ['secrets.reloader'] },
  {
    name: 'labels and annotations',
    paths: ['services.*.pod', 'services.*.deployment', 'services.*.serviceObject'],
  },
  { name: 'PodDisruptionBudget', paths: ['services.*.disruptionBudget'] },
  { name: 'HorizontalPodAutoscaler', paths: ['services.*.replicas', 'services.*.autoscaling'] },
  { name: 'store inside, managed or outside', paths: ['stores.*.provider'] },
  { name: 'patches, and objects of a team that join the checks', paths: ['patches', 'extraObjects'] },
  {
    name: 'discovery by a scraper, with an off switch',
    paths: [
      'monitoring.scrape',
      'monitoring.interval',
      'monitoring.labels',
      'monitoring.exporters',
      'services.*.metrics',
      'services.*.metricsPath',
    ],
  },
  { name: 'identity in the cloud', paths: ['services.*.identity', 'cluster.identity'] },
  { name: 'topology spread', paths: ['services.*.scheduling.topologySpread'] },
  {
    name: 'priority and runtime class',
    paths: ['services.*.scheduling.priorityClass', 'services.*.scheduling.runtimeClass'],
  },
  { name: 'grace period and preStop', paths: ['services.*.termination'] },
  { name: 'migration Job', paths: ['migration'] },
  { name: 'NetworkPolicy', paths: ['services.*.uses', 'services.*.network', 'cluster.networkPolicies'] },
  { name: 'ExternalSecret', paths: ['secrets.provider', 'secrets.refresh'] },
  { name: 'KEDA on queue depth', paths: ['services.*.autoscaling.messagesPerReplica'] },
  { name: 'the same for all services', paths: ['serviceDefaults'] },
];
