import type { Cluster, Platform } from './types';
import { asksForCertificate, storeWorkloads } from './uses';

type Provider = Cluster['provider'];

/** How a controller comes to a cluster. */
export type Supply =
  /** The provider has it in every cluster. */
  | { readonly from: 'provider' }
  /** An add-on of the provider, which has to be switched on. */
  | { readonly from: 'add-on'; readonly name: string }
  /** Somebody installs it before. */
  | { readonly from: 'installation' };

/** Something that has to run in the cluster, beside what is rendered, for the output to work. */
export interface Controller {
  /** What goes wrong without it. */
  readonly does: string;
  /** Why this platform needs it; undefined where it does not. */
  readonly neededFor: (platform: Platform) => string | undefined;
  /** By provider; `installation` where there is no row. */
  readonly supply: Readonly<Partial<Record<Provider, Supply>>>;
  /** The versions that the output is written for. */
  readonly versions: string;
  /** What the versions were judged by: definitions in the tests' API server, or the documentation that was followed. */
  readonly judged: { readonly by: 'definitions'; readonly version: string } | { readonly by: 'documentation' };
  readonly source: string;
}

const provided: Supply = { from: 'provider' };
const addOn = (name: string): Supply => ({ from: 'add-on', name });
const definitions = (version: string) => ({ by: 'definitions', version }) as const;
const documentation = { by: 'documentation' } as const;
const everyProvider = { eks: provided, aks: provided, gke: provided, generic: provided };

const isScaled = ({ services }: Platform, kind: 'hpa' | 'keda'): boolean =>
  Object.values(services).some(({ autoscaling }) => autoscaling?.kind === kind);

const needsVolumes = ({ stores, services }: Platform): boolean =>
  storeWorkloads(stores).some(({ volume }) => volume.existingClaim === undefined) ||
  Object.values(services).some(({ volumes }) => Object.values(volumes).some(({ kind }) => kind === 'claim'));

