import { z } from 'zod';
import { memory } from '../units';
import { cidr, distinct, reason } from './common';

const clusterName = () =>
  z.string().regex(/^[A-Za-z0-9][A-Za-z0-9_-]{0,99}$/, {
    error: 'must be the name of an EKS cluster: at most 100 letters, digits, "-" and "_"',
  });

const principal = () =>
  z.string().regex(/^arn:aws[a-z-]*:iam::\d{12}:(role|user)\/[\w+=,.@/-]+$/, {
    error: 'must be the ARN of an IAM role or user, such as arn:aws:iam::123456789012:role/platform',
  });

/** Add-ons of a cluster that we make; each is always there. */
const eksAddons = [
  'aws-ebs-csi-driver',
  'coredns',
  'eks-pod-identity-agent',
  'kube-proxy',
  'metrics-server',
  'vpc-cni',
] as const;

/** The EKS cluster: ours, or one that is there. */
export const eksSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('create'),
    name: clusterName().optional().describe('Default: memorai-<environment>'),
    endpoint: z
      .discriminatedUnion('access', [
        z.strictObject({ access: z.literal('private') }),
        z.strictObject({
          access: z.literal('public'),
          // Quota of EKS, 'Public endpoint access CIDR ranges per cluster', which cannot be raised.
          cidrs: distinct(cidr()).min(1).max(40),
          reason: reason(),
        }),
      ])
      .optional()
      .describe('Where the API server answers; default: private, in the network only'),
    admins: distinct(principal())
      .optional()
      .describe('IAM roles and users that administer the cluster; default: none, and nobody can use kubectl'),
    logs: distinct(z.enum(['api', 'audit', 'authenticator', 'controllerManager', 'scheduler']))
      .optional()
      .describe('Logs of the control plane that are kept; default: all'),
    addonVersions: z
      .partialRecord(
        z.enum(eksAddons),
        z.string().regex(/^v\d+\.\d+\.\d+-eksbuild\.\d+$/, {
          error: 'must be a version of an add-on, such as v1.20.4-eksbuild.2',
        }),
      )
      .optional()
      .describe("Versions of add-ons; default: EKS's own choice for the version of the cluster"),
    nodeDisk: memory({ min: 20 * 1024 })
      .optional()
      .describe('Root volume of a node; default: 100Gi'),
  }),
  z.strictObject({
    kind: z.literal('existing'),
    name: clusterName().describe('Its network is the one of this config, and it runs the Pod Identity agent'),
  }),
]);

/** Repositories of the services' images. */
export const registrySchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('create'),
    keepImages: z.int().min(5).max(1000).optional().describe('Images that a repository keeps; default: 50'),
  }),
  z.strictObject({ kind: z.literal('existing') }).describe('images.registry names it'),
]);
