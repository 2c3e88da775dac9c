import { type Command, Option } from 'commander';
import { checkOutput } from '../check-output';
import { ConfigError, type ConfigIssue } from '../config/errors';
import { checkPlatform, type Finding } from '../rules/index';
import { synthesize } from '../synthesize';
import { findChanges } from './changes';
import type { Console } from './console';
import { type Environment, loadEnvironments } from './environments';
import { type ExitCode, exitCodes } from './exit-codes';
import { type FormatName, formatNames, loadFormat } from './formats/index';
import { type FailOn, failOnChoices, fails, type Report } from './formats/report';
import { type CommonOptions, withCommonOptions } from './options';
import { countFindings, type Located, locate } from './report';

/** Where synth writes, unless told otherwise. */
export const defaultOutDir = 'dist';

interface CheckOptions extends CommonOptions<FormatName> {
  readonly outDir: string;
  readonly failOn: FailOn;
}

export function checkCommand(program: Command, console: Console, end: (code: ExitCode) => void): void {
  withCommonOptions(program.command('check'), formatNames)
    .description('read the configs and hold them against the rules; exit 3 where one is violated')
    .option(
      '-d, --out-dir <folder>',
      'where synth wrote: what could not be changed in place is a violation too',
      defaultOutDir,
    )
    .addOption(
      new Option('--fail-on <severity>', 'exit 3 from this severity on').choices(failOnChoices).default('error'),
    )
    .action((options: CheckOptions) => {
      const report: Report = { ...examine(options), failOn: options.failOn, version: program.version() ?? '' };
      loadFormat[options.output]()(report, console);
      const failed = report.findings.filter((finding) => fails(finding, options.failOn));
      if (options.output !== 'text') summarize(report, failed, console);
      end(report.issues.length > 0 ? exitCodes.usage : failed.length > 0 ? exitCodes.violated : exitCodes.ok);
    });
}

/** What the rules find, or why they could not look. */
function examine(options: CheckOptions): Pick<Report, 'environments' | 'findings' | 'issues'> {
  try {
    const environments = loadEnvironments({ folder: options.config, names: options.env });
    const names = environments.map(({ platform }) => platform.environment);
    return { environments: names, findings: findEverything(environments, options.outDir), issues: [] };
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    return { environments: [], findings: [], issues: error.issues };
  }
}

/** The log of a pipeline says why it stopped, where the report went into a file. */
function summarize({ issues, failOn }: Report, failed: readonly Located[], console: Console): void {
  if (issues.length > 0) {
    const count = issues.length === 1 ? '1 mistake' : `${issues.length} mistakes`;
    console.err(`${count} in the configs, so that nothing was held against the rules; the report has their places\n`);
  } else if (failed.length > 0) {
    console.err(`${countFindings(failed)} of --fail-on ${failOn}; the report has their places\n`);
  }
}

export const isViolated = (findings: readonly Located[]): boolean =>
  findings.some((finding) => fails(finding, 'error'));

/** Also what could not be changed in place, against the files that synth wrote. */
export const findEverything = (environments: readonly Environment[], outDir: string): Located[] => [
  ...findAll(environments),
  ...environments.flatMap((one) =>
    findChanges(outDir, one, () => synthesize(one.platform, { targets: ['kubernetes'] })),
  ),
];

/**
 * What the rules find in the platforms, and in the final objects.
 *
 * @throws ConfigError with every patch that cannot be applied, and the place of each
 */
export function findAll(environments: readonly Environment[]): Located[] {
  const issues: ConfigIssue[] = [];
  const findings = environments.flatMap((environment) => {
    try {
      return locate(environment, findIn(environment));
    } catch (error) {
      if (!(error instanceof ConfigError)) throw error;
      issues.push(...error.issues.map((issue) => ({ ...issue, position: environment.placeOf(issue.path).position })));
      return [];
    }
  });
  if (issues.length > 0) throw new ConfigError(issues);
  return findings;
}

/** Both phases of the rules: the platform, then what is made of it. */
const findIn = ({ platform }: Environment): readonly Finding[] => [
  ...checkPlatform(platform),
  ...checkOutput(platform),
];
