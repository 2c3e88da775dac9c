/** A finding of kube-score that we leave as it is, and why. */
export interface ScoreReason {
  /** The check's id, as `kube-score list` has it. */
  readonly check: string;
  /** Matches `<kind>/<name>` of the object. */
  readonly object: RegExp;
  /** Matches the name of the platform that has the object. */
  readonly platform: RegExp;
  readonly reason: string;
}

export const scoreReasons: readonly ScoreReason[] = [
  {
    check: 'container-image-pull-policy',
    object: /^(Deployment\/memorai-(api|dashboard|mcp|worker|reports)|Job\/memorai-migrate-[0-9a-f]{8})$/,
    platform: /./,
    reason:
      'tags are pinned, so a node that has the image has the right one, and pods start while the registry is down; images.pullPolicy asks for Always',
  },
  {
    check: 'deployment-has-host-podantiaffinity',
    object: /^Deployment\/memorai-(api|dashboard|mcp|worker|reports)$/,
    platform: /./,
    reason:
      'pods are spread over hosts and zones by topology spread constraints, which still schedule the second pod of a host when a host is lost',
  },
  {
    check: 'container-image-pull-policy',
    object:
      /^(StatefulSet\/memorai-(postgres|qdrant|redis-shard-[0-2])|Job\/memorai-(bootstrap|redis-cluster)-[0-9a-f]{8}|CronJob\/memorai-partitions)$/,
    platform: /./,
    reason: 'as for the services: tags are pinned, and a store has to come back while the registry is down',
  },
  {
    check: 'container-image-pull-policy',
    object: /^Deployment\/memorai-(postgres|redis)-exporter$/,
    platform: /./,
    reason: 'as for the services: tags are pinned, and who watches has to come back while the registry is down',
  },
  {
    check: 'deployment-replicas',
    object: /^Deployment\/memorai-(postgres|redis)-exporter$/,
    platform: /./,
    reason: 'a second one would count the same things again, with connections that the budget keeps for one',
  },
  {
    check: 'deployment-strategy',
    object: /^Deployment\/memorai-(postgres|redis)-exporter$/,
    platform: /./,
    reason:
      'Recreate: two at once would hold twice the connections that the budget keeps; a scrape is missed, and no more',
  },
  {
    check: 'container-security-context-user-group-id',
    object: /^(StatefulSet\/memorai-(postgres|qdrant|redis-shard-[0-2])|Job\/memorai-redis-cluster-[0-9a-f]{8})$/,
    platform: /^(production|stores in the cluster)$/,
    reason: "the users of the stores' own images, which own their files; the low numbers are the projects' choice",
  },
  {
    check: 'networkpolicy-targets-pod',
    object: /^NetworkPolicy\/acme-solver$/,
    platform: /./,
    reason: "its pods are cert-manager's: they are there for the minute in which a certificate is asked for",
  },
  {
    check: 'networkpolicy-targets-pod',
    object: /^NetworkPolicy\/memorai-gateway$/,
    platform: /./,
    reason: "its pods are the Gateway's proxies, which its controller makes",
  },
  {
    check: 'ingress-targets-service',
    object: /^Ingress\/memorai-(api|dashboard)-ingress$/,
    platform: /^a load balancer of AWS$/,
    reason: 'the port use-annotation names an action of the load balancer, which answers hidden paths itself',
  },
  {
    check: 'deployment-replicas',
    object: /^Deployment\/memorai-(dashboard|mcp|worker)$/,
    platform: /^staging$/,
    reason: 'its config asks for one replica: nobody waits for staging',
  },
  {
    check: 'horizontalpodautoscaler-replicas',
    object: /^HorizontalPodAutoscaler\/memorai-api-hpa$/,
    platform: /^staging$/,
    reason: 'its config asks for one replica: nobody waits for staging',
  },
  {
    check: 'horizontalpodautoscaler-replicas',
    object: /^HorizontalPodAutoscaler\/memorai-reports-hpa$/,
    platform: /^the example /,
    reason: 'its config asks for one replica at the least, to show that a team decides',
  },
];
