import { parseRange } from '../config/ipv4';

/** Whether two IPv4 networks share an address: then the smaller one lies in the larger one. */
export function overlap(a: string, b: string): boolean {
  const [first, second] = [parseRange(a), parseRange(b)];
  const size = Math.max(first.size, second.size);
  return Math.floor(first.address / size) === Math.floor(second.address / size);
}

export const isWithin = (inner: string, outer: string): boolean =>
  parseRange(inner).prefix >= parseRange(outer).prefix && overlap(inner, outer);

/** Addresses that mean something in one network alone: private (RFC 1918), shared (RFC 6598) and link-local ones (RFC 3927). */
export const privateRanges: readonly string[] = [
  '10.0.0.0/8',
  '100.64.0.0/10',
  '169.254.0.0/16',
  '172.16.0.0/12',
  '192.168.0.0/16',
];

/** What no machine has as its address: this network, loopback, link-local, multicast and reserved ones (RFC 6890). */
export const noAddresses: readonly string[] = [
  '0.0.0.0/8',
  '127.0.0.0/8',
  '169.254.0.0/16',
  '224.0.0.0/4',
  '240.0.0.0/4',
];
