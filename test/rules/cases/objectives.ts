import type { PlatformConfig } from '../../../lib/config/schema/index';
import { compose, contained, production, serverless } from '../../support/configs';
import type { Case } from './case';

const hostedZone = { id: 'Z0123456789ABCDEFGHIJ', name: 'memorai.com' };

/** A host of the api that fails over, with what is given over it. */
const failover = (
  hosts: readonly string[],
  changes: Parameters<typeof production>[0] = {},
  host = 'go.memorai.com',
): PlatformConfig =>
  production({
    ...changes,
    services: { api: { expose: { hosts: [...hosts] } } },
    aws: {
      hostedZone,
      dns: { failover: { [host]: { primary: 'east.memorai.com', secondary: 'west.memorai.com' } } },
    },
  });

/** The same of functions: the host of the API itself. */
const functionsFailOver = (hosts: readonly string[]): PlatformConfig =>
  serverless({
    services: { api: { expose: { hosts: [...hosts] } } },
    aws: {
      hostedZone,
      dns: { failover: { 'api.memorai.com': { primary: 'east.memorai.com', secondary: 'west.memorai.com' } } },
    },
  });

/** What is promised for the day on which something is lost. */
export const objectives: readonly Case[] = [
  {
    rule: 'recovery-point',
    title: 'daily backups for an objective of just less than a day',
    config: { ...contained({ qdrant: { provider: 'cluster' } }), backup: { recoveryPoint: '86399s' } },
    finds: [
      'backup.schedule: backups start every 1d at the longest ("0 2 * * *"), so that qdrant may lose more than backup.recoveryPoint (86399s); let them start more often, or raise it',
    ],
  },
  {
    rule: 'recovery-point',
    title: 'daily backups for an objective of a day',
    config: { ...contained({ qdrant: { provider: 'cluster' } }), backup: { recoveryPoint: '1d' } },
    finds: [],
  },
  {
    rule: 'recovery-point',
    title: 'working days only: the weekend is the longest gap',
    config: production({
      aws: { recovery: { kind: 'backupOnly', region: 'us-west-2' } },
      backup: { schedule: '0 2,14 * * MON-FRI', recoveryPoint: '1d' },
    }),
    finds: [
      'backup.schedule: backups start every 60h at the longest ("0 2,14 * * MON-FRI"), so that the database in us-west-2 may lose more than backup.recoveryPoint (1d); let them start more often, or raise it',
    ],
  },
  {
    rule: 'recovery-point',
    title: 'a database that follows needs no schedule',
    config: production({
      aws: { recovery: { kind: 'globalCluster', region: 'us-west-2' } },
      backup: { recoveryPoint: '5m' },
    }),
    finds: [],
  },
  {
    rule: 'recovery-point',
    title: 'less than Aurora can restore to',
    config: production({ backup: { recoveryPoint: '299s' } }),
    finds: ['backup.recoveryPoint: Aurora restores to within 5m, got 299s: no backup keeps that promise; raise it'],
  },
  {
    rule: 'recovery-time',
    title: 'a second less than DNS takes',
    config: failover(['go.memorai.com', 'east.memorai.com'], { backup: { recoveryTime: '149s' } }),
    finds: [
      'backup.recoveryTime: a failover of DNS takes 3 checks × 30s + 60s until resolvers forget = 150s, got 149s; raise it',
    ],
  },
  {
    rule: 'recovery-time',
    title: 'as long as DNS takes',
    config: failover(['go.memorai.com', 'east.memorai.com'], { backup: { recoveryTime: '150s' } }),
    finds: [],
  },
  {
    rule: 'recovery-time',
    title: 'records that are kept for longer',
    config: production({
      aws: { recovery: { kind: 'backupOnly', region: 'us-west-2' } },
      ingress: { controller: 'ingress-nginx', externalDns: { ttl: '301s' } },
      backup: { recoveryTime: '5m' },
    }),
    finds: [
      'ingress.externalDns.ttl: resolvers keep the old address for 301s, longer than backup.recoveryTime (5m); lower it',
    ],
  },
  {
    rule: 'recovery-time',
    title: 'records that are kept for as long',
    config: production({
      aws: { recovery: { kind: 'backupOnly', region: 'us-west-2' } },
      ingress: { controller: 'ingress-nginx', externalDns: { ttl: '5m' } },
      backup: { recoveryTime: '5m' },
    }),
    finds: [],
  },
  {
    rule: 'recovery-time',
    title: 'a promise with one place only',
    config: production({ backup: { recoveryTime: '4h' } }),
    finds: [
      'backup.recoveryTime: there is no other place to lead the hosts to within 4h: neither aws.recovery makes one nor aws.dns.failover knows one; add one of them, or take the promise back',
    ],
  },
  {
    rule: 'recovery-time',
    title: 'a second region',
    config: production({
      backup: { recoveryTime: '4h' },
      aws: { recovery: { kind: 'backupOnly', region: 'us-west-2' } },
    }),
    finds: [],
  },
  {
    rule: 'failover-hosts',
    title: 'a host that no service has, and a primary that none has either',
    config: failover([]),
    finds: [
      'aws.dns.failover["go.memorai.com"]: no service of this environment is public under go.memorai.com: it has no route and no certificate there; name it under expose.hosts of the service',
      'aws.dns.failover["go.memorai.com"]: no service of this environment is public under east.memorai.com: it has no route and no certificate there; name it under expose.hosts of the service',
    ],
  },
  {
    rule: 'failover-hosts',
    title: 'both are served',
    config: failover(['go.memorai.com', 'east.memorai.com'], {
      ingress: { controller: 'ingress-nginx', externalDns: false },
    }),
    finds: [],
  },
  {
    rule: 'failover-hosts',
    title: 'the API of functions fails over, to a primary that it does not serve',
    config: functionsFailOver([]),
    finds: [
      'aws.dns.failover["api.memorai.com"]: no service of this environment is public under east.memorai.com: it has no route and no certificate there; name it under expose.hosts of the service',
    ],
  },
  {
    rule: 'failover-hosts',
    title: 'the API of functions serves both',
    config: functionsFailOver(['east.memorai.com']),
    finds: [],
  },
  {
    rule: 'failover-records',
    title: 'a record that external-dns would make too',
    config: failover(['go.memorai.com', 'east.memorai.com']),
    finds: [
      'aws.dns.failover["go.memorai.com"]: external-dns makes a record of go.memorai.com too, and the second of both is refused; set ingress.externalDns: false and make the other records yourself, or let go.memorai.com not fail over',
    ],
  },
  {
    rule: 'failover-records',
    title: 'a public host fails over, and external-dns leaves the records alone',
    config: failover(['go.memorai.com', 'east.memorai.com'], {
      ingress: { controller: 'ingress-nginx', externalDns: false },
    }),
    finds: [],
  },
  {
    rule: 'failover-records',
    title: 'external-dns makes the record that the host leads to, and Route 53 that of the host',
    config: failover(['east.memorai.com']),
    finds: [],
  },
  {
    rule: 'health-path',
    title: 'a check of a path that is not public',
    config: production({ aws: { hostedZone }, services: { api: { expose: { paths: ['/v1', '/healthy'] } } } }),
    finds: [
      'services.api.expose.paths: Route 53 asks https://api.memorai.com/health, and only /healthy, /v1 of it is public: the check never succeeds; add /health, or set aws.dns.healthChecks: false',
    ],
  },
  {
    rule: 'health-path',
    title: 'that path beside the others',
    config: production({ aws: { hostedZone }, services: { api: { expose: { paths: ['/v1', '/health'] } } } }),
    finds: [],
  },
  {
    rule: 'health-path',
    title: 'no checks',
    config: production({
      aws: { hostedZone, dns: { healthChecks: false } },
      services: { api: { expose: { paths: ['/v1'] } } },
    }),
    finds: [],
  },
  {
    rule: 'plain-http',
    title: 'ports without TLS on every address',
    config: compose({ compose: { bind: '0.0.0.0' } }),
    finds: [
      'compose.bind: api, dashboard answer HTTP without TLS on 0.0.0.0; set compose.proxy, or bind to 127.0.0.1 behind a proxy of your own',
    ],
  },
  { rule: 'plain-http', title: 'this machine alone', config: compose({ compose: { bind: '127.0.0.1' } }), finds: [] },
  {
    rule: 'plain-http',
    title: 'a proxy in front, and no port beside it',
    config: compose({ compose: { bind: '0.0.0.0', proxy: { kind: 'caddy' } } }),
    finds: [],
  },
  {
    rule: 'backup-absent',
    title: 'Compose without dumps',
    config: compose(),
    finds: ['compose.backups: nothing backs up the database, and its volume is the only copy; add compose.backups: {}'],
  },
  { rule: 'backup-absent', title: 'Compose with dumps', config: compose({ compose: { backups: {} } }), finds: [] },
  {
    rule: 'backup-absent',
    title: 'data that may be lost',
    config: compose({ protection: { level: 'none', reason: 'made by a test' } }),
    finds: [],
  },
];
