import { parseRange, showAddress, startOf } from '../config/ipv4';

/**
 * The `index`-th of the 16 equal parts of an IPv4 network: `10.0.0.0/16`, 1 → `10.0.16.0/20`.
 * Throws for what is not a network of /16 to /24 (AWS takes subnets down to /28), and for an index past 15.
 */
export function sixteenth(cidr: string, index: number): string {
  const match = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})\/(\d{1,2})$/.exec(cidr);
  const [, ...parts] = (match ?? []).map(Number);
  const [a = 256, b = 256, c = 256, d = 256, prefix = 0] = parts;
  if (Math.max(a, b, c, d) > 255 || prefix < 16 || prefix > 24) {
    throw new Error(`network must be an IPv4 CIDR from /16 to /24, got ${cidr}`);
  }
  if (!Number.isInteger(index) || index < 0 || index > 15) {
    throw new Error(`part of a network must be from 0 to 15, got ${index}`);
  }
  if (startOf(cidr) !== cidr) {
    throw new Error(`network must start at its first address, got ${cidr}`);
  }
  const { address, size } = parseRange(cidr);
  return `${showAddress(address + (index * size) / 16)}/${prefix + 4}`;
}
