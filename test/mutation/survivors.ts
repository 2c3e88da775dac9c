import type { Kind, Trial } from './trials';

/** Values that nobody finds, or that change nothing, and why that is right. */
export interface Survivor {
  readonly kind: Kind;
  /** Of the name of the place. */
  readonly place: RegExp;
  readonly reason: string;
}

export const survivors: readonly Survivor[] = [];

export const explains = ({ kind, place }: Survivor, trial: Trial): boolean =>
  kind === trial.kind && place.test(trial.leaf);
