import type { IngressTls, Platform } from '../../platform/types';
import { clusterWideMetadata, sharedMetadata } from '../metadata';
import { customObject, type KubernetesObject } from '../typed';

const apiVersion = 'cert-manager.io/v1';

/** Directories of Let's Encrypt; the staging one issues certificates that no browser trusts. */
const directories = {
  production: 'https://acme-v02.api.letsencrypt.org/directory',
  staging: 'https://acme-staging-v02.api.letsencrypt.org/directory',
};

/** How the authority's question gets to cert-manager's pod: by an Ingress of its own, or by an HTTPRoute at the Gateway. */
type Http01Solver =
  | { readonly ingress: { readonly ingressClassName: string } }
  | { readonly gatewayHTTPRoute: { readonly parentRefs: readonly object[] } };

interface ClusterIssuerSpec {
  readonly acme: {
    readonly server: string;
    readonly email: string;
    readonly privateKeySecretRef: { readonly name: string };
    readonly solvers: readonly { readonly http01: Http01Solver }[];
  };
}

interface CertificateSpec {
  readonly secretName: string;
  readonly dnsNames: readonly string[];
  readonly issuerRef: { readonly group: string; readonly kind: string; readonly name: string };
  readonly privateKey: { readonly algorithm: 'ECDSA'; readonly size: 256; readonly rotationPolicy: 'Always' };
}

/**
 * The certificate for all hosts, and its issuer unless one is already there (E85); nothing where the Secret is.
 * A Certificate of our own instead of the guide's annotation (L554): with the annotation each Ingress owns the
 * certificate of its Secret, and two Ingresses that share one Secret would fight over it.
 */
export function certificate(
  platform: Platform,
  { issuer, secretName }: IngressTls,
  hosts: readonly string[],
  solver: Http01Solver,
): readonly KubernetesObject[] {
  if (issuer === undefined) return [];
  const object = customObject<CertificateSpec>(
    apiVersion,
    'Certificate',
    sharedMetadata(platform, 'ingress', secretName),
    {
      secretName,
      dnsNames: hosts,
      issuerRef: { group: 'cert-manager.io', kind: 'ClusterIssuer', name: issuer.name },
      privateKey: { algorithm: 'ECDSA', size: 256, rotationPolicy: 'Always' },
    },
  );
  if (issuer.kind === 'existing') {
    return [object];
  }
  return [
    customObject<ClusterIssuerSpec>(apiVersion, 'ClusterIssuer', clusterWideMetadata('ingress', issuer.name), {
      acme: {
        server: issuer.staging ? directories.staging : directories.production,
        email: issuer.email,
        privateKeySecretRef: { name: `${issuer.name}-account-key` },
        solvers: [{ http01: solver }],
      },
    }),
    object,
  ];
}