/** In the order in which they are installed: each may need those before it. */
export const controllers: Readonly<Record<string, Controller>> = {
  'network plugin with NetworkPolicy': {
    does: 'enforces who may talk to whom; another plugin lets everything through in silence',
    neededFor: ({ cluster }) => (cluster?.networkPolicies === true ? 'cluster.networkPolicies' : undefined),
    supply: { eks: addOn('vpc-cni'), aks: addOn('network policy engine'), gke: addOn('Dataplane V2') },
    versions: 'networking.k8s.io/v1; VPC CNI 1.14 or newer',
    judged: documentation,
    source: 'https://kubernetes.io/docs/concepts/services-networking/network-policies/',
  },
  'metrics-server': {
    does: 'counts CPU and memory; without it no autoscaler adds a pod',
    neededFor: (platform) =>
      isScaled(platform, 'hpa') || isScaled(platform, 'keda') ? 'services.*.autoscaling' : undefined,
    supply: { eks: addOn('metrics-server'), aks: provided, gke: provided },
    versions: 'metrics.k8s.io/v1beta1: 0.6 or newer',
    judged: documentation,
    source: 'https://github.com/kubernetes-sigs/metrics-server',
  },
  'cluster autoscaler': {
    does: 'adds nodes to a pool; without it pods beyond the least of nodes stay pending',
    neededFor: ({ cluster }) =>
      Object.values(cluster?.nodePools ?? {}).some(({ autoScaling }) => autoScaling)
        ? 'cluster.nodePools.*.autoScaling'
        : undefined,
    supply: { aks: addOn('cluster autoscaler'), gke: addOn('cluster autoscaler') },
    versions: "the cluster's own minor",
    judged: documentation,
    source: 'https://github.com/kubernetes/autoscaler/tree/master/cluster-autoscaler',
  },
  'CSI driver': {
    does: 'makes volumes; without it claims stay pending',
    neededFor: (platform) => (needsVolumes(platform) ? 'volumes of stores and services' : undefined),
    supply: { eks: addOn('aws-ebs-csi-driver'), aks: provided, gke: provided },
    versions: 'storage.k8s.io/v1; EBS CSI 1.x for the class gp3',
    judged: documentation,
    source: 'https://kubernetes.io/docs/concepts/storage/storage-classes/',
  },
  'EKS Pod Identity agent': {
    does: 'gives pods the role of their service account',
    neededFor: ({ cluster }) => (cluster?.identity === 'podIdentity' ? 'cluster.identity' : undefined),
    supply: { eks: addOn('eks-pod-identity-agent') },
    versions: '1.3 or newer',
    judged: documentation,
    source: 'https://docs.aws.amazon.com/eks/latest/userguide/pod-id-agent-setup.html',
  },
  'identity webhook': {
    does: 'puts the token of their service account into pods; without it they are nobody to the cloud',
    neededFor: ({ cluster, services }) =>
      cluster?.provider !== 'gke' && Object.values(services).some(({ identity }) => identity !== undefined)
        ? 'services.*.identity'
        : undefined,
    supply: { eks: provided, aks: addOn('workload identity') },
    versions: 'azure-workload-identity 1.x',
    judged: documentation,
    source: 'https://azure.github.io/azure-workload-identity/docs/',
  },
  'GKE metadata server': {
    does: 'gives pods the Google service account of their Kubernetes one',
    neededFor: ({ cluster }) =>
      cluster?.provider === 'gke' && cluster.identity === 'workloadIdentity' ? 'cluster.identity' : undefined,
    supply: { gke: addOn('workload identity federation') },
    versions: 'any',
    judged: documentation,
    source: 'https://cloud.google.com/kubernetes-engine/docs/concepts/workload-identity',
  },
  'Gateway API': {
    does: 'defines Gateway and HTTPRoute; without it they are refused',
    neededFor: ({ ingress }) => (ingress?.controller === 'gateway' ? 'ingress.controller' : undefined),
    supply: { gke: addOn('Gateway API') },
    versions: 'gateway.networking.k8s.io/v1: 1.2 or newer',
    judged: definitions('1.7.0'),
    source: 'https://gateway-api.sigs.k8s.io/',
  },
  'implementation of the GatewayClass': {
    does: 'makes a load balancer of the Gateway',
    neededFor: ({ ingress }) => (ingress?.controller === 'gateway' ? 'ingress.className' : undefined),
    supply: { gke: addOn('Gateway API'), aks: addOn('Application Gateway for Containers') },
    versions: 'NGINX Gateway Fabric 2.0 or newer, or another whose class ingress.className names',
    judged: documentation,
    source: 'https://gateway-api.sigs.k8s.io/implementations/',
  },
  'ingress-nginx': {
    does: 'leads hosts to services, and limits clients; limit-req-status-code: "429" in its ConfigMap, or they get 503; controller.metrics.enabled in its chart, or TargetDown fires',
    neededFor: ({ ingress }) => (ingress?.controller === 'ingress-nginx' ? 'ingress.controller' : undefined),
    supply: {},
    versions: 'controller 1.9 to 1.15, retired in March 2026 (E83)',
    judged: documentation,
    source: 'https://github.com/kubernetes/ingress-nginx',
  },
  'AWS Load Balancer Controller': {
    does: 'makes the load balancer of Ingresses, and of the Services of a Gateway',
    neededFor: ({ ingress, cluster }) => {
      if (ingress?.controller === 'alb') return 'ingress.controller';
      return ingress?.controller === 'gateway' && cluster?.provider === 'eks'
        ? 'load balancer of the Gateway'
        : undefined;
    },
    supply: {},
    versions: '2.5 or newer',
    judged: documentation,
    source: 'https://kubernetes-sigs.github.io/aws-load-balancer-controller/latest/guide/ingress/annotations/',
  },
  'cert-manager': {
    does: 'asks for certificates; for the Gateway API it has to be started with enableGatewayAPI',
    neededFor: (platform) => (asksForCertificate(platform) ? 'ingress.tls' : undefined),
    supply: { eks: addOn('cert-manager') },
    versions: 'cert-manager.io/v1: 1.15 or newer',
    judged: definitions('1.21.2'),
    source: 'https://cert-manager.io/docs/configuration/acme/http01/',
  },
  'external-dns': {
    does: 'makes the records of public hosts; for the Gateway API with --source=gateway-httproute',
    neededFor: ({ ingress }) => (ingress?.externalDns.enabled === true ? 'ingress.externalDns' : undefined),
    supply: { eks: addOn('external-dns') },
    versions: '0.14 or newer',
    judged: documentation,
    source: 'https://kubernetes-sigs.github.io/external-dns/latest/docs/annotations/annotations/',
  },
  'External Secrets': {
    does: 'makes Secrets of what the secret store holds; without it no pod starts',
    neededFor: ({ secrets }) => (secrets.provider === 'externalSecrets' ? 'secrets.provider' : undefined),
    supply: {},
    versions: 'external-secrets.io/v1: 0.16 or newer',
    judged: definitions('1.3.2'),
    source: 'https://external-secrets.io/latest/',
  },
  Reloader: {
    does: 'restarts pods whose Secret has changed; without it a rotated secret waits for the next release',
    neededFor: ({ secrets }) => {
      if ('reloader' in secrets && secrets.reloader) return 'secrets.reloader';
      return secrets.provider === 'externalSecrets' ? 'rotation of secrets (optional)' : undefined;
    },
    supply: {},
    versions: '1.x, with secrets.reloader or autoReloadAll',
    judged: documentation,
    source: 'https://github.com/stakater/Reloader',
  },
  KEDA: {
    does: 'counts messages of the queue and adds workers',
    neededFor: (platform) => (isScaled(platform, 'keda') ? 'services.*.autoscaling.kind' : undefined),
    supply: { aks: addOn('keda') },
    versions: 'keda.sh/v1alpha1: 2.14 or newer',
    judged: definitions('2.21.0'),
    source: 'https://keda.sh/docs/latest/',
  },
  CloudNativePG: {
    does: 'makes and keeps the instances of Postgres',
    neededFor: ({ stores }) =>
      stores.postgres.provider === 'cluster' && stores.postgres.operator === 'cloudnative-pg'
        ? 'stores.postgres.operator'
        : undefined,
    supply: {},
    versions: 'postgresql.cnpg.io/v1: 1.24 or newer',
    judged: documentation,
    source: 'https://cloudnative-pg.io/documentation/current/',
  },
  'Argo CD': {
    does: 'applies what is committed, wave after wave; without it nothing is',
    neededFor: ({ gitops }) => (gitops.tool === 'argocd' ? 'gitops.tool' : undefined),
    supply: {},
    versions: 'argoproj.io/v1alpha1: 2.10 or newer',
    judged: definitions('3.3.0'),
    source: 'https://argo-cd.readthedocs.io/en/stable/user-guide/sync-waves/',
  },
  Flux: {
    does: 'applies what is committed, stage after stage; without its source and kustomize controllers nothing is',
    neededFor: ({ gitops }) => (gitops.tool === 'flux' ? 'gitops.tool' : undefined),
    supply: { aks: addOn('microsoft.flux') },
    versions: 'Flux 2.1 or newer; kustomize.toolkit.fluxcd.io/v1 of its kustomize-controller',
    judged: definitions('1.7.3'),
    source: 'https://fluxcd.io/flux/components/kustomize/kustomizations/',
  },
  Prometheus: {
    does: 'scrapes /metrics from the monitoring namespace, the only one that may; its account may get nodes/metrics, for how full volumes are',
    neededFor: ({ cluster }) => (cluster === undefined ? undefined : 'cluster.monitoringNamespace'),
    supply: {},
    versions: 'Prometheus Operator 0.75 or newer',
    judged: documentation,
    source: 'https://prometheus-operator.dev/',
  },
  'kube-state-metrics': {
    does: 'counts pods, jobs, autoscalers and nodes for the alerts; with --metric-labels-allowlist=nodes=[memorai.com/pool]',
    neededFor: ({ cluster }) => (cluster === undefined ? undefined : 'alerts on pods and nodes'),
    supply: { eks: addOn('kube-state-metrics') },
    versions: '2.10 or newer, as kube-state-metrics:8080 of the monitoring namespace',
    judged: documentation,
    source: 'https://github.com/kubernetes/kube-state-metrics',
  },
  'node exporter': {
    does: 'tells how full disks and memory of the nodes are, on port 9100 of each',
    neededFor: ({ cluster }) => (cluster === undefined ? undefined : 'alerts on disks'),
    supply: { eks: addOn('prometheus-node-exporter') },
    versions: '1.5 or newer',
    judged: documentation,
    source: 'https://github.com/prometheus/node_exporter',
  },
  'cluster DNS': {
    does: 'answers names, as pods labelled k8s-app: kube-dns in kube-system',
    neededFor: ({ cluster }) => (cluster === undefined ? undefined : 'every service'),
    supply: { ...everyProvider, eks: addOn('coredns') },
    versions: 'any',
    judged: documentation,
    source: 'https://kubernetes.io/docs/concepts/services-networking/dns-pod-service/',
  },
};

/** One controller that a platform needs, and how it comes to this cluster. */
export interface NeededController {
  readonly name: string;
  readonly neededFor: string;
  readonly supply: Supply;
  readonly controller: Controller;
}

/** What has to run in the platform's cluster, in the order of installation; nothing for a serverless platform. */
export function controllersOf(platform: Platform): readonly NeededController[] {
  const provider = platform.cluster?.provider;
  if (provider === undefined) return [];
  return Object.entries(controllers).flatMap(([name, controller]) => {
    const neededFor = controller.neededFor(platform);
    return neededFor === undefined
      ? []
      : [{ name, neededFor, supply: controller.supply[provider] ?? { from: 'installation' }, controller }];
  });
}
