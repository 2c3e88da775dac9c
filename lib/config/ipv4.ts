/** An IPv4 range in numbers. */
export interface Ipv4Range {
  readonly address: number;
  readonly prefix: number;
  /** How many addresses it has. */
  readonly size: number;
}

/** Of `10.0.0.0/16`; of an address alone it is the one. */
export function parseRange(range: string): Ipv4Range {
  const [address = '', prefix = '32'] = range.split('/');
  return {
    address: address.split('.').reduce((sum, part) => sum * 256 + Number(part), 0),
    prefix: Number(prefix),
    size: 2 ** (32 - Number(prefix)),
  };
}

/** `10.0.5.0/16` → `10.0.0.0/16`. */
export function startOf(range: string): string {
  const { address, prefix, size } = parseRange(range);
  return `${showAddress(address - (address % size))}/${prefix}`;
}

export const showAddress = (address: number): string =>
  [24, 16, 8, 0].map((shift) => Math.floor(address / 2 ** shift) % 256).join('.');
