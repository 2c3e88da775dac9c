import { fits } from '../../lib/kubernetes/label-selector';

const labels = { app: 'memorai-api', tier: 'front' };
const expression = (key: string, operator: string, ...values: string[]) => ({
  matchExpressions: [{ key, operator, ...(values.length === 0 ? {} : { values }) }],
});

test.each<[string, unknown, boolean]>([
  ['an empty one', {}, true],
  ['none', undefined, false],
  ['the same label', { matchLabels: { app: 'memorai-api' } }, true],
  ['another label', { matchLabels: { app: 'memorai-mcp' } }, false],
  ['one label of two that fits', { matchLabels: { app: 'memorai-api', tier: 'back' } }, false],
  ['a list that has it', expression('app', 'In', 'memorai-mcp', 'memorai-api'), true],
  ['a list that has it not', expression('app', 'In', 'memorai-mcp'), false],
  ['a list that forbids it', expression('app', 'NotIn', 'memorai-api'), false],
  ['a list that forbids others', expression('app', 'NotIn', 'memorai-mcp'), true],
  ['a key that is there', expression('app', 'Exists'), true],
  ['a key that is not there', expression('owner', 'Exists'), false],
  ['a key that must not be there', expression('app', 'DoesNotExist'), false],
  ['a key that must not be there, and is not', expression('owner', 'DoesNotExist'), true],
  ['a word that is none', expression('app', 'Like', 'memorai-api'), false],
])('by %s', (_, selector, expected) => {
  expect(fits(selector, labels)).toBe(expected);
});
