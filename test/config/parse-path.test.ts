import { formatPath } from '../../lib/config/format-path';
import { parsePath } from '../../lib/config/parse-path';

test.each([
  ['services.api.uses[0]', ['services', 'api', 'uses', 0]],
  [
    'patches[1].merge.metadata.annotations["team.example.com/owner"]',
    ['patches', 1, 'merge', 'metadata', 'annotations', 'team.example.com/owner'],
  ],
  ['services["a \\"b\\""].port', ['services', 'a "b"', 'port']],
  ['', []],
])('%s', (text, path) => {
  expect(parsePath(text)).toEqual(path);
  expect(formatPath(path)).toBe(text);
});
