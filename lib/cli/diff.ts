import { Argument, type Command } from 'commander';
import { ConfigError } from '../config/errors';
import type { Change } from '../diff/change';
import { type CompareTemplates, compareOutputs } from '../diff/compare';
import { itemsOf } from '../diff/items';
import { compareEnvironments } from '../diff/parity';
import { inWords } from '../diff/words';
import { previousArtifacts } from '../output/previous';
import { checkPlatform } from '../rules/index';
import { MissingPackageError, synthesize } from '../synthesize';
import type { Console } from './console';
import { type Compared, comparedText, parityText } from './diff-text';
import { type Environment, loadEnvironments } from './environments';
import { type ExitCode, exitCodes } from './exit-codes';
import { type CommonOptions, defaultOutDir, withCommonOptions } from './options';
import { printJson } from './report';
import { artifactsAt } from './revision';

interface DiffOptions extends CommonOptions {
  readonly outDir: string;
  readonly revision?: string;
  readonly exitCode?: boolean;
}

export function diffCommand(program: Command, console: Console, end: (code: ExitCode) => void): void {
  withCommonOptions(program.command('diff'))
    .addArgument(new Argument('[environments...]', 'two, to compare with each other instead of with their output'))
    .description(
      'what the configs would change in the output that was written: in words, and how grave each change is; ' +
        'with two environments, how they differ and which of it is intended (parity in the config)',
    )
    .option('-d, --out-dir <folder>', 'where synth wrote', defaultOutDir)
    .option('-r, --revision <revision>', 'compare with the output in this revision of git, such as HEAD or main')
    .option('--exit-code', 'end with 4 where there is a difference that is not intended')
    .action((names: readonly string[], options: DiffOptions) => {
      const different = names.length === 0 ? withOutput(options, console) : withEachOther(names, options, console);
      end(different && options.exitCode === true ? exitCodes.different : exitCodes.ok);
    });
}

/** Each environment against its output. */
function withOutput(options: DiffOptions, console: Console): boolean {
  const { revision, outDir } = options;
  const environments = loadEnvironments({ folder: options.config, names: options.env });
  const compared = environments.map((environment): Compared => {
    const name = environment.platform.environment;
    const before =
      revision === undefined ? previousArtifacts(outDir, name, () => true) : artifactsAt(revision, outDir, name);
    return compareWith(environment, before);
  });
  const from = `${outDir}${revision === undefined ? '' : ` at ${revision}`}`;
  if (options.output === 'json') printJson({ before: from, environments: compared }, console);
  else console.out(compared.map((one) => comparedText(one, from, console.outStyle)).join('\n'));
  return compared.some(({ changes }) => changes.length > 0);
}

function compareWith({ platform }: Environment, before: ReturnType<typeof previousArtifacts>): Compared {
  const [old, now] = [itemsOf(before), itemsOf(synthesize(platform))];
  const changes = compareOutputs(old, now, compareTemplates);
  const overfull = new Set(
    checkPlatform(platform).flatMap(({ rule, path }) =>
      rule === 'pool-capacity' ? (/^cluster\.nodePools\.(\w+)/.exec(path)?.[1] ?? []) : [],
    ),
  );
  return {
    environment: platform.environment,
    isNew: before.length === 0,
    words: before.length === 0 ? [] : inWords(old, now, changes, { platform, overfull }),
    changes,
  };
}

/** AWS's specification of its resources takes a second to load: only where a template differs. */
const compareTemplates: CompareTemplates = (before, after) => {
  let changes: { templateChanges: CompareTemplates };
  try {
    changes = require('../diff/template-changes') as typeof import('../diff/template-changes');
  } catch (error) {
    if (error instanceof Error && error.message.includes('@aws-cdk/cloudformation-diff'))
      throw new MissingPackageError('aws', '@aws-cdk/cloudformation-diff', { cause: error });
    throw error;
  }
  return changes.templateChanges(before, after) satisfies readonly Change[];
};

/** Two environments against each other. */
function withEachOther(names: readonly string[], options: DiffOptions, console: Console): boolean {
  const [one, other] = twoOf(names, options);
  const sides = { one: one.platform.environment, other: other.platform.environment };
  const intended = (from: Environment, to: Environment) =>
    from.platform.parity?.with === to.platform.environment ? from.platform.parity.intended : undefined;
  // Whichever says it: the order of the two names is the reader's.
  const declared = intended(one, other) ?? intended(other, one);
  const report = compareEnvironments(one.platform, other.platform, declared ?? {});
  if (options.output === 'json') printJson({ ...sides, ...report }, console);
  else console.out(parityText(report, sides, console.outStyle));
  return report.undeclared.length > 0 || report.stale.length > 0;
}

function twoOf(names: readonly string[], options: DiffOptions): readonly [Environment, Environment] {
  const refuse = (message: string) => new ConfigError([{ path: '', code: 'value', message }]);
  if (names.length !== 2 || names[0] === names[1])
    throw refuse(
      `name two environments to compare them, or none to compare each with its output; got ${names.join(' ')}`,
    );
  if (options.revision !== undefined)
    throw refuse('two environments are compared as their configs are now; leave out --revision');
  const all = loadEnvironments({ folder: options.config, names });
  const [one, other] = names.map((name) => all.find(({ platform }) => platform.environment === name));
  if (one === undefined || other === undefined) throw new Error(`${names.join(' and ')} were not loaded`);
  return [one, other];
}
