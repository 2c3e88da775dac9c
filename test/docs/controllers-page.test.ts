import { readFileSync } from 'node:fs';
import { type Controller, controllers } from '../../lib/platform/controllers';
import { controllersPage, controllersTable } from '../../scripts/controllers-page';

const controller: Controller = {
  does: 'turns wheels',
  neededFor: () => undefined,
  supply: { eks: { from: 'add-on', name: 'wheels' }, gke: { from: 'provider' } },
  versions: '1.2 or newer',
  judged: { by: 'definitions', version: '1.7.0' },
  source: 'https://wheels.example',
};

test.each([
  [controller, '| [wheel](https://wheels.example) | turns wheels | wheels | x | - | x | 1.2 or newer | 1.7.0 |'],
  [
    { ...controller, judged: { by: 'documentation' } } as const,
    '| [wheel](https://wheels.example) | turns wheels | wheels | x | - | x | 1.2 or newer | documentation |',
  ],
])('a controller is one line, with every fact of it', (one, line) => {
  expect(controllersTable({ wheel: one }).split('\n')[2]).toBe(line);
});

test('the page is the one in docs/controllers.md; to write it again: npm run docs', () => {
  expect(readFileSync('docs/controllers.md', 'utf8')).toBe(controllersPage(controllers));
});
