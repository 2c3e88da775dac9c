import type { Command } from 'commander';
import { ConfigError } from '../config/errors';
import { nearest } from '../config/nearest';
import { describedRules, describeRule } from '../rules/describe';
import { weighs } from '../rules/reads';
import type { Console } from './console';
import { type Environment, loadEnvironments } from './environments';
import { type ExitCode, exitCodes } from './exit-codes';
import { type Consequences, consequencesOf } from './explain/consequences';
import { printRule, printRuleJson, printRuleState } from './explain/rule';
import { type Explained, explainedPaths, explainValues } from './explain/values';
import { type CommonOptions, withCommonOptions } from './options';
import { printJson } from './report';

interface ExplainOptions extends CommonOptions {
  readonly outputs: boolean;
}

/** What is said of one value; of the values below a path only what they are and where they came from. */
interface Answer extends Explained {
  /** Rules that weigh it. */
  readonly rules: readonly string[];
  readonly consequences?: Consequences;
}

export function explainCommand(program: Command, console: Console, end: (code: ExitCode) => void): void {
  withCommonOptions(
    program
      .command('explain')
      .argument('<subject>', 'a path such as services.api.replicas.max or stores.postgres, or the id of a rule'),
  )
    .description(
      'a value: where it came from, which rules weigh it, what changes with it; all values below a path; a rule: what it ' +
        'protects, and whether it holds now',
    )
    .option('--outputs', 'of one value: change it, render twice, and list the files that differ', false)
    .action((subject: string, options: ExplainOptions) => {
      const rule = describeRule(subject);
      const json = options.output === 'json';
      if (rule !== undefined && !json) printRule(rule, console); // even where no config can be read
      const environments = loadEnvironments({ folder: options.config, names: options.env });
      if (rule === undefined) explainPath(environments, subject, options, console);
      else if (json) printRuleJson(rule, environments, console);
      else printRuleState(rule, environments, console);
      end(exitCodes.ok);
    });
}

function explainPath(
  environments: readonly Environment[],
  path: string,
  { outputs, output }: ExplainOptions,
  console: Console,
): void {
  const answers = environments.flatMap((environment) =>
    explainValues(environment, path).map((row) => answerOf(environment, row, path, outputs)),
  );
  if (answers.length === 0) throw unknownSubject(environments, path);
  if (outputs && !answers.some((answer) => answer.path === path)) {
    throw new ConfigError([
      {
        path,
        code: 'value',
        message: `is no single value, so that --outputs cannot change it; choose one below it, such as ${answers[0]?.path}`,
      },
    ]);
  }
  if (output === 'json') printJson({ path, values: answers }, console);
  else for (const answer of answers) console.out(answerText(answer));
}

function answerOf(environment: Environment, row: Explained, subject: string, outputs: boolean): Answer {
  const rules = describedRules.filter((rule) => weighs(rule, row.path)).map(({ id }) => id);
  if (row.path !== subject) return { ...row, rules };
  const shown = row.value === 'not set' ? undefined : row.value;
  return { ...row, rules, consequences: consequencesOf(environment, row.path, shown, outputs) };
}

/** Lists are cut here; JSON has all of them. */
const most = 12;

function answerText({ environment, path, value, from, rules, consequences }: Answer): string {
  const lines = [`${environment}  ${path} = ${value}`, from];
  if (consequences === undefined) return `${lines.join('\n    ')}\n`;
  if (rules.length > 0) lines.push(`weighed by ${rules.join(', ')}`);
  if (consequences.untried !== undefined) lines.push(`what changes with it cannot be told: ${consequences.untried}`);
  else lines.push(...consequenceLines(consequences));
  return `${lines.join('\n    ')}\n`;
}

function consequenceLines({ tried, values, violated, files, of }: Consequences): string[] {
  const changed = values.map(([path, before, after]) => `${path}: ${before} becomes ${after}`);
  const lines =
    changed.length === 0
      ? [`with ${tried} no other value changes`]
      : [`with ${tried}, ${count(changed.length, 'other value')} changed:`, ...indented(changed)];
  if (violated.length > 0) lines.push(`with ${tried}, violated: ${violated.join(', ')}`);
  if (files === undefined) return lines;
  return [
    ...lines,
    `with ${tried}, ${files.length} of ${of} files differ${files.length === 0 ? '' : ':'}`,
    ...filesOf(files),
  ];
}

const count = (number: number, word: string): string => (number === 1 ? `1 ${word} is` : `${number} ${word}s are`);

function indented(lines: readonly string[]): string[] {
  const more = lines.length - most;
  return [...lines.slice(0, most), ...(more > 0 ? [`… and ${more} more (--output json has all)`] : [])].map(
    (line) => `  ${line}`,
  );
}

/** Folder by folder: a value that reaches everything shows so at once. */
function filesOf(files: readonly string[]): string[] {
  const folders = [...new Set(files.map((file) => file.split('/')[0] ?? ''))];
  return folders.flatMap((folder) => {
    const own = files.filter((file) => file.startsWith(`${folder}/`));
    return [`  ${folder}: ${own.length}`, ...indented(own).map((line) => `  ${line}`)];
  });
}

function unknownSubject(environments: readonly Environment[], subject: string): ConfigError {
  const known = [...new Set([...environments.flatMap(explainedPaths), ...describedRules.map(({ id }) => id)])];
  const hint = nearest(subject, known) || '; memorai explain services and memorai list rules show what there is';
  return new ConfigError([
    { path: subject, code: 'unknown-key', message: `no value at this path, and no rule of this name${hint}` },
  ]);
}
