import type { Service } from '../platform/types';

/** Labels that name a service, and the expression that the value of each matches. */
export const namedBy = {
  job: ({ fullName }: Service) => fullName,
  deployment: ({ fullName }: Service) => fullName,
  horizontalpodautoscaler: ({ hpaName }: Service) => hpaName,
  /** A Deployment calls its pods by its own name, that of the release, and five characters. */
  pod: ({ fullName }: Service) => `${fullName}-[a-z0-9]+-[a-z0-9]{5}`,
} as const;

export type ServiceLabel = keyof typeof namedBy;
