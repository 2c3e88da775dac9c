import type { Platform } from '../../../lib/platform/index';
import { effectTrial } from './effect';
import { explains, survivors } from './survivors';
import { trialsOf } from './trials';

/** The two tests of a deployment; a file each, as every place is rendered. */
export function testEffect(deployment: Platform['deployment']): void {
  const { trials, isFull } = trialsOf(effectTrial(deployment));
  const rows = survivors.filter(({ kind }) => kind === deployment);
  const survived = trials.filter(({ found }) => found === undefined);
  const told = trials.filter(({ found }) => found === 'refused' || found === 'findings');
  const inFiles = trials.length - survived.length - told.length;

  test(`${deployment}: of ${trials.length} places ${inFiles} change a file, and ${told.length} are told what they do`, () => {
    const unexplained = survived.filter((trial) => !rows.some((row) => explains(row, trial)));
    expect(unexplained.map(({ leaf, value }) => `${leaf} = ${JSON.stringify(value)?.slice(0, 200)}`)).toEqual([]);
    expect(trials.length).toBeGreaterThan(isFull ? 800 : 5);
  });

  test('every survivor that is explained is one', () => {
    const idle = isFull ? rows.filter((row) => !survived.some((trial) => explains(row, trial))) : [];
    expect(idle).toEqual([]);
  });
}
