import { BlockList } from 'node:net';

/**
 * What NetworkPolicies allow, after the words of the API's own documentation ("NetworkPolicySpec", "NetworkPolicyPeer",
 * "IPBlock", and kubernetes.io, 'Network Policies'): TCP, UDP and SCTP, between pods and addresses.
 */

export interface Selector {
  readonly matchLabels?: Readonly<Record<string, string>>;
  readonly matchExpressions?: readonly Expression[];
}

interface Expression {
  readonly key: string;
  readonly operator: 'In' | 'NotIn' | 'Exists' | 'DoesNotExist';
  readonly values?: readonly string[];
}

export interface Peer {
  readonly podSelector?: Selector;
  readonly namespaceSelector?: Selector;
  readonly ipBlock?: { readonly cidr: string; readonly except?: readonly string[] };
}

export interface PolicyPort {
  readonly protocol?: string;
  readonly port?: number | string;
  readonly endPort?: number;
}

export interface Policy {
  readonly metadata: { readonly name: string; readonly namespace: string };
  readonly spec: {
    readonly podSelector: Selector;
    readonly policyTypes?: readonly string[];
    readonly ingress?: readonly { readonly from?: readonly Peer[]; readonly ports?: readonly PolicyPort[] }[];
    readonly egress?: readonly { readonly to?: readonly Peer[]; readonly ports?: readonly PolicyPort[] }[];
  };
}

/** A pod, with the labels of its namespace and the names of its ports; or an address outside of the cluster. */
export type End =
  | {
      readonly namespace: string;
      readonly namespaceLabels: Readonly<Record<string, string>>;
      readonly labels: Readonly<Record<string, string>>;
      readonly ports?: Readonly<Record<string, number>>;
    }
  | { readonly address: string };

export interface Connection {
  readonly from: End;
  readonly to: End;
  readonly protocol: 'TCP' | 'UDP';
  readonly port: number;
}

/** Whether both sides allow it: the policies of the sender for egress, those of the receiver for ingress. */
export function isAllowed(policies: readonly Policy[], { from, to, protocol, port }: Connection): boolean {
  return sideAllows('Egress', from, to) && sideAllows('Ingress', to, from);

  /** A pod that no policy of a direction selects is open in it; otherwise what any of them allows is allowed. */
  function sideAllows(direction: 'Ingress' | 'Egress', own: End, other: End): boolean {
    if ('address' in own) return true;
    const selecting = policies.filter(
      ({ metadata, spec }) =>
        metadata.namespace === own.namespace &&
        matches(spec.podSelector, own.labels) &&
        typesOf(spec).includes(direction),
    );
    return (
      selecting.length === 0 ||
      selecting.some(({ metadata, spec }) =>
        rulesOf(spec, direction).some(
          ({ peers, ports }) =>
            (isEmpty(peers) || peers.some((peer) => isPeer(peer, metadata.namespace, other))) &&
            (isEmpty(ports) || ports.some((one) => isPort(one))),
        ),
      )
    );
  }

  /** A named port is a port of the pod that receives, in both directions. */
  function isPort(wanted: PolicyPort): boolean {
    if ((wanted.protocol ?? 'TCP') !== protocol) return false;
    if (wanted.port === undefined) return true;
    if (typeof wanted.port === 'string') return 'ports' in to && to.ports?.[wanted.port] === port;
    return port >= wanted.port && port <= (wanted.endPort ?? wanted.port);
  }
}

/** A list that is absent or empty restricts nothing. */
const isEmpty = <T>(list: readonly T[] | undefined): list is undefined => list === undefined || list.length === 0;

/** Ingress always unless types are given, Egress where there are rules for it. */
const typesOf = (spec: Policy['spec']): readonly string[] =>
  spec.policyTypes ?? (spec.egress === undefined ? ['Ingress'] : ['Ingress', 'Egress']);

const rulesOf = (
  spec: Policy['spec'],
  direction: 'Ingress' | 'Egress',
): readonly { readonly peers: readonly Peer[] | undefined; readonly ports: readonly PolicyPort[] | undefined }[] =>
  direction === 'Ingress'
    ? (spec.ingress ?? []).map(({ from, ports }) => ({ peers: from, ports }))
    : (spec.egress ?? []).map(({ to, ports }) => ({ peers: to, ports }));

/** A pod selector alone means the policy's own namespace; with a namespace selector it means both at once. */
function isPeer({ ipBlock, namespaceSelector, podSelector }: Peer, ownNamespace: string, other: End): boolean {
  if ('address' in other) {
    return (
      ipBlock !== undefined &&
      isInside(other.address, ipBlock.cidr) &&
      !(ipBlock.except ?? []).some((cidr) => isInside(other.address, cidr))
    );
  }
  if (ipBlock !== undefined) return false;
  const namespaceFits =
    namespaceSelector === undefined
      ? other.namespace === ownNamespace
      : matches(namespaceSelector, other.namespaceLabels);
  return namespaceFits && (podSelector === undefined || matches(podSelector, other.labels));
}

function matches(
  { matchLabels = {}, matchExpressions = [] }: Selector,
  labels: Readonly<Record<string, string>>,
): boolean {
  return (
    Object.entries(matchLabels).every(([key, value]) => labels[key] === value) &&
    matchExpressions.every(({ key, operator, values = [] }) => expressions[operator](labels[key], values))
  );
}

/** A label that is absent is not in any list. */
const expressions: Readonly<
  Record<Expression['operator'], (value: string | undefined, values: readonly string[]) => boolean>
> = {
  In: (value, values) => value !== undefined && values.includes(value),
  NotIn: (value, values) => value === undefined || !values.includes(value),
  Exists: (value) => value !== undefined,
  DoesNotExist: (value) => value === undefined,
};

export function isInside(address: string, cidr: string): boolean {
  const [base = '', bits = '32'] = cidr.split('/');
  const block = new BlockList();
  block.addSubnet(base, Number(bits));
  return block.check(address);
}
