/** What is in support, as data with its source. Past support is a warning, never an error: CI must not go red by calendar. */

/** Last day of upstream support of a Kubernetes minor (kubernetes.io/releases, read 2026-11). */
export const kubernetesEndOfLife: Readonly<Record<string, string>> = {
  '1.27': '2024-06-28',
  '1.28': '2024-10-28',
  '1.29': '2025-02-28',
  '1.30': '2025-06-28',
  '1.31': '2025-10-28',
  '1.32': '2026-02-28',
  '1.33': '2026-06-28',
  '1.34': '2026-10-27',
  '1.35': '2027-02-28',
  '1.36': '2027-06-28',
  '1.37': '2027-10-28',
};

/** The oldest minor in upstream support when this version of the library was released. */
export const oldestSupportedKubernetes = '1.35';
/** The kinds and fields that we emit exist from here on (cdk8s-plus-27). */
export const oldestKubernetes = '1.27';
/** What a cluster runs unless the config says otherwise. */
export const defaultKubernetes = '1.36';

/** Versions that EKS makes clusters of, in standard and in extended support (AWS documentation, read 2026-11). */
export const eksVersions = ['1.32', '1.33', '1.34', '1.35', '1.36', '1.37'] as const;

/** Aurora PostgreSQL versions of major 15 that RDS still creates (aws-cdk-lib 2.276, AuroraPostgresEngineVersion; E16). */
export const auroraVersions = ['15.8', '15.10', '15.12', '15.13', '15.14', '15.15', '15.17'] as const;
export const defaultAuroraVersion = '15.17';
