import type { Service } from './types';

/** Name of the claim that a volume of a service makes. */
export const claimName = ({ fullName }: Pick<Service, 'fullName'>, volume: string): string => `${fullName}-${volume}`;
