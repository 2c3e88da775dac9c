import { idle, unexplained } from './explained';
import { survivors } from './survivors';
import { insideTrial, trialsOf } from './trials';

const { trials, isFull } = trialsOf(insideTrial);
const rows = survivors.filter(({ kind }) => kind === 'inside');
const survived = trials.filter(({ found }) => found === undefined);
const inFindings = trials.filter(({ found }) => found === 'findings');
const inFiles = trials.length - survived.length - inFindings.length;

test(`another legal value changes a file in ${inFiles} of ${trials.length} places, in ${inFindings.length} what the rules find`, () => {
  expect(unexplained(survived, rows)).toEqual([]);
  expect(trials.length).toBeGreaterThan(isFull ? 800 : 5);
});

test('every survivor that is explained is one', () => {
  expect(isFull ? idle(survived, rows) : []).toEqual([]);
});
