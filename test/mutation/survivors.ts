import type { Kind, Trial } from './trials';

/** Values that nobody finds, or that change nothing, and why that is right. */
export interface Survivor {
  readonly kind: Kind;
  /** Of the name of the place. */
  readonly place: RegExp;
  readonly reason: string;
}

const freeText = 'any text, of any length that a file holds: the program that gets it is its only judge';

export const survivors: readonly Survivor[] = [
  { kind: 'far', place: /(\.command|\.args|\.preStopCommand)\[0\]$/, reason: freeText },
  { kind: 'far', place: /\.annotations\.\*$/, reason: freeText },
  { kind: 'far', place: /(initContainers|sidecars)\[0\]\.env\.\*$/, reason: freeText },
  { kind: 'far', place: /^exceptions\[0\]\.path$/, reason: 'one that excepts nothing is a finding, but no error' },
];

export const explains = ({ kind, place }: Survivor, trial: Trial): boolean =>
  kind === trial.kind && place.test(trial.leaf);
