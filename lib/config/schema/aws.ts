import { z } from 'zod';
import { apiSchema } from './api';
import { cidr, distinct, host, reason } from './common';
import { dnsSchema } from './dns';
import { eksSchema, registrySchema } from './eks';

/** No region has more than six zones. */
const zone = () =>
  z.string().regex(/^[a-z]{2,4}(-[a-z]+)+-\d[a-f]$/, { error: 'must be an availability zone such as us-east-1a' });

/** Names of AWS services as endpoints have them. */
const endpointService = () =>
  z.string().regex(/^[a-z][a-z0-9-]*(\.[a-z0-9-]+)*$/, { error: 'must be a service of AWS such as sqs or ecr.api' });

/** What every service of AWS takes (AWS, 'Tag naming limits and requirements'). */
const tagKey = () =>
  z.string().regex(/^(?![Aa][Ww][Ss]:)[A-Za-z0-9 _.:/=+@-]{1,128}$/, {
    error:
      'must be a tag of at most 128 letters, digits, spaces and "_.:/=+@-", and not start with "aws:", which is for AWS alone',
  });

const tagValue = () =>
  z
    .string()
    .max(256)
    .refine((value) => /^[\p{L}\p{N}\p{Z}_.:/=+@-]*$/u.test(value), {
      error: ({ input }) => `must be letters, digits, spaces and "_.:/=+@-", got ${JSON.stringify(input)}`,
    });

const network = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('create'),
    cidr: cidr().optional().describe('Default: 10.0.0.0/16'),
    availabilityZones: distinct(zone()).min(2).max(3).optional().describe('Default: zones a, b and c of the region'),
    natGateways: z.int().min(1).max(3).optional().describe('Default: one a zone for the recommended tier, else 1'),
    interfaceEndpoints: distinct(endpointService())
      .optional()
      .describe(
        'AWS services that are reached without NAT; default: what our traffic goes to for the recommended tier, else none',
      ),
  }),
  z.strictObject({
    kind: z.literal('existing'),
    vpcId: z.string().regex(/^vpc-[0-9a-f]{8,17}$/, { error: 'must be a VPC id such as vpc-0123456789abcdef0' }),
    cidr: cidr(),
    availabilityZones: distinct(zone()).min(2).max(6),
    privateSubnetIds: distinct(
      z.string().regex(/^subnet-[0-9a-f]{8,17}$/, { error: 'must be a subnet id such as subnet-0123456789abcdef0' }),
    )
      .min(2)
      .describe('One per zone, in the same order'),
    interfaceEndpoints: distinct(endpointService())
      .optional()
      .describe('AWS services that have an interface in the network already; default: none'),
  }),
]);

const region = () => z.string().regex(/^[a-z]{2,4}(-[a-z]+)+-\d$/, { error: 'must be a region such as us-east-1' });

const recovery = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('backupOnly'), region: region() }),
  z.strictObject({
    kind: z.literal('globalCluster'),
    region: region(),
    readers: z.int().min(1).max(15).optional().describe('Instances of the database that follow there; default: 1'),
    network: z
      .strictObject({
        cidr: cidr().optional().describe('Apart from aws.network.cidr; default: 10.128.0.0/16'),
        availabilityZones: distinct(zone())
          .min(2)
          .max(3)
          .optional()
          .describe('Default: zones a, b and c of that region'),
        natGateways: z.int().min(0).max(3).optional().describe('Default: 0, until something runs there'),
      })
      .optional(),
  }),
]);

export const awsSchema = z.strictObject({
  region: region(),
  account: z
    .string()
    .regex(/^\d{12}$/, { error: 'must be twelve digits in quotes' })
    .optional()
    .describe('Default: the account of whoever deploys'),
  network: network.optional(),
  hostedZone: z
    .strictObject({
      id: z
        .string()
        .regex(/^Z[A-Z0-9]{1,31}$/, { error: 'must be the id of a hosted zone such as Z0123456789ABCDEFGHIJ' }),
      name: host().optional().describe('Domain of the zone; default: the domain of the config'),
    })
    .optional()
    .describe('Route 53 zone of the public hosts; default: none, records are made elsewhere'),
  dns: dnsSchema.optional(),
  eks: eksSchema.optional().describe('Default: a cluster of its own, where cluster.provider is eks'),
  registry: registrySchema
    .optional()
    .describe(
      'Where images are kept; default: create on eks with an account and without images.registry and images.mirror, else existing',
    ),
  proxy: z.boolean().optional().describe('RDS Proxy in front of Aurora; default: true when serverless'),
  recovery: recovery
    .optional()
    .describe(
      'A second region. backupOnly: copies of backups and secrets; globalCluster: also the database. Default: none',
    ),
  // What CloudWatch Logs takes, and no other number (API reference, PutRetentionPolicy); the last ones are whole years.
  logRetentionDays: z
    .union(
      [1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653].map(
        (days) => z.literal(days),
      ),
    )
    .optional()
    .describe('Default: 90 when protected, else 14'),
  logKeyArn: z
    .string()
    .regex(/^arn:aws[a-z-]*:kms:[a-z0-9-]+:\d{12}:key\/[a-z0-9-]+$/, { error: 'must be the ARN of a key in KMS' })
    .optional()
    .describe('Key of the log groups, which CloudWatch Logs may use; default: a key of CloudWatch itself'),
  api: apiSchema.optional(),
  corsOrigins: distinct(
    z
      .string()
      .regex(/^https?:\/\/[a-z0-9.-]+(:\d+)?$/, { error: 'must be an origin such as https://dashboard.memorai.com' }),
  )
    .min(1)
    .optional()
    .describe('Who may call the API from a browser; default: the dashboard of the domain'),
  staticCredentials: z
    .strictObject({ reason: reason() })
    .optional()
    .describe('Long-lived AWS keys as settings, where no workload identity can be had (E42)'),
  tags: z
    .record(tagKey(), tagValue())
    .optional()
    .describe('Of every resource, beside environment, part-of, managed-by and Name; default: none'),
});
