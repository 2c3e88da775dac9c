/** Regions of AWS, but for those of its secret partitions; held against CDK's own table by a test. */
export const awsRegions = [
  'af-south-1',
  'ap-east-1',
  'ap-east-2',
  'ap-northeast-1',
  'ap-northeast-2',
  'ap-northeast-3',
  'ap-south-1',
  'ap-south-2',
  'ap-southeast-1',
  'ap-southeast-2',
  'ap-southeast-3',
  'ap-southeast-4',
  'ap-southeast-5',
  'ap-southeast-6',
  'ap-southeast-7',
  'ca-central-1',
  'ca-west-1',
  'cn-north-1',
  'cn-northwest-1',
  'eu-central-1',
  'eu-central-2',
  'eu-north-1',
  'eu-south-1',
  'eu-south-2',
  'eu-west-1',
  'eu-west-2',
  'eu-west-3',
  'eusc-de-east-1',
  'il-central-1',
  'me-central-1',
  'me-south-1',
  'me-west-1',
  'mx-central-1',
  'sa-east-1',
  'us-east-1',
  'us-east-2',
  'us-gov-east-1',
  'us-gov-west-1',
  'us-west-1',
  'us-west-2',
] as const;

/** The part of AWS that a region is in, as ARNs name it: each has its own accounts (AWS, 'AWS partitions'). */
export function partitionOf(region: string): string {
  const [, start] = /^(cn|us-gov|eusc)-/.exec(region) ?? [];
  return start === undefined ? 'aws' : `aws-${start}`;
}

/**
 * Where CloudWatch has the numbers of Route 53, whoever asks for them (Route 53 developer guide, 'Monitoring health checks
 * using CloudWatch'); undefined in the partitions of which that page says nothing.
 */
export const healthRegion = (region: string): string | undefined =>
  partitionOf(region) === 'aws' ? 'us-east-1' : undefined;

/** What names of AWS's own hosts end with in a partition. */
const domains: Readonly<Record<string, string>> = { 'aws-cn': 'amazonaws.com.cn', 'aws-eusc': 'amazonaws.eu' };

export const awsDomain = (region: string): string => domains[partitionOf(region)] ?? 'amazonaws.com';

/**
 * Where new accounts have other zones than a, b and c; in us-west-1 two that nobody knows before (AWS documentation,
 * 'AWS Availability Zones'; giantswarm/gsctl 0.5.1: there is no cn-north-1c).
 */
const otherZones: Readonly<Record<string, string>> = {
  'ap-northeast-1': 'acd',
  'ca-central-1': 'abd',
  'cn-north-1': 'abd',
  'us-west-1': '',
};

/** Three zones of a region: their names, as a new account sees them; none where they differ by account. */
export function zonesOf(region: string): readonly string[] {
  return [...(otherZones[region] ?? 'abc')].map((letter) => `${region}${letter}`);
}
