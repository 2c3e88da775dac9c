/** The EKS cluster of an environment: one that we make, or one that is there and gets the roles of our pods. */
export type Eks = { readonly name: string; readonly podIdentities: readonly PodIdentity[] } & (
  | { readonly kind: 'existing' }
  | {
      readonly kind: 'create';
      /** Where the API server answers: in the network only, or to these ranges of the internet as well, and why. */
      readonly endpoint:
        | { readonly access: 'private' }
        | { readonly access: 'public'; readonly cidrs: readonly string[]; readonly reason: string };
      /** ARNs of IAM roles and users that administer the cluster. */
      readonly admins: readonly string[];
      /** Logs of the control plane that are kept. */
      readonly logs: readonly ControlPlaneLog[];
      /** Versions of add-ons that the config names; of the others EKS takes its default for the cluster's version. */
      readonly addonVersions: Readonly<Record<string, string>>;
      /** Root volume of a node. */
      readonly nodeDiskGiB: number;
    }
);

export type ControlPlaneLog = 'api' | 'audit' | 'authenticator' | 'controllerManager' | 'scheduler';

/** A service account whose pods get credentials of AWS, and for what. */
export interface PodIdentity {
  readonly namespace: string;
  readonly serviceAccount: string;
  readonly grants: readonly Grant[];
}

/** One statement of a policy. */
export interface Grant {
  /** @default 'Allow' */
  readonly effect?: 'Deny';
  readonly actions: readonly string[];
  /** ARNs, in which `${AWS::Partition}` and `${AWS::AccountId}` stand for what only a deployment knows; or `*`. */
  readonly resources: readonly string[];
  /** Operator → key → value. */
  readonly condition?: Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;
  /** Why any resource: required with `*`. */
  readonly why?: string;
}

/** Repositories of the services' images, in the account's registry. */
export interface Registry {
  /** `123456789012.dkr.ecr.us-east-1.amazonaws.com` */
  readonly host: string;
  /** Names of the repositories that we make, sorted: `memorai/api`. */
  readonly repositories: readonly string[];
  /** How many images each keeps; older ones are deleted. */
  readonly keepImages: number;
}

/** Records in Route 53 that name hosts: what checks them, and where they lead when one is down. */
export interface Dns {
  /** Asked over HTTPS from several regions, by host. */
  readonly healthChecks: readonly { readonly host: string; readonly path: string }[];
  /** A public host leads to the primary while that is healthy, else to the secondary. */
  readonly failover: readonly Failover[];
}

export interface Failover {
  readonly host: string;
  readonly hostedZoneId: string;
  readonly primary: string;
  readonly secondary: string;
}
