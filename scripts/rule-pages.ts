import { stringify } from 'yaml';
import type { PlatformConfig } from '../lib/config/schema/index';
import { type DescribedRule, describedRules } from '../lib/rules/describe';
import type { Finding } from '../lib/rules/index';
import { type Case, cases } from '../test/rules/cases/index';
import { findingsOf } from '../test/rules/findings';
import { faults } from '../test/rules/output/faults';
import { plant } from '../test/rules/output/planted';
import { fragments } from './fault-fragments';
import type { Page } from './monitoring-pages';
import { smallest } from './smallest-configs';

/** docs/rules: a page for each rule, with the configs of its tests, and one of all. */
export const rulePages = (): readonly Page[] => [
  { path: 'rules/README.md', content: index() },
  ...describedRules.map((rule) => ({ path: `rules/${rule.id}.md`, content: page(rule) })),
];

const GENERATED = '<!-- Generated from lib/rules and test/rules: do not edit. -->';

const phases = {
  platform: 'before anything is rendered',
  output: 'in the files that come out',
} as const;

function index(): string {
  return [
    GENERATED,
    '# Rules',
    '',
    'What `memorai check` and `synth`, `cdk synth` and `cdk8s synth` hold a config against. An error refuses the output; a',
    'warning is printed and goes on; a note says what is worth knowing. `memorai list rules` has the same table. Platform',
    'rules read the resolved config alone; output rules read what was rendered.',
    '',
    table(
      ['rule', 'severity', 'reads', 'protects'],
      describedRules.map(({ id, severity, phase, protects }) => [`[${id}](${id}.md)`, severity, phase, protects]),
    ),
    '',
    '## Exceptions',
    '',
    'What is known and accepted for now is said in the config, with its reason:',
    '',
    ...fenced(
      'yaml',
      stringify({
        exceptions: [
          {
            rule: 'unreachable-service',
            path: 'services.mcp',
            reason: 'reached by the proxy of another team until it has a host',
            until: '2027-03-31',
          },
        ],
      }),
    ),
    '',
    'The finding is then a note that says so; nothing is dropped. `path` covers all below it, and `*` any name; without it the',
    'exception holds wherever the rule finds fault. After the day of `until` the finding counts again, and',
    '[exception-expired](exception-expired.md) says why; what accepts nothing is told by [exception-unused](exception-unused.md).',
    'An environment that `extends` another gets its exceptions, unless it has a list of its own. What cannot be rendered, or is',
    'refused by a server whatever the config says, takes no exception, and the page of its rule says why.',
    '',
    "## Rules of a team's own",
    '',
    'Values of the type `Rule`, with ids such as `acme/public-replicas`, given to `checkPlatform(platform, { rules })`, or as',
    '`check: { rules }` to `MemoraiChart` and the stacks: `examples/own-rules`. Of the type `OutputRule` they look at the files',
    'that come out: `checkOutput(platform, { outputRules })`. One that throws is an error under its own name, and the others are',
    'asked all the same.',
    '',
  ].join('\n');
}

