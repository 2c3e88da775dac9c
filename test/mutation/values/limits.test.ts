import { idle, unexplained } from './explained';
import { survivors } from './survivors';
import { type Kind, limitTrials, trialsOf } from './trials';

const { trials, isFull } = trialsOf(limitTrials);
const kinds: readonly (readonly [Kind, string])[] = [
  ['far', 'far beyond a limit: found'],
  ['step', 'one step beyond a limit: found'],
  ['at', 'on a limit: allowed by the schema'],
];

describe.each(kinds)('%s', (kind, what) => {
  const tried = trials.filter((trial) => trial.kind === kind);
  const survived = tried.filter(({ found }) => found === undefined);
  const rows = survivors.filter((row) => row.kind === kind);

  test(`${what}: ${tried.length - survived.length} of ${tried.length}`, () => {
    expect(unexplained(survived, rows)).toEqual([]);
    expect(tried.length).toBeGreaterThan(isFull ? 1000 : 10);
  });

  test('every survivor that is explained is one', () => {
    expect(isFull ? idle(survived, rows) : []).toEqual([]);
  });
});
