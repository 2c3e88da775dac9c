import { quantity } from '../../lib/kubernetes/quantity';

test.each<[unknown, number | undefined]>([
  ['500m', 0.5],
  ['2', 2],
  [0.25, 0.25],
  ['1.5Gi', 1.5 * 2 ** 30],
  ['128974848', 128_974_848],
  ['129e6', 129_000_000],
  ['129M', 129_000_000],
  ['123Mi', 123 * 2 ** 20],
  ['2 Gi', undefined],
  ['-1', undefined],
  ['Mi', undefined],
  ['1MB', undefined],
  [undefined, undefined],
])('%p is %p', (text, expected) => {
  expect(quantity(text)).toBe(expected);
});
