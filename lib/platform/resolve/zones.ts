import { parseRange } from '../../config/ipv4';
import { nearest } from '../../config/nearest';
import { awsRegions, partitionOf, zonesOf } from '../aws-regions';
import { noAddresses, overlap } from '../cidr';
import { type Context, derivedFrom } from './context';

export function checkRegion(context: Context, path: string, region: string): void {
  if (awsRegions.some((known) => known === region)) return;
  context.fail(path, 'value', `"${region}" is no region of AWS${nearest(region, awsRegions)}`);
}

/** Nothing is copied from one partition to another: they have not even accounts in common. */
export function checkPartition(context: Context, path: string, region: string, first: string): void {
  const [own, other] = [partitionOf(region), partitionOf(first)];
  if (own === other) return;
  context.fail(path, 'conflict', `must be a region of ${other}, as ${first} is: nothing goes over from ${own}`);
}

/** Each a zone of its region. */
export function checkZones(context: Context, path: string, region: string, zones: readonly string[]): void {
  for (const [index, zone] of zones.entries()) {
    if (zone.slice(0, -1) === region) continue;
    context.fail(`${path}[${index}]`, 'conflict', `must be a zone of ${region}, got "${zone}"`);
  }
}

/** The zones of a network that we make; those of the region where nobody says. */
export function pickZones(
  context: Context,
  path: string,
  written: readonly string[] | undefined,
  [regionPath, region]: readonly [path: string, region: string],
): readonly string[] {
  const zones = context.pick(path, written, zonesOf(region), derivedFrom(regionPath));
  if (zones.length === 0) {
    context.fail(path, 'missing', `is required in ${region}, whose two zones have other names in each account`);
  }
  checkZones(context, path, region, zones);
  return zones;
}

/** Of a network that we make: three subnets a zone, each a sixteenth of it, of which AWS takes none below /28. */
export function checkRange(context: Context, path: string, cidr: string): void {
  checkAddresses(context, path, cidr);
  const { prefix } = parseRange(cidr);
  if (prefix >= 16 && prefix <= 22) return;
  context.fail(path, 'value', `must be between /16 and /22, so that nine subnets fit; got /${prefix}`);
}

/** Of a network that is there. */
export function checkExistingRange(context: Context, path: string, cidr: string): void {
  checkAddresses(context, path, cidr);
  const { prefix } = parseRange(cidr);
  if (prefix >= 16 && prefix <= 28) return;
  context.fail(path, 'value', `must be between /16 and /28, as every range of a VPC is; got /${prefix}`);
}

function checkAddresses(context: Context, path: string, cidr: string): void {
  const reserved = noAddresses.find((range) => overlap(range, cidr));
  if (reserved === undefined) return;
  context.fail(path, 'value', `must be apart from ${reserved}, which holds addresses of no machine; got ${cidr}`);
}

export function checkGateways(context: Context, path: string, count: number, zones: readonly string[]): void {
  if (count <= zones.length) return;
  context.fail(path, 'conflict', `must be at most one a zone (${zones.length}), got ${count}`);
}