function page(rule: DescribedRule): string {
  const { id, severity, phase, protects, source, reads, wayOut, neverAccepted } = rule;
  return [
    GENERATED,
    `# ${id}`,
    '',
    `${sentence(severity)}, found ${phases[phase]}. Protects ${protects}.`,
    '',
    `- Way out: ${wayOut}.`,
    ...(neverAccepted === undefined ? [] : [`- Takes no exception: ${neverAccepted}.`]),
    `- Reads: ${reads.map((path) => `\`${path}\``).join(', ')}.`,
    `- Source: ${source}.`,
    '',
    ...examples(rule),
    '[All rules](README.md)',
    '',
  ].join('\n');
}

const FAILS = 'that it finds fault with';
const PASSES = 'that passes';

function examples(rule: DescribedRule): string[] {
  const own = cases.filter(({ rule: id }) => id === rule.id);
  const broken = own.filter(({ finds }) => finds.length > 0);
  const first = broken.find(({ guide }) => guide !== undefined) ?? broken[0];
  return first === undefined ? inOutput(rule) : inConfigs(first, own);
}

/** The smallest config that breaks a rule, and the nearest one that does not. */
function inConfigs(first: Case, own: readonly Case[]): string[] {
  const nearest = own
    .filter(({ finds }) => finds.length === 0)
    .map((one) => ({ one, distance: distance(first.config, one.config) }))
    .sort((a, b) => a.distance - b.distance)[0]?.one;
  if (nearest === undefined) throw new Error(`rule ${first.rule} has no config that passes in test/rules/cases`);
  const [fails, passes] = smallest(first, nearest);
  return [
    ...(fails.before === undefined ? [] : ['## What was applied before', '', ...config(fails.before)]),
    `## A config ${FAILS}${fails.guide === undefined ? '' : ` (the guide's values: ${fails.guide})`}`,
    '',
    ...shown(fails),
    ...told(findingsOf(fails)),
    `## A config ${PASSES}`,
    '',
    ...shown(passes),
  ];
}

/** Where no patch and no value of a service breaks it: the part of a file with a fault, and as it is rendered. */
function inOutput({ id }: DescribedRule): string[] {
  const fault = faults.find(({ rule }) => rule === id);
  if (fault === undefined)
    throw new Error(`rule ${id} has no example in test/rules/cases or test/rules/output/faults.ts`);
  const planted = plant(fault);
  const [passes, fails] = fragments(fault, planted);
  return [
    'Its tests plant the fault in a rendered file, where a renderer, or an object of a team in its own app, may bring it.',
    '',
    `## Output ${FAILS}`,
    '',
    `${sentence(fault.what)}, in \`${fault.file}\` of the environment ${fault.environment}:`,
    '',
    ...fenced(fails.language, fails.text),
    '',
    ...told(planted.found.after),
    `## Output ${PASSES}`,
    '',
    'The same place, as it is rendered:',
    '',
    ...fenced(passes.language, passes.text),
    '',
  ];
}

/** Of many findings alike a page shows a few. */
const SHOWN = 4;

const told = (findings: readonly Finding[]): string[] => [
  ...fenced(
    'text',
    [
      ...findings.slice(0, SHOWN).map(inLines),
      ...(findings.length > SHOWN ? [`… ${findings.length - SHOWN} more`] : []),
    ].join('\n'),
  ),
  '',
];

const inLines = ({ severity, path, message, value, limit }: Finding): string =>
  [
    `${severity}  ${path}  ${message}`,
    ...(value === undefined || limit === undefined ? [] : [`  value ${value}, limit ${limit}`]),
  ].join('\n');

const shown = (one: Case): string[] => [
  `${sentence(one.title)}${one.today === undefined ? '' : `, where it is ${one.today}`}:`,
  '',
  ...config(one.config),
];

const config = (value: PlatformConfig): string[] => [...fenced('yaml', stringify(value, { lineWidth: 0 })), ''];

const fenced = (language: string, text: string): string[] => [`\`\`\`${language}`, text.trimEnd(), '```'];

const sentence = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** In how many single values two configs differ. */
function distance(a: PlatformConfig, b: PlatformConfig): number {
  const [left, right] = [new Set(values(a)), new Set(values(b))];
  return [...left].filter((value) => !right.has(value)).length + [...right].filter((value) => !left.has(value)).length;
}

const values = (value: unknown, path = ''): string[] =>
  typeof value === 'object' && value !== null
    ? Object.entries(value).flatMap(([key, member]) => values(member, `${path}.${key}`))
    : [`${path} ${JSON.stringify(value)}`];

const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  // A bar would end the cell.
  [head, head.map(() => '---'), ...rows.map((row) => row.map((cell) => cell.replaceAll('|', '\\|')))]
    .map((row) => `| ${row.join(' | ')} |`)
    .join('\n');
