import type { Platform } from '../platform/types';
import type { Problem, Rule } from './types';

/** Names of no registry, for which no public authority vouches (RFC 6761, 6762, 8375; ICANN of .internal, 2024). */
const unregistered = [
  'corp',
  'example',
  'home',
  'home.arpa',
  'internal',
  'invalid',
  'lan',
  'local',
  'localhost',
  'test',
];
/** Names that Let's Encrypt puts into one certificate (letsencrypt.org, 'Rate Limits'). */
const MOST_NAMES = 100;
/** ACM takes the host as common name, which has at most 64 characters (ACM, RequestCertificate; RFC 5280). */
const LONGEST_COMMON_NAME = 64;

/** An authority that refuses one name gives no certificate, and without it every public host is down. */
export const certificateNames: Rule = {
  id: 'certificate-names',
  severity: 'error',
  protects: 'every public host from waiting for a certificate that is never issued',
  source: "E85, E135; guide L554-564; letsencrypt.org, 'Rate Limits'; AWS, RequestCertificate",
  reads: ['domain', 'services.*.expose.hosts', 'services.*.expose.subdomain', 'ingress.tls.issuer', 'aws.hostedZone'],
  wayOut: 'use names below a domain that is registered, or an issuer or a certificate of your own',
  check: (platform) => {
    const hosts = namedBy(platform);
    return [
      ...hosts.flatMap(({ path, host, authority }) => {
        const suffix = unregistered.find((name) => host === name || host.endsWith(`.${name}`));
        return suffix === undefined && host.includes('.')
          ? []
          : [
              {
                path,
                message: `${authority} vouches for no ${suffix === undefined ? 'name without a domain' : `.${suffix}`}: ${host} never gets a certificate; use a registered domain, or a certificate of your own`,
              },
            ];
      }),
      ...lengths(platform, hosts),
    ];
  },
};

interface Named {
  readonly path: string;
  readonly host: string;
  readonly authority: string;
}

/** Public hosts whose certificate a public authority issues for us. */
function namedBy({ ingress, aws, services, domain }: Platform): Named[] {
  const byAcme = ingress !== undefined && 'tls' in ingress && ingress.tls?.issuer?.kind === 'letsEncrypt';
  const byAcm = aws?.api?.certificate?.kind === 'issued';
  if (!byAcme && !byAcm) return [];
  return Object.values(services).flatMap(({ name, exposure }) =>
    (exposure?.hosts ?? []).map((host) => ({
      path: host.endsWith(`.${domain}`) && host === exposure?.host ? 'domain' : `services.${name}.expose.hosts`,
      host,
      authority: byAcme ? "Let's Encrypt" : 'ACM',
    })),
  );
}

function lengths({ ingress, aws }: Platform, hosts: readonly Named[]): Problem[] {
  if (aws?.api?.certificate?.kind === 'issued') {
    return hosts
      .filter(({ host }) => host.length > LONGEST_COMMON_NAME)
      .map(({ path, host }) => ({
        path,
        message: `ACM issues certificates for at most ${LONGEST_COMMON_NAME} characters, ${host} has ${host.length}; use a shorter subdomain, or name aws.api.certificateArn`,
        value: `${host.length}`,
        limit: `${LONGEST_COMMON_NAME}`,
      }));
  }
  return ingress !== undefined && hosts.length > MOST_NAMES
    ? [
        {
          path: 'services',
          message: `Let's Encrypt puts at most ${MOST_NAMES} names into one certificate, there are ${hosts.length} public hosts; make fewer public, or name an issuer that takes them`,
          value: `${hosts.length}`,
          limit: `${MOST_NAMES}`,
        },
      ]
    : [];
}
