import { z } from 'zod';
import { seconds } from '../units';
import { objectName } from './common';

/** A folder of a repository, from its root. */
const folder = () =>
  z.string().regex(/^(?!.*(^|\/)\.\.(\/|$))[\w][\w./-]{0,199}$/, {
    error: 'must be a folder of the repository, such as dist/production/kubernetes',
  });

const argocdApplication = z.strictObject({
  repository: z
    .string()
    .regex(/^(https:\/\/|ssh:\/\/|oci:\/\/|[\w-]+@[\w.-]+:)\S+$/, {
      error: 'must be the URL of a repository, such as https://git.memorai.com/platform/deployments.git',
    })
    .describe('Where the output is kept; credentials belong to Argo CD'),
  path: folder().optional().describe('Folder of the output in it; default: dist/<environment>/kubernetes'),
  revision: z.string().min(1).max(200).optional().describe('Branch, tag or commit; default: main'),
  project: objectName().optional().describe('Default: default'),
  namespace: objectName().optional().describe('Where Argo CD runs; default: argocd'),
  server: z
    .string()
    .regex(/^https:\/\/\S+$/, { error: 'must be the URL of an API server, such as https://kubernetes.default.svc' })
    .optional()
    .describe('The cluster to apply to; default: the one that Argo CD runs in'),
  sync: z
    .enum(['automated', 'manual'])
    .optional()
    .describe('automated also prunes and takes changes by hand back; default: automated'),
});

const fluxSource = z.strictObject({
  kind: z.enum(['GitRepository', 'OCIRepository', 'Bucket']).optional().describe('Default: GitRepository'),
  name: objectName(),
  namespace: objectName().optional().describe('Default: the one of gitops.namespace'),
});

/** Who applies the Kubernetes files: one switch for all that the output says of it. */
export const gitopsSchema = z.discriminatedUnion('tool', [
  z.strictObject({ tool: z.literal('none') }),
  z.strictObject({
    tool: z.literal('argocd'),
    application: argocdApplication.optional().describe('Also writes an Application; default: none is written'),
  }),
  z.strictObject({
    tool: z.literal('flux'),
    source: fluxSource.describe('The source of Flux that holds the output'),
    path: folder().optional().describe('Folder of the output in the source; default: dist/<environment>/kubernetes'),
    namespace: objectName().optional().describe('Of the Kustomizations of Flux; default: flux-system'),
    interval: seconds({ min: 60, max: 86_400 }).optional().describe('How often it is compared; default: 10m'),
    retryInterval: seconds({ min: 10, max: 86_400 }).optional().describe('After a failure; default: 1m'),
    timeout: seconds({ min: 30, max: 86_400 })
      .optional()
      .describe('For a stage to become healthy; default: 5 minutes more than the migration or a rollout may take'),
    prune: z.boolean().optional().describe('Delete what is no longer in the source; default: true'),
  }),
]);
