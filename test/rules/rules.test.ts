import { ConfigError } from '../../lib/config/errors';
import type { PlatformConfig } from '../../lib/config/schema/index';
import { documentation } from '../../lib/platform/documentation';
import { resolvePlatform } from '../../lib/platform/index';
import { describedRules, describeRule } from '../../lib/rules/describe';
import { checkPlatform, type RuleDescription, rules } from '../../lib/rules/index';
import { weighs } from '../../lib/rules/reads';
import { production } from '../support/configs';
import { isInSchema, pathsTo } from '../support/schema-paths';
import { type Case, cases } from './cases/index';
import { findingsOf } from './findings';

/** `path: message` of what a rule finds. */
const lines = (one: Omit<Case, 'title' | 'finds'>): readonly string[] =>
  findingsOf(one).map(({ path, message }) => `${path}: ${message}`);

test.each(cases)('$rule: $title', (one) => {
  expect(lines(one)).toEqual(one.finds);
});

/** The configs that break a rule. */
const breaking = (rule: RuleDescription) => cases.filter(({ rule: id, finds }) => id === rule.id && finds.length > 0);

/** Rules of the output have tests of their own, with faults planted in files; what a config can show stands here too. */
const shownByConfigs = describedRules.filter(
  ({ id, phase }) => phase === 'platform' || cases.some(({ rule }) => rule === id),
);

describe.each(shownByConfigs)('$id', (rule) => {
  const own = cases.filter((one) => one.rule === rule.id);
  const broken = breaking(rule);
  const found = broken.flatMap(findingsOf);

  test('has a config that breaks it and one that does not', () => {
    expect([broken.length > 0, own.length > broken.length]).toEqual([true, true]);
  });

  test('finds fault with what it reads only', () => {
    expect(found.filter(({ path }) => !weighs(rule, path))).toEqual([]);
  });

  test('says the value and the limit, and never one without the other', () => {
    for (const { value, limit, message } of found) {
      expect([value === undefined, message]).toEqual([limit === undefined, expect.stringContaining(amount(value))]);
      expect(message).toContain(amount(limit));
    }
  });
});

test.each(rules)('$id reads all that its finding depends on', (rule) => {
  const unread = breaking(rule).flatMap((one) =>
    leaves(one.config)
      .filter((path) => !derivedFrom.test(path.join('.')))
      .filter((path) => changes(one, without(one.config, path)) && !weighs(rule, path.join('.')))
      .map((path) => path.join('.')),
  );
  expect([...new Set(unread)]).toEqual([]);
});

/** `8 days` → `8`; nothing where there is no value. */
const amount = (text = ''): string => text.split(' ')[0] ?? '';

/** What nearly everything else follows from; each rule would have to name them. */
const derivedFrom = /^(apiVersion|environment|version|domain|deployment|tier|cluster\.provider|aws\.region)$/;

/** Paths of the single values of a config. */
const leaves = (value: unknown, path: readonly string[] = []): (readonly string[])[] =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? Object.entries(value).flatMap(([key, member]) => leaves(member, [...path, key]))
    : [path];

function without(config: PlatformConfig, path: readonly string[]): PlatformConfig {
  const copy = structuredClone(config);
  const holder = path
    .slice(0, -1)
    .reduce<Record<string, unknown>>(
      (map, key) => map[key] as Record<string, unknown>,
      copy as Record<string, unknown>,
    );
  delete holder[path.at(-1) ?? ''];
  return copy;
}

/** Whether a rule finds something else there; not where there is no platform any more. */
function changes(one: Case, config: PlatformConfig): boolean {
  try {
    return JSON.stringify(lines({ ...one, config })) !== JSON.stringify(one.finds);
  } catch (error) {
    if (error instanceof ConfigError) return false;
    throw error;
  }
}

describe.each(describedRules)('$id', (rule) => {
  const { id, reads } = rule;

  test('has a name that nobody else has, and says what it reads', () => {
    expect(id).toMatch(/^[a-z]+(-[a-z]+)*$/);
    expect(describedRules.filter((other) => other.id === id)).toHaveLength(1);
    expect([reads.length > 0, reads.filter((path) => !isInSchema(path))]).toEqual([true, []]);
  });

  test('can be looked up, with its phase and its page', () => {
    expect(describeRule(id)).toBe(rule);
    expect(rule.page).toBe(documentation(`rules/${id}.md`));
  });
});

test('no case is of a rule that is not there', () => {
  const ids = describedRules.map(({ id }) => id);
  expect(cases.filter(({ rule }) => !ids.includes(rule))).toEqual([]);
});

test('every reason of the config is a stated one, but for those of exceptions, which are told where they hold', () => {
  const stated = rules.find(({ id }) => id === 'stated-reasons') ?? { reads: [] };
  expect(pathsTo('reason').filter((path) => !weighs(stated, path))).toEqual(['exceptions.*.reason']);
});

test('errors come before warnings, then by path', () => {
  const found = checkPlatform(
    resolvePlatform(production({ cluster: { version: '1.26' }, services: { api: { image: { tag: 'latest' } } } })),
  );
  expect(found.map((finding) => `${finding.severity} ${finding.rule}`)).toEqual([
    'error eks-version',
    'error kubernetes-oldest',
    'error image-pinned',
    'warning alarm-receivers',
    'warning eks-admins',
    'warning kubernetes-support',
    'warning ingress-controller',
    'warning alert-receivers',
    'warning unreachable-service',
  ]);
});
