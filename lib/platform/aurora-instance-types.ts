/**
 * Machine types on which Aurora PostgreSQL 15 runs, by family (AWS, 'Supported DB engines for DB instance classes').
 * Others are machine types of EC2 or of plain RDS, which Aurora refuses when the first instance is made.
 */
const sizes: Readonly<Record<string, readonly string[]>> = {
  t3: ['medium', 'large'],
  t4g: ['medium', 'large'],
  r5: ['large', 'xlarge', '2xlarge', '4xlarge', '8xlarge', '12xlarge', '16xlarge', '24xlarge'],
  r6g: ['large', 'xlarge', '2xlarge', '4xlarge', '8xlarge', '12xlarge', '16xlarge'],
  r6gd: ['xlarge', '2xlarge', '4xlarge', '8xlarge', '12xlarge', '16xlarge'],
  r6i: ['large', 'xlarge', '2xlarge', '4xlarge', '8xlarge', '12xlarge', '16xlarge', '24xlarge', '32xlarge'],
  r6id: ['24xlarge', '32xlarge'],
  r7g: ['large', 'xlarge', '2xlarge', '4xlarge', '8xlarge', '12xlarge', '16xlarge'],
  r7i: ['large', 'xlarge', '2xlarge', '4xlarge', '8xlarge', '12xlarge', '16xlarge', '24xlarge', '48xlarge'],
  r8a: ['large', 'xlarge', '2xlarge', '4xlarge', '8xlarge', '12xlarge', '16xlarge', '24xlarge', '48xlarge'],
  r8g: ['large', 'xlarge', '2xlarge', '4xlarge', '8xlarge', '12xlarge', '16xlarge', '24xlarge', '48xlarge'],
  r8gd: ['xlarge', '2xlarge', '4xlarge', '8xlarge', '12xlarge', '16xlarge', '24xlarge', '48xlarge'],
  x2g: ['large', 'xlarge', '2xlarge', '4xlarge', '8xlarge', '12xlarge', '16xlarge'],
};

/** Families that lend out their processor by credits: not for a database that has to be there. */
const burstable = ['t3', 't4g'];

/** The families, for a message. */
export const auroraFamilies: readonly string[] = Object.keys(sizes);

/** GiB of an xlarge; families of r have 32. */
const xlargeGiB: Readonly<Record<string, number>> = { t3: 16, t4g: 16, x2g: 64 };

/** Memory of a machine on which Aurora runs (AWS, 'Hardware specifications for DB instance classes'); else undefined. */
export function auroraMemoryMiB(instanceType: string): number | undefined {
  if (!runsAurora(instanceType)) return undefined;
  const [family = '', size = ''] = instanceType.split('.');
  const xlarges = { medium: 0.25, large: 0.5, xlarge: 1 }[size] ?? Number.parseInt(size, 10);
  return xlarges * (xlargeGiB[family] ?? 32) * 1024;
}

export function runsAurora(instanceType: string): boolean {
  const [family = '', size = ''] = instanceType.split('.');
  return sizes[family]?.includes(size) ?? false;
}

export const isBurstable = (instanceType: string): boolean => burstable.includes(instanceType.split('.')[0] ?? '');
