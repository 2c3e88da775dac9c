import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { currentBuild, root } from '../../package/built';
import { run } from '../../support/run';
import { scratchFolder } from '../../support/scratch';
import { nodes, versionOf } from './nodes';

let scratch: string;
beforeAll(() => {
  currentBuild();
  scratch = scratchFolder('compile-cache');
});
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

/** Node's own, since 22.1. */
const keepsCode = (node: string) =>
  run(node, ['-p', 'typeof require("node:module").enableCompileCache'], root).trim() === 'function';

// What was compiled before the cache is switched on is never kept, so the switch is a file of its own: docs/adr/0020.
test.each(nodes.filter(keepsCode).map((node) => [versionOf(node), node]))(
  'Node %s keeps the command line compiled',
  (_, node) => {
    const cache = mkdtempSync(join(scratch, 'cache-'));
    run(node, [join(root, 'build/bin/memorai.js'), 'list', 'settings'], root, { TMPDIR: cache });
    const kept = readdirSync(cache, { recursive: true, encoding: 'utf8' }).map(
      (path) => statSync(join(cache, path)).size,
    );
    expect(Math.max(...kept)).toBeGreaterThan(statSync(join(root, 'build/bin/command.js')).size / 10);
  },
);

test('one Node at least keeps compiled code', () => {
  expect(nodes.some(keepsCode)).toBe(true);
});
