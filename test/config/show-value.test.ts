import { hidden, showValue } from '../../lib/config/show-value';

test.each([
  ['three', '"three"'],
  [5, '5'],
  [false, 'false'],
  [null, 'nothing'],
  [undefined, 'nothing'],
  [[1], 'a list'],
  [{ a: 1 }, 'a map'],
  ['a\nb', '"a\\nb"'],
  ['x'.repeat(40), `"${'x'.repeat(40)}"`],
  ['x'.repeat(41), `"${'x'.repeat(39)}…"`],
  // Whatever key it stands under.
  [`AKIA${'ABCDEFGHIJKLMNOP'}`, hidden],
])('%p is shown as %s', (value, shown) => {
  expect(showValue(value, ['name'])).toBe(shown);
});

test.each([[['DB_PASSWORD']], [['credentials', 'user']], [['tokens', 0, 'token']]])(
  'nothing under %j is shown',
  (path) => {
    expect([showValue('hunter2', path), showValue(12345, path)]).toEqual([hidden, hidden]);
  },
);
