import { deploymentSteps, stepNames } from '../../lib/migration/steps';

test('a deployment neither seeds nor asks Qdrant', () => {
  expect(deploymentSteps).toEqual(['migrate', 'index', 'verify']);
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
