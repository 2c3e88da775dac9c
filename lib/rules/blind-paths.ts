import { applicationContract } from '../platform/contract';

/** What looks at the process alone, by the contract of the images. */
export const blindPaths: readonly string[] = [applicationContract.livePath, applicationContract.healthPath];
