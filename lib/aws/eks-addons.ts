/** One add-on that EKS installs and keeps. */
export interface EksAddon {
  readonly name: string;
  /** Its pods are Deployments, which need a node; daemons do not, and nodes need them to be ready. */
  readonly afterNodes: boolean;
  /** Values of the add-on's own schema. */
  readonly configuration?: object;
  /** Service account in kube-system, and the policy of AWS that its pods need. */
  readonly identity?: { readonly serviceAccount: string; readonly managedPolicy: string };
}

export const eksAddonTable: readonly EksAddon[] = [
  { name: 'eks-pod-identity-agent', afterNodes: false },
  {
    name: 'vpc-cni',
    afterNodes: false,
    // Without it the API server takes our NetworkPolicies, and nobody keeps them.
    configuration: { enableNetworkPolicy: 'true' },
    identity: { serviceAccount: 'aws-node', managedPolicy: 'AmazonEKS_CNI_Policy' },
  },
  { name: 'kube-proxy', afterNodes: false },
  { name: 'coredns', afterNodes: true },
  {
    name: 'aws-ebs-csi-driver',
    afterNodes: true,
    // EKS has no default class from 1.30 on: a claim without a class would wait for ever.
    configuration: { defaultStorageClass: { enabled: true } },
    identity: {
      serviceAccount: 'ebs-csi-controller-sa',
      managedPolicy: 'service-role/AmazonEBSCSIDriverPolicy',
    },
  },
  { name: 'metrics-server', afterNodes: true },
];
