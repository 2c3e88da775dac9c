import type { Platform, Proxies } from '../platform/types';
import { asksForCertificate } from '../platform/uses';
import { clusterOf, sharedMetadata } from './metadata';
import { dns, type Egress, inNamespace, network, type Peer, pods, tcp } from './peers';
import { type KubernetesObject, kubernetesObject } from './typed';

/** The label that an implementation puts on what it makes for a Gateway (GEP-1762). */
const gatewayLabel = 'gateway.networking.k8s.io/gateway-name';

/** Where cert-manager's pods listen for the question of an authority. */
const solverLabels = { 'acme.cert-manager.io/http01-solver': 'true' };
const solverPort = 8089;

/** Who opens connections to the pods of public services. */
export function proxyPeers(platform: Platform): readonly Peer[] {
  const proxies = platform.ingress?.proxies;
  switch (proxies?.kind) {
    case 'namespace':
      return [inNamespace(proxies.namespace)];
    case 'gatewayPods': {
      const podSelector = { matchLabels: { [gatewayLabel]: proxies.gateway } };
      return isOurs(platform, proxies) ? [{ podSelector }] : [{ ...inNamespace(proxies.namespace), podSelector }];
    }
    case 'network':
      return proxies.cidrs.map(network);
    case undefined:
      return [];
  }
}

/** What the way in needs besides the services' own policies, in a namespace where all else is forbidden. */
export const wayInPolicies = (platform: Platform): readonly KubernetesObject[] => [
  ...acmeSolver(platform),
  ...gatewayPods(platform),
];

/**
 * cert-manager proves that we own a host with a pod of its own in our namespace, behind the way in; `default-deny`
 * would stop it, and with it every certificate.
 */
function acmeSolver(platform: Platform): readonly KubernetesObject[] {
  if (!asksForCertificate(platform)) return [];
  return [
    kubernetesObject('NetworkPolicy', sharedMetadata(platform, 'network', 'acme-solver'), {
      spec: {
        podSelector: { matchLabels: solverLabels },
        policyTypes: ['Ingress'],
        ingress: [{ from: proxyPeers(platform), ports: [tcp(solverPort)] }],
      },
    }),
  ];
}

/** Proxies that run in our namespace: everyone may come in, they may go to what is public and to what leads them. */
function gatewayPods(platform: Platform): readonly KubernetesObject[] {
  const proxies = platform.ingress?.proxies;
  if (proxies?.kind !== 'gatewayPods' || !isOurs(platform, proxies)) {
    return [];
  }
  const open = Object.values(platform.services).filter(({ exposure }) => exposure !== undefined);
  const { controlPlane } = proxies;
  const egress: readonly Egress[] = [
    dns,
    ...(controlPlane === undefined
      ? []
      : [{ to: [inNamespace(controlPlane.namespace)], ports: [tcp(controlPlane.port)] }]),
    ...open.map(({ fullName, port }) => ({ to: [pods(fullName)], ports: [tcp(port)] })),
    { to: [{ podSelector: { matchLabels: solverLabels } }], ports: [tcp(solverPort)] },
  ];
  return [
    kubernetesObject('NetworkPolicy', sharedMetadata(platform, 'network', proxies.gateway), {
      spec: {
        podSelector: { matchLabels: { [gatewayLabel]: proxies.gateway } },
        policyTypes: ['Ingress', 'Egress'],
        ingress: [{ ports: [tcp(80), tcp(443)] }],
        egress,
      },
    }),
  ];
}

const isOurs = (platform: Platform, { namespace }: Extract<Proxies, { kind: 'gatewayPods' }>): boolean =>
  namespace === clusterOf(platform).namespace;
