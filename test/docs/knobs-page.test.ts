import { readFileSync } from 'node:fs';
import { platformJsonSchema } from '../../lib/config/json-schema';
import { knobs } from '../../scripts/knobs';
import { knobsPage } from '../../scripts/knobs-page';

test('docs/knobs.md is what the schema gives', () => {
  expect(readFileSync('docs/knobs.md', 'utf8')).toBe(knobsPage(platformJsonSchema()));
});

test('a path that the schema does not have is refused', () => {
  expect(() => knobsPage({ properties: {} })).toThrow('the schema has no services.*.resources');
});

test('the page names every knob once', () => {
  expect(new Set(knobs.map(({ name }) => name)).size).toBe(knobs.length);
  expect(knobs.length).toBeGreaterThanOrEqual(27);
});
