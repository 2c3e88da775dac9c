import { z } from 'zod';

/** How pods get an identity of the cloud. */
export const clusterIdentitySchema = z
  .enum(['podIdentity', 'irsa', 'workloadIdentity', 'none'])
  .optional()
  .describe(
    'How pods get an identity of the cloud; default: podIdentity on eks (irsa is the other), workloadIdentity on aks and gke, none on a generic cluster',
  );

/** Whom the pods of one service are to the cloud; what it must look like depends on `cluster.identity`. */
export const serviceIdentitySchema = z
  .string()
  .min(6)
  .max(2048)
  .optional()
  .describe(
    'Whom its pods are to the cloud: ARN of an IAM role (irsa), client id of a managed identity (aks), e-mail of a service account (gke); default: nobody, or what Pod Identity associates',
  );
