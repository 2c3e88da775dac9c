import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { load } from 'js-yaml';
import type { PlatformConfig } from '../../lib/config/schema/index';
import { resolvePlatform } from '../../lib/platform/index';
import { production } from '../support/configs';

/** The added lines of CONTRIBUTING.md's diffs, by the file that each names. */
function additions(): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const [, block = ''] of readFileSync('CONTRIBUTING.md', 'utf8').matchAll(/```diff\n([\s\S]*?)```/g)) {
    for (const part of block.split(/^ # /m).slice(1)) {
      const [file = '', ...lines] = part.split('\n');
      found.set(file, lines.flatMap((line) => (line.startsWith('+') ? [line.slice(1)] : [])).join('\n'));
    }
  }
  return found;
}

test('the fifth service is a block of config', () => {
  const block = load(additions().get('environments/production.yaml') ?? '') as Pick<PlatformConfig, 'services'>;
  const { services } = resolvePlatform({ ...production(), ...block });
  expect(Object.keys(services)).toEqual(['api', 'dashboard', 'mcp', 'reports', 'worker']);
  expect(services.reports?.settings.map(({ name }) => name)).toEqual(
    expect.arrayContaining(['DATABASE_URL', 'REDIS_URL']),
  );
});

test('the rule is what its three files have', () => {
  const added = additions();
  const lines = (file: string) => (added.get(file) ?? '').split('\n').filter((line) => line !== '');
  expect(readFileSync('lib/rules/queue-in-memory.ts', 'utf8')).toBe(`${added.get('lib/rules/queue-in-memory.ts')}\n`);
  for (const file of ['lib/rules/index.ts', 'test/rules/cases/queue.ts']) {
    expect(lines(file).length).toBeGreaterThan(1);
    expect(readFileSync(file, 'utf8').split('\n')).toEqual(expect.arrayContaining(lines(file)));
  }
});

test('every file and folder that it names is there', () => {
  const files = ['lib', 'test', 'scripts', 'bench', 'bin'].flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((file) => `${folder}/${file}`),
  );
  const named = [...readFileSync('CONTRIBUTING.md', 'utf8').matchAll(/`([\w./-]+)`/g)]
    .map(([, name = '']) => name)
    .filter((name) => name.endsWith('.ts') || /^(lib|test|scripts|environments)\//.test(name));
  expect(named.length).toBeGreaterThan(30);
  expect(named.filter((name) => !existsSync(name) && !files.some((file) => file.endsWith(`/${name}`)))).toEqual([]);
});

test.each(['lib/config/schema/knobs/pod.ts', 'lib/kubernetes/pod.ts'])('the knob is what %s has', (file) => {
  const lines = additions().get(file);
  expect(lines).toMatch(/untimeClass/);
  expect(readFileSync(file, 'utf8')).toContain(lines);
});
