import type { Platform } from '../../../lib/platform/index';
import { effectTrial } from './effect';
import { idle, unexplained } from './explained';
import { survivors } from './survivors';
import { trialsOf } from './trials';

/** The two tests of a deployment; a file each, as every place is rendered. */
export function testEffect(deployment: Platform['deployment']): void {
  const { trials, isFull } = trialsOf(effectTrial(deployment));
  const rows = survivors.filter(({ kind }) => kind === deployment);
  const survived = trials.filter(({ found }) => found === undefined);
  const told = trials.filter(({ found }) => found === 'refused' || found === 'findings');
  const inFiles = trials.length - survived.length - told.length;

  test(`${deployment}: of ${trials.length} places ${inFiles} change a file, and ${told.length} are told what they do`, () => {
    expect(unexplained(survived, rows)).toEqual([]);
    expect(trials.length).toBeGreaterThan(isFull ? 800 : 5);
  });

  test('every survivor that is explained is one', () => {
    expect(isFull ? idle(survived, rows) : []).toEqual([]);
  });
}
