import { z } from 'zod';
import { seconds } from '../units';
import { annotations, cidr, distinct, objectName } from './common';

const issuer = z.union([
  objectName().describe('Name of a ClusterIssuer that is already there'),
  z.strictObject({
    name: objectName().optional().describe('Default: letsencrypt-prod, or letsencrypt-staging'),
    email: z.email({ error: 'must be an e-mail address' }).describe('Where the authority sends expiry warnings'),
    staging: z.boolean().optional().describe("Let's Encrypt's test authority; default: false"),
  }),
]);

const certManagerTls = z
  .strictObject({
    issuer: issuer.optional().describe('Default: letsencrypt-prod, which has to be there'),
    secretName: objectName().optional().describe('Where cert-manager puts the certificate; default: memorai-tls'),
    existingSecretName: objectName()
      .optional()
      .describe(
        'A Secret of type kubernetes.io/tls that is already there, with a certificate for every public host; default: cert-manager makes one',
      ),
  })
  .refine((tls) => tls.existingSecretName === undefined || (tls.issuer === undefined && tls.secretName === undefined), {
    path: ['existingSecretName'],
    error: 'has its certificate already; remove issuer and secretName beside it',
  })
  .optional();

const common = {
  className: z
    .string()
    .regex(/^[a-z0-9]([a-z0-9.-]{0,61}[a-z0-9])?$/, { error: 'must be the name of a class, in lower case' })
    .optional()
    .describe(
      'Default: nginx for ingress-nginx, alb for alb; for gateway gke-l7-global-external-managed on gke, azure-alb-external on aks, else nginx',
    ),
  annotations: annotations()
    .optional()
    .describe('On every Ingress, or on what the Gateway makes; over our own; default: none'),
  externalDns: z
    .union([
      z.literal(false).describe('external-dns is told to leave our hosts alone'),
      z.strictObject({
        ttl: seconds({ min: 1, max: 86_400 }).optional().describe("Of the records; default: external-dns's own"),
      }),
    ])
    .optional()
    .describe('Whether external-dns makes the records of our hosts; default: it does'),
};

const proxies = {
  namespace: objectName()
    .optional()
    .describe('Where the pods run that connect to ours; default: ingress-nginx, or what the class of the gateway says'),
};

const proxyCidrs = distinct(cidr())
  .min(1)
  .max(20)
  .optional()
  .describe(
    'Where a load balancer outside the cluster connects from; default: the network of the aws section, what the class says, else all private addresses',
  );

/** The way in from outside, by the controller that makes it. */
export const ingressSchema = z.discriminatedUnion('controller', [
  z.strictObject({
    controller: z.undefined().optional().describe('Default: alb on eks, gateway elsewhere'),
    ...common,
    tls: certManagerTls,
  }),
  z.strictObject({ controller: z.literal('ingress-nginx'), ...common, ...proxies, tls: certManagerTls }),
  z.strictObject({
    controller: z.literal('gateway'),
    ...common,
    ...proxies,
    proxyCidrs,
    gateway: z
      .strictObject({
        name: objectName(),
        namespace: objectName().optional().describe('Default: the namespace of the environment'),
        httpListener: objectName().optional().describe('Name of its listener on port 80; default: http'),
        httpsListener: objectName().optional().describe('Name of its listener on port 443; default: https'),
      })
      .optional()
      .describe('A Gateway that is already there, with its own certificates; default: one of ours'),
    tls: certManagerTls,
  }),
  z.strictObject({
    controller: z.literal('alb'),
    ...common,
    proxyCidrs,
    scheme: z.enum(['internet-facing', 'internal']).optional().describe('Default: internet-facing'),
    groupName: objectName().optional().describe('Ingresses of one group share a load balancer; default: the namespace'),
    wafAclArn: z
      .string()
      .regex(/^arn:aws[a-z-]*:wafv2:[a-z0-9-]+:\d{12}:regional\/webacl\/.+$/, {
        error: 'must be the ARN of a regional web ACL of AWS WAF',
      })
      .optional()
      .describe('A web ACL in front of the load balancer; default: none'),
    sslPolicy: z
      .string()
      .regex(/^ELBSecurityPolicy-[\w-]+$/, { error: 'must be a policy such as ELBSecurityPolicy-TLS13-1-2-2021-06' })
      .optional()
      .describe('Default: ELBSecurityPolicy-TLS13-1-2-2021-06'),
    tls: z
      .strictObject({
        certificateArn: z
          .string()
          .regex(/^arn:aws[a-z-]*:acm:[a-z0-9-]+:\d{12}:certificate\/.+$/, {
            error: 'must be the ARN of a certificate of AWS Certificate Manager',
          })
          .optional()
          .describe('Default: the controller looks for a certificate that has the host'),
      })
      .optional(),
  }),
]);
