// Names of the stores in AWS: a construct gives them, an alarm looks for them, and people ask for them.

/** Of the Aurora cluster and of the proxy before it. */
export const databaseName = (environment: string): string => `memorai-${environment}`;

/** Of the vault of its snapshots, in either region. */
export const vaultName = (environment: string): string => `memorai-${environment}`;

/** Of the replication group. */
export const cacheName = (environment: string): string => `memorai-${environment}`;
