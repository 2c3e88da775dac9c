import { gatewayClasses } from '../gateway-classes';
import type { Context } from './context';

/** Where controllers run by their own manifests and charts; what a way in names is added to it. */
const homes: Readonly<Record<string, string>> = {
  argocd: 'Argo CD',
  'cert-manager': 'cert-manager',
  'cnpg-system': 'CloudNativePG',
  'external-dns': 'external-dns',
  'external-secrets': 'External Secrets',
  'flux-system': 'Flux',
  'ingress-nginx': 'ingress-nginx',
  keda: 'KEDA',
  ...Object.fromEntries(
    Object.entries(gatewayClasses).flatMap(([name, { proxies }]) => {
      const home =
        proxies.in === 'gateway' ? proxies.controlPlane.namespace : proxies.in === 'namespace' && proxies.namespace;
      return home ? [[home, `the class ${name}`]] : [];
    }),
  ),
};

/** Everything in our namespace is denied what our policies do not name, and held to `restricted`: it is for nobody else. */
export function checkNamespace(context: Context, namespace: string, monitoringNamespace: string): void {
  const { ingress, gitops } = context.config;
  const written: Readonly<Record<string, string | undefined>> = {
    'cluster.monitoringNamespace': monitoringNamespace,
    'ingress.namespace': ingress !== undefined && 'namespace' in ingress ? ingress.namespace : undefined,
    'gitops.namespace': gitops !== undefined && 'namespace' in gitops ? gitops.namespace : undefined,
  };
  const other = Object.keys(written).find((path) => written[path] === namespace);
  const owner = /^(kube-.*|default)$/.test(namespace) ? 'Kubernetes' : (other ?? homes[namespace]);
  if (owner === undefined) return;
  context.fail(
    'cluster.namespace',
    'conflict',
    `${namespace} is that of ${owner}: default-deny and ${context.config.cluster?.podSecurity.level ?? 'restricted'} would stop what runs there; use one for this environment alone`,
  );
}
