/** Who applies the Kubernetes files, and what the output says for it. */
export type Gitops =
  /** kubectl, stage by stage. */
  | { readonly tool: 'none' }
  /** Waves on every object; an Application where one is asked for. */
  | { readonly tool: 'argocd'; readonly application?: ArgocdApplication }
  /** A Kustomization of Flux for each stage. */
  | ({ readonly tool: 'flux' } & FluxDelivery);

export interface ArgocdApplication {
  /** Where Argo CD runs: Applications live there. */
  readonly namespace: string;
  readonly project: string;
  readonly repository: string;
  /** Folder of the output in the repository. */
  readonly path: string;
  readonly revision: string;
  /** URL of the cluster's API server, as Argo CD knows it. */
  readonly server: string;
  readonly sync: 'automated' | 'manual';
}

export interface FluxDelivery {
  readonly namespace: string;
  readonly source: {
    readonly kind: 'GitRepository' | 'OCIRepository' | 'Bucket';
    readonly name: string;
    /** Absent: the namespace of the Kustomizations. */
    readonly namespace?: string;
  };
  /** Folder of the output in the source. */
  readonly path: string;
  readonly intervalSeconds: number;
  readonly retryIntervalSeconds: number;
  readonly timeoutSeconds: number;
  readonly prune: boolean;
}
