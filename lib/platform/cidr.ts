import { parseRange } from '../config/ipv4';

/** Whether two IPv4 networks share an address: then the smaller one lies in the larger one. */
export function overlap(a: string, b: string): boolean {
  const [first, second] = [parseRange(a), parseRange(b)];
  const size = Math.max(first.size, second.size);
  return Math.floor(first.address / size) === Math.floor(second.address / size);
}
