import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Platform } from '../../../lib/platform/types';
import { synthesize } from '../../../lib/synthesize';
import { scratchFolder } from '../../support/scratch';
import { type Complaints, linters, type Side } from './linters';
import { neverRendered, type Pair, pairs } from './pairs';

/** By rule and linter: the checks that complain of the config that breaks the rule, and not of its neighbour. */
type Found = Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;

const record = join(__dirname, '../../../scripts/conformance/rivals/found.json');
const root = scratchFolder('rivals');
afterAll(() => rmSync(root, { recursive: true, force: true }));

const rendered = (rule: string, side: string, platform: Platform): Side => ({
  folder: `${rule}/${side}`,
  platform,
  artifacts: synthesize(platform),
});

/** Writes what one side has and the other has not, or otherwise. */
function write({ folder, artifacts }: Side, other: Side): void {
  const theirs = new Map(other.artifacts.map(({ path, content }) => [path, content]));
  for (const { path, content } of artifacts) {
    if (theirs.get(path) === content) continue;
    const file = join(root, folder, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, content);
  }
}

const sides: Side[] = [];
let found: Found = {};
beforeAll(() => {
  for (const { rule, broken, sound } of pairs.filter(({ rule }) => !neverRendered.includes(rule))) {
    const [one, other] = [rendered(rule, 'broken', broken), rendered(rule, 'sound', sound)];
    write(one, other);
    write(other, one);
    sides.push(one, other);
  }
  const complaints = Object.entries(linters).map(([name, lint]) => [name, lint(root, sides)] as const);
  found = Object.fromEntries(pairs.map(({ rule }) => [rule, complaintsOf(rule, complaints)]));
  // WRITE_FOUND=1 takes the answers over, for the page docs/rules-and-others.md: read the difference before you commit it.
  if (process.env.WRITE_FOUND === '1') writeFileSync(record, `${JSON.stringify(found, null, 2)}\n`);
});

function complaintsOf(rule: string, all: readonly (readonly [string, Complaints])[]): Found[string] {
  return Object.fromEntries(
    all.flatMap(([name, complaints]) => {
      const before = complaints.get(`${rule}/sound`);
      const checks = [...(complaints.get(`${rule}/broken`) ?? [])].filter((check) => !before?.has(check)).sort();
      return checks.length === 0 ? [] : [[name, checks]];
    }),
  );
}

test.each(pairs)('what others say of a config that breaks $rule', ({ rule }: Pair) => {
  const recorded = JSON.parse(readFileSync(record, 'utf8')) as Found;
  expect(found[rule]).toEqual(recorded[rule]);
});

test.each(pairs.filter(({ rule }) => neverRendered.includes(rule)))(
  '$rule: what breaks it is refused',
  ({ broken }) => {
    expect(() => synthesize(broken)).toThrow();
  },
);

test('the linters did look: each complains of something that it finds in every environment, or of a planted fault', () => {
  const template = join(root, 'planted', 'broken', 'x.template.json');
  mkdirSync(dirname(template), { recursive: true });
  writeFileSync(
    template,
    JSON.stringify({ Resources: { Q: { Type: 'AWS::SQS::Queue', Properties: { Nothing: 1 } } } }),
  );
  mkdirSync(join(root, 'planted', 'broken', 'prometheus', 'rules'), { recursive: true });
  writeFileSync(
    join(root, 'planted', 'broken', 'prometheus', 'rules', 'x.yaml'),
    'groups: [{ name: x, rules: [{ alert: A, expr: "1 +" }] }]\n',
  );
  expect(Object.fromEntries(Object.entries(linters).map(([name, lint]) => [name, lint(root, sides).size > 0]))).toEqual(
    {
      'cfn-lint': true,
      'cdk-nag': true,
      checkov: true,
      'kube-score': true,
      promtool: true,
    },
  );
});
