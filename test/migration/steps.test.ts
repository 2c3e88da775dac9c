import { stepNames } from '../../lib/migration/steps';
import { setupSeconds } from '../../lib/platform/setup-steps';

test('who names no steps means the database, without its seed', () => {
  expect(stepNames(undefined)).toEqual(['migrate', 'index', 'verify']);
});

test.each([[['seed']], [['index', 'verify']], [['collection']]])('%j are steps', (asked) => {
  expect(stepNames(asked)).toEqual(asked);
});

test.each([
  ['a step that is none', ['drop']],
  ['what every object has', ['toString']],
  ['one among others', ['migrate', 'drop']],
  ['a word', 'seed'],
  ['nothing', []],
  ['null', null],
  ['a number in the list', [1]],
])('%s is refused', (_, asked) => {
  expect(() => stepNames(asked)).toThrow(
    `steps must be a list of migrate, seed, index, verify, collection, got ${JSON.stringify(asked)}`,
  );
});

test('the longest wait for a server ends before the shortest time of a function', () => {
  const { wait, request, answer } = setupSeconds;
  expect(wait + request + answer).toBeLessThan(120);
});
