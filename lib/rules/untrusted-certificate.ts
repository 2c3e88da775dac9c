import type { Platform } from '../platform/types';
import type { Rule } from './types';

/** The test directory of Let's Encrypt has a root that no browser and no Node knows. */
export const untrustedCertificate: Rule = {
  id: 'untrusted-certificate',
  severity: 'warning',
  protects: 'callers from being warned away, or refused by their own client, at every public host',
  source: "E85; letsencrypt.org, 'Staging Environment'",
  reads: ['ingress.tls.issuer.staging', 'compose.proxy.staging', 'protection.level'],
  wayOut: 'leave staging out once a certificate has been issued',
  check: (platform) =>
    platform.protection.level === 'none'
      ? []
      : stagingAt(platform).map((path) => ({
          path,
          message: "no client trusts certificates of Let's Encrypt's staging environment; leave it out",
        })),
};

function stagingAt({ ingress, compose }: Platform): string[] {
  const issuer = ingress !== undefined && 'tls' in ingress ? ingress.tls?.issuer : undefined;
  return [
    ...(issuer?.kind === 'letsEncrypt' && issuer.staging ? ['ingress.tls.issuer.staging'] : []),
    ...(compose?.proxy?.staging === true ? ['compose.proxy.staging'] : []),
  ];
}
