import { z } from 'zod';
import { cpu, memory } from '../units';
import { clusterSecurity } from './cluster-security';
import { objectName } from './common';
import { clusterIdentitySchema } from './identity';

const nodePool = z.strictObject({
  enabled: z.boolean().optional().describe('false leaves one of the default pools out'),
  instanceType: z.string().min(2).optional().describe('Machine type of the provider'),
  minNodes: z.int().min(0).max(1000).optional(),
  maxNodes: z.int().min(1).max(1000).optional(),
  autoScaling: z.boolean().optional(),
  tainted: z.boolean().optional().describe('Whether only pods that are placed there may run there'),
  capacity: z
    .strictObject({ cpu: cpu(), memory: memory() })
    .optional()
    .describe('CPU and memory of one node; needed only for a machine type that the library does not know'),
});

export const clusterSchema = z.strictObject({
  provider: z
    .enum(['eks', 'aks', 'gke', 'generic'])
    .optional()
    .describe('Default: eks with an aws section, else generic'),
  version: z
    .string()
    .regex(/^1\.\d{1,2}$/, { error: 'must be a Kubernetes minor version in quotes, such as "1.35"' })
    .optional(),
  namespace: objectName().optional().describe('Default: memorai-<environment>'),
  nodePools: z
    .record(
      z.string().regex(/^[a-z]([a-z0-9_-]{0,28}[a-z0-9])?$/, {
        error: 'must be a pool name: lower-case letters, digits, "-" and "_"',
      }),
      nodePool,
    )
    .optional()
    .describe('Default: application, ml_workload and database (guide L22-37); none on a generic cluster'),
  identity: clusterIdentitySchema,
  storageClass: objectName()
    .optional()
    .describe(
      'Of volumes that name none; default: gp3 on eks, managed-csi-premium on aks, premium-rwo on gke, else the one that the cluster calls its default',
    ),
  monitoringNamespace: objectName().optional().describe('Where the scraper runs; default: monitoring'),
  ...clusterSecurity,
});
