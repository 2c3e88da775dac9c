import type { k8s } from 'cdk8s-plus-27';
import { podSelector } from './metadata';
import type { Plain } from './typed';

// The words that network policies are made of.

export type Egress = Plain<k8s.NetworkPolicyEgressRule>;
export type Peer = Plain<k8s.NetworkPolicyPeer>;
export type Ingress = Plain<k8s.NetworkPolicyIngressRule>;

export const tcp = (port: number) => ({ protocol: 'TCP', port });
export const inNamespace = (name: string): Peer => ({
  namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': name } },
});
export const pods = (fullName: string): Peer => ({ podSelector: { matchLabels: podSelector(fullName) } });
export const network = (cidr: string): Peer => ({ ipBlock: { cidr } });

export const dns: Egress = {
  to: [{ ...inNamespace('kube-system'), podSelector: { matchLabels: { 'k8s-app': 'kube-dns' } } }],
  ports: [{ protocol: 'UDP', port: 53 }, tcp(53)],
};

/** The rule that lets these in, at these ports. For nobody there is none: one without peers would let everybody in. */
export const letIn = (from: readonly Peer[], ports: Ingress['ports']): readonly Ingress[] =>
  from.length === 0 ? [] : [{ from, ports }];
