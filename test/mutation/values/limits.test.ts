import { explains, survivors } from './survivors';
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
    const unexplained = survived.filter((trial) => !rows.some((row) => explains(row, trial)));
    expect(unexplained.map(({ leaf, value }) => `${leaf} = ${JSON.stringify(value).slice(0, 200)}`)).toEqual([]);
    expect(tried.length).toBeGreaterThan(isFull ? 1000 : 10);
  });

  test('every survivor that is explained is one', () => {
    const idle = isFull ? rows.filter((row) => !survived.some((trial) => explains(row, trial))) : [];
    expect(idle).toEqual([]);
  });
});
