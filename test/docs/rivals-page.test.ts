import { readFileSync } from 'node:fs';
import { rules } from '../../lib/rules/index';
import { type Found, needless, rivalsPage } from '../../scripts/rivals-page';

const found: Found = JSON.parse(readFileSync('scripts/conformance/rivals/found.json', 'utf8'));

test('the page is the one in docs/rules-and-others.md; to write it again: npm run docs', () => {
  expect(readFileSync('docs/rules-and-others.md', 'utf8')).toBe(rivalsPage(found));
});

test('every rule of the platform has been held against the others, and no row is of one that is gone', () => {
  const ids = rules.map(({ id }) => id);
  expect(Object.keys(found).sort()).toEqual([...ids].sort());
});

test('no answer is left out of the table without need', () => {
  expect(needless(found)).toEqual([]);
});
