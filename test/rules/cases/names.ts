import type { PlatformConfig } from '../../../lib/config/schema/index';
import { compose, existingNetwork, plain, production, serverless } from '../../support/configs';
import type { Case } from './case';

const hostedZone = { id: 'Z0123456789ABCDEFGHIJ' };
const spare = { instanceType: 'm5.large', minNodes: 1, maxNodes: 2 };
const letsEncrypt = { name: 'letsencrypt', email: 'operations@memorai.com' };
const arn = (service: string, region: string, resource: string): string =>
  `arn:aws:${service}:${region}:123456789012:${resource}`;

/** Functions under a domain so long that `api.` before it has so many characters. */
const longest = (characters: number): PlatformConfig =>
  serverless({ domain: `${'m'.repeat(characters - 'api..com'.length)}.com`, aws: { hostedZone } });

/** So many public hosts, with a certificate of Let's Encrypt. */
const manyHosts = (count: number): PlatformConfig => {
  const services = Array.from({ length: Math.ceil((count - 2) / 16) }, (_, index) => {
    const left = Math.min(16, count - 2 - index * 16);
    const hosts = Array.from({ length: left - 1 }, (_, host) => `s${index}-${host}.memorai.com`);
    return [`s${index}`, { port: 3010, expose: { hosts } }] as const;
  });
  return plain({
    domain: 'memorai.com',
    ingress: { controller: 'ingress-nginx', tls: { issuer: letsEncrypt } },
    services: Object.fromEntries(services),
  });
};

