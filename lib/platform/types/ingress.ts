/** The way in from outside, by the controller that makes it. */
export type Ingress = NginxIngress | GatewayIngress | AlbIngress;

interface IngressCommon {
  readonly className: string;
  /** Written by a person, over our own: on every Ingress, or on what the Gateway makes. */
  readonly annotations: Readonly<Record<string, string>>;
  /** Whether external-dns makes the records of the hosts; `ttlSeconds` of the records where it is set. */
  readonly externalDns: { readonly enabled: boolean; readonly ttlSeconds?: number };
  /** Every public host, sorted. */
  readonly hosts: readonly string[];
  /** Who opens connections to the pods of public services. */
  readonly proxies: Proxies;
}

export interface NginxIngress extends IngressCommon {
  readonly controller: 'ingress-nginx';
  readonly name: string;
  readonly proxies: Extract<Proxies, { kind: 'namespace' }>;
  readonly tls: IngressTls;
}

export interface GatewayIngress extends IngressCommon {
  readonly controller: 'gateway';
  readonly gateway: {
    readonly name: string;
    readonly namespace: string;
    readonly httpListener: string;
    readonly httpsListener: string;
  };
  /** Where the controller of the class reads annotations for what it makes: `spec.infrastructure`, or the Gateway itself. */
  readonly annotationsAt: 'infrastructure' | 'gateway';
  /** Absent where the Gateway is somebody else's: its listeners have certificates already. */
  readonly tls?: IngressTls;
}

export interface AlbIngress extends IngressCommon {
  readonly controller: 'alb';
  readonly scheme: 'internet-facing' | 'internal';
  /** Ingresses of one group share one load balancer. */
  readonly groupName: string;
  readonly sslPolicy: string;
  readonly wafAclArn?: string;
  /** Absent: the controller looks for a certificate that has the host. */
  readonly certificateArn?: string;
}

/** The certificate for all hosts. */
export interface IngressTls {
  readonly secretName: string;
  /** From whom cert-manager asks for it; absent where the Secret is somebody else's. */
  readonly issuer?:
    | /** A ClusterIssuer that is already there. */ { readonly kind: 'existing'; readonly name: string }
    /** A ClusterIssuer that we emit, for Let's Encrypt. */
    | { readonly kind: 'letsEncrypt'; readonly name: string; readonly email: string; readonly staging: boolean };
}

export type Proxies =
  /** Every pod of one namespace: that of the controller. */
  | { readonly kind: 'namespace'; readonly namespace: string }
  /** Pods that the controller keeps for one Gateway, in the namespace of the Gateway. */
  | {
      readonly kind: 'gatewayPods';
      readonly namespace: string;
      readonly gateway: string;
      /** What these pods take their configuration from; absent where the class is not known. */
      readonly controlPlane?: { readonly namespace: string; readonly port: number };
    }
  /** Outside the cluster. `assumed`: nobody said where, so it is more than is needed. */
  | { readonly kind: 'network'; readonly cidrs: readonly string[]; readonly assumed: boolean };
