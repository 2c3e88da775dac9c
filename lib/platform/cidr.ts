/** Whether two IPv4 networks share an address: then the smaller one lies in the larger one. */
export function overlap(a: string, b: string): boolean {
  const [first, second] = [parse(a), parse(b)];
  const size = 2 ** (32 - Math.min(first.prefix, second.prefix));
  return Math.floor(first.address / size) === Math.floor(second.address / size);
}

function parse(cidr: string): { readonly address: number; readonly prefix: number } {
  const [address = '', prefix = '32'] = cidr.split('/');
  return { address: address.split('.').reduce((sum, part) => sum * 256 + Number(part), 0), prefix: Number(prefix) };
}