/** Names, certificates and what lies in another region. */
export const names: readonly Case[] = [
  {
    rule: 'aws-names',
    title: 'two hyphens in a row',
    config: production({ environment: 'production--eu' }),
    finds: [
      'environment: Aurora takes no name with two hyphens in a row, and this one would be memorai-production--eu; use one',
    ],
  },
  { rule: 'aws-names', title: 'one', config: production({ environment: 'production-eu' }), finds: [] },
  {
    rule: 'aws-names',
    title: 'two in the name of a service, of whose images AWS keeps a repository',
    config: production({ aws: { account: '123456789012' }, services: { 're--ports': {} } }),
    finds: [
      'services.re--ports.image.repository: ECR takes no repository with two of ".", "_" and "-" in a row, got memorai/re--ports; give the image another name, or the service',
    ],
  },
  {
    rule: 'aws-names',
    title: 'the same with another name for its image',
    config: production({
      aws: { account: '123456789012' },
      services: { 're--ports': { image: { repository: 'memorai/re-ports' } } },
    }),
    finds: [],
  },
  {
    rule: 'aws-names',
    title: 'two where AWS makes nothing of that name',
    config: plain({ environment: 'production--eu' }),
    finds: [],
  },
  {
    rule: 'alike-names',
    title: 'pools, services and repositories that differ in signs alone',
    config: production({
      aws: { account: '123456789012' },
      cluster: { nodePools: { 'ml-spare': spare, ml_spare: spare } },
      services: {
        'one-more': { image: { repository: 'team/one-more' }, port: 3010 },
        'one--more': { image: { repository: 'team-one/more' }, port: 3011 },
      },
    }),
    finds: [
      'cluster.nodePools.ml_spare: pools ml-spare and ml_spare differ in signs alone, and CloudFormation knows them by letters and digits: MlSpare; give one of them another name',
      'services.one-more: services one--more and one-more differ in signs alone, and CloudFormation knows them by letters and digits: OneMore; give one of them another name',
      'services.one-more.image.repository: repositories team-one/more and team/one-more differ in signs alone, and CloudFormation knows them by letters and digits: TeamOneMore; give one of them another name',
    ],
  },
  {
    rule: 'alike-names',
    title: 'a letter between them',
    config: production({
      aws: { account: '123456789012' },
      cluster: { nodePools: { 'ml-spare': spare, ml_sparer: spare } },
    }),
    finds: [],
  },
  {
    rule: 'alike-names',
    title: 'pools of a cluster that is not made here',
    config: production({
      aws: { eks: { kind: 'existing', name: 'shared' }, network: existingNetwork },
      cluster: { nodePools: { 'ml-spare': spare, ml_spare: spare } },
    }),
    finds: [],
  },
  {
    rule: 'endpoint-services',
    title: 'a service with two letters changed',
    config: production({ aws: { network: { kind: 'create', interfaceEndpoints: ['sts', 'secretmanagers'] } } }),
    finds: [
      'aws.network.interfaceEndpoints[1]: no service that we know has an endpoint com.amazonaws.us-east-1.secretmanagers; did you mean "secretsmanager"?',
    ],
  },
  {
    rule: 'endpoint-services',
    title: 'an interface of S3 in a network that is there',
    config: serverless({ aws: { network: { ...existingNetwork, interfaceEndpoints: ['s3'] } } }),
    finds: [],
  },
  {
    rule: 'endpoint-services',
    title: 'services as their endpoints are called',
    config: production({ aws: { network: { kind: 'create', interfaceEndpoints: ['ecr.api', 'secretsmanager'] } } }),
    finds: [],
  },
  {
    rule: 'certificate-names',
    title: "a domain that Let's Encrypt cannot ask",
    config: plain({
      domain: 'memorai.internal',
      ingress: { controller: 'ingress-nginx', tls: { issuer: letsEncrypt } },
    }),
    finds: [
      "domain: Let's Encrypt vouches for no .internal: api.memorai.internal never gets a certificate; use a registered domain, or a certificate of your own",
      "domain: Let's Encrypt vouches for no .internal: dashboard.memorai.internal never gets a certificate; use a registered domain, or a certificate of your own",
    ],
  },
  {
    rule: 'certificate-names',
    title: 'one host of a service',
    config: plain({
      ingress: { controller: 'gateway', tls: { issuer: letsEncrypt } },
      services: { api: { expose: { hosts: ['memorai'] } } },
    }),
    finds: [
      "services.api.expose.hosts: Let's Encrypt vouches for no name without a domain: memorai never gets a certificate; use a registered domain, or a certificate of your own",
    ],
  },
  {
    rule: 'certificate-names',
    title: 'the same domain with an issuer of its own',
    config: plain({
      domain: 'memorai.internal',
      ingress: { controller: 'ingress-nginx', tls: { issuer: 'own-authority' } },
    }),
    finds: [],
  },
  {
    rule: 'certificate-names',
    title: 'a host that is too long for ACM',
    config: longest(65),
    finds: [
      `domain: ACM issues certificates for at most 64 characters, api.${'m'.repeat(57)}.com has 65; use a shorter subdomain, or name aws.api.certificateArn`,
    ],
  },
  { rule: 'certificate-names', title: 'a host that is not', config: longest(64), finds: [] },
  {
    rule: 'certificate-names',
    title: 'one name more than a certificate has',
    config: manyHosts(101),
    finds: [
      "services: Let's Encrypt puts at most 100 names into one certificate, there are 101 public hosts; make fewer public, or name an issuer that takes them",
    ],
  },
  { rule: 'certificate-names', title: 'as many as it has', config: manyHosts(100), finds: [] },
  {
    rule: 'untrusted-certificate',
    title: "certificates of Let's Encrypt's staging environment",
    config: plain({
      ingress: { controller: 'ingress-nginx', tls: { issuer: { ...letsEncrypt, staging: true } } },
    }),
    finds: [
      "ingress.tls.issuer.staging: no client trusts certificates of Let's Encrypt's staging environment; leave it out",
    ],
  },
  {
    rule: 'untrusted-certificate',
    title: 'the same in Compose',
    config: compose({ compose: { proxy: { kind: 'caddy', staging: true } } }),
    finds: [
      "compose.proxy.staging: no client trusts certificates of Let's Encrypt's staging environment; leave it out",
    ],
  },
  {
    rule: 'untrusted-certificate',
    title: 'where nothing is protected',
    config: plain({
      ingress: { controller: 'ingress-nginx', tls: { issuer: { ...letsEncrypt, staging: true } } },
      protection: { level: 'none', reason: 'made by a test' },
    }),
    finds: [],
  },
  {
    rule: 'arn-owners',
    title: 'what belongs to another partition or account',
    config: production({
      ingress: {
        controller: 'alb',
        tls: { certificateArn: 'arn:aws:acm:us-east-1:210987654321:certificate/0a1b2c3d' },
        wafAclArn: 'arn:aws:wafv2:us-east-1:210987654321:regional/webacl/memorai/0a1b2c3d',
      },
      aws: {
        account: '123456789012',
        logKeyArn: 'arn:aws-us-gov:kms:us-east-1:123456789012:key/0a1b2c3d',
        eks: { kind: 'create', admins: ['arn:aws-cn:iam::123456789012:role/platform'] },
      },
    }),
    finds: [
      'aws.eks.admins[0]: must be of partition aws, as us-east-1 is, got aws-cn',
      'aws.logKeyArn: must be of partition aws, as us-east-1 is, got aws-us-gov',
      'ingress.tls.certificateArn: must be of account 123456789012, where it is used, got one of 210987654321',
      'ingress.wafAclArn: must be of account 123456789012, where it is used, got one of 210987654321',
    ],
  },
  {
    rule: 'arn-owners',
    title: 'the certificate of an API in another account',
    config: serverless({
      aws: {
        account: '123456789012',
        api: { certificateArn: 'arn:aws:acm:us-east-1:210987654321:certificate/0a1b2c3d' },
      },
    }),
    finds: ['aws.api.certificateArn: must be of account 123456789012, where it is used, got one of 210987654321'],
  },
  {
    rule: 'arn-owners',
    title: 'a role of a service in another partition',
    config: production({
      cluster: { identity: 'irsa' },
      services: { api: { identity: 'arn:aws-cn:iam::123456789012:role/memorai-api' } },
    }),
    finds: ['services.api.identity: must be of partition aws, as us-east-1 is, got aws-cn'],
  },
  {
    rule: 'arn-owners',
    title: 'a key of another account, which may lend it',
    config: production({
      aws: { account: '123456789012', logKeyArn: 'arn:aws:kms:us-east-1:210987654321:key/0a1b2c3d' },
    }),
    finds: [],
  },
  {
    rule: 'arn-regions',
    title: 'what lies in another region',
    config: production({
      ingress: {
        controller: 'alb',
        tls: { certificateArn: arn('acm', 'us-west-2', 'certificate/0a1b2c3d') },
        wafAclArn: arn('wafv2', 'eu-west-1', 'regional/webacl/memorai/0a1b2c3d'),
      },
      aws: { logKeyArn: arn('kms', 'us-east-2', 'key/0a1b2c3d') },
    }),
    finds: [
      'aws.logKeyArn: must be of us-east-1, where it is used, got one of us-east-2',
      'ingress.tls.certificateArn: must be of us-east-1, where it is used, got one of us-west-2',
      'ingress.wafAclArn: must be of us-east-1, where it is used, got one of eu-west-1',
    ],
  },
  {
    rule: 'arn-regions',
    title: 'what lies in this one',
    config: production({
      ingress: { controller: 'alb', tls: { certificateArn: arn('acm', 'us-east-1', 'certificate/0a1b2c3d') } },
    }),
    finds: [],
  },
  {
    rule: 'public-host',
    title: 'functions without a certificate of their own host',
    config: serverless(),
    finds: [
      'aws.hostedZone: api.memorai.com leads nowhere: the API is reached under the host that AWS gives it; name aws.hostedZone or aws.api.certificateArn for its own',
    ],
  },
  { rule: 'public-host', title: 'with the zone', config: serverless({ aws: { hostedZone } }), finds: [] },
  {
    rule: 'integration-quota',
    title: 'a wait that needs a higher quota',
    config: serverless({ aws: { api: { integrationTimeout: '29001ms' } } }),
    finds: [
      'aws.api.integrationTimeout: 29001ms is more than the 29000ms that an account has by default; have the quota "Maximum integration timeout in milliseconds" raised first, or hand long work to the queue',
    ],
  },
  {
    rule: 'integration-quota',
    title: 'the most without it',
    config: serverless({ aws: { api: { integrationTimeout: '29s' } } }),
    finds: [],
  },
  {
    rule: 'store-addresses',
    title: 'an address outside its own range',
    config: plain({ stores: { redis: { host: '10.2.0.7', cidr: '10.1.0.0/16' } } }),
    finds: [
      'stores.redis.cidr: must hold 10.2.0.7, which is stores.redis.host, got 10.1.0.0/16: nothing may connect to it',
    ],
  },
  {
    rule: 'store-addresses',
    title: 'the last address of its range',
    config: plain({ stores: { redis: { host: '10.1.255.255', cidr: '10.1.0.0/16' } } }),
    finds: [],
  },
];
