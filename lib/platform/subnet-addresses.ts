import { parseRange } from '../config/ipv4';

/** AWS keeps five addresses of every subnet (AWS documentation, 'Subnet CIDR blocks'). */
const RESERVED = 5;

/** What machines may have of one subnet: each is a sixteenth of a network that we make. */
export const addressesPerSubnet = (cidr: string): number => parseRange(cidr).size / 16 - RESERVED;
