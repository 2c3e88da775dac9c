import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { parse } from 'yaml';
import { checkOutput } from '../../lib/check-output';
import type { PlatformConfig } from '../../lib/config/schema/index';
import { resolvePlatform } from '../../lib/platform/index';
import { describedRules } from '../../lib/rules/describe';
import { checkPlatform } from '../../lib/rules/index';
import { rulePages } from '../../scripts/rule-pages';
import { cases } from '../rules/cases/index';
import { findingsOf } from '../rules/findings';

const pages = rulePages();

test.each(pages)('$path is the one in docs; to write it again: npm run docs', ({ path, content }) => {
  expect(readFileSync(join('docs', path), 'utf8')).toBe(content);
});

test('every rule has a page, and there is none without a rule', () => {
  expect(readdirSync('docs/rules').sort()).toEqual([...describedRules.map(({ id }) => `${id}.md`), 'README.md'].sort());
});

test.each(pages)('$path has no dead link', ({ path, content }) => {
  const links = [...content.matchAll(/\]\(([^)]+)\)/g)].map((match) => match[1] ?? '');
  expect(links.filter((link) => !existsSync(join('docs', dirname(path), link)))).toEqual([]);
});

/** Rules that find nothing until somebody says what day it is. */
const aboutDays = (id: string): boolean => cases.some(({ rule, today }) => rule === id && today !== undefined);

const FAILS = /^## (?:A config|Output) that it finds fault with/;
const PASSES = /^## (?:A config|Output) that passes/;

/** The blocks of a page below the heading that begins so: language and text. */
function blocksBelow(id: string, heading: RegExp): readonly { readonly language: string; readonly text: string }[] {
  const content = pages.find(({ path }) => path === `rules/${id}.md`)?.content ?? '';
  const section = content.split(/^(?=## )/m).find((part) => heading.test(part)) ?? '';
  return [...section.matchAll(/^```(\w+)\n([\s\S]*?)^```$/gm)].map(([, language = '', text = '']) => ({
    language,
    text,
  }));
}

test.each(describedRules)(
  'the page of $id has an example that fails, with what is found, and one that passes',
  (rule) => {
    const [fails, found, ...others] = blocksBelow(rule.id, FAILS);
    expect(others).toEqual([]);
    expect(found?.text).toMatch(/^(error|warning|note) {2}/);
    const passes = blocksBelow(rule.id, PASSES);
    expect(passes.map(({ language }) => language)).toEqual([fails?.language]);
    expect(aboutDays(rule.id) || passes[0]?.text !== fails?.text).toBe(true);
  },
);

/** The config below a heading, read back as a person would paste it. */
const configBelow = (id: string, heading: RegExp): PlatformConfig => parse(blocksBelow(id, heading)[0]?.text ?? '');

/** Rules that find nothing until somebody says what was applied before. */
const aboutSteps = (id: string): boolean => cases.some(({ rule, before }) => rule === id && before !== undefined);

const shown = describedRules.filter(
  ({ id }) => !aboutDays(id) && !aboutSteps(id) && cases.some(({ rule, finds }) => rule === id && finds.length > 0),
);

test('all but a few pages show a config', () => {
  expect(shown.length).toBeGreaterThanOrEqual(describedRules.length * 0.75);
});

test.each(shown)('what the page of $id shows, fails, and passes', ({ id }) => {
  const found = [FAILS, PASSES].map((heading) => findingsOf({ rule: id, config: configBelow(id, heading) }).length > 0);
  expect(found).toEqual([true, false]);
});

describe('what passes comes out whole', () => {
  /** As little room as one rule leaves is less than another one asks for. */
  const atTheBoundary = ['concurrency-quota', 'memory-target', 'pool-pods'];
  const folder = mkdtempSync(join(tmpdir(), 'memorai-test-'));
  const home = process.cwd();
  beforeAll(() => {
    // What the configs name.
    for (const name of ['api.zip', 'worker.zip']) writeFileSync(join(folder, name), '');
    mkdirSync(join(folder, 'database', 'migrations'), { recursive: true });
    process.chdir(folder);
  });
  afterAll(() => {
    process.chdir(home);
    rmSync(folder, { recursive: true });
  });

  test.each(shown)('$id', ({ id }) => {
    const platform = resolvePlatform(configBelow(id, PASSES));
    const found = [...(atTheBoundary.includes(id) ? [] : checkPlatform(platform)), ...checkOutput(platform)];
    expect(found.filter(({ severity }) => severity === 'error')).toEqual([]);
  });
});
