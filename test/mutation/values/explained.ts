import { explains, type Survivor } from './survivors';
import type { Trial } from './trials';

/** Survivors that no row gives a reason for, each as a line to read. */
export const unexplained = (survived: readonly Trial[], rows: readonly Survivor[]): readonly string[] =>
  survived
    .filter((trial) => !rows.some((row) => explains(row, trial)))
    .map(({ leaf, value }) => `${leaf} = ${JSON.stringify(value)?.slice(0, 200)}`);

/** Rows that give a reason for nothing. */
export const idle = (survived: readonly Trial[], rows: readonly Survivor[]): readonly Survivor[] =>
  rows.filter((row) => !survived.some((trial) => explains(row, trial)));
