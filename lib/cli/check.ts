import { type Command, Option } from 'commander';
import { ConfigError } from '../config/errors';
import type { Console } from './console';
import { loadEnvironments } from './environments';
import { type ExitCode, exitCodes } from './exit-codes';
import { findEverything, findInPlatforms } from './findings';
import { type FormatName, formats } from './formats/index';
import { type FailOn, failOnChoices, fails, type Report } from './formats/report';
import { type CommonOptions, defaultOutDir, withCommonOptions } from './options';
import { renderOnce } from './render-once';
import { countFindings, type Located } from './report';
import { today } from './today';

interface CheckOptions extends CommonOptions<FormatName> {
  readonly outDir: string;
  readonly failOn: FailOn;
  readonly phase: 'platform' | 'all';
}

export function checkCommand(program: Command, console: Console, end: (code: ExitCode) => void): void {
  withCommonOptions(program.command('check'), Object.keys(formats))
    .description('read the configs and hold them against the rules; exit 3 where one is violated')
    .option(
      '-d, --out-dir <folder>',
      'where synth wrote: what could not be changed in place is a violation too',
      defaultOutDir,
    )
    .addOption(
      new Option('--phase <phase>', 'platform: only the rules that need no output, for an editor or before a commit')
        .choices(['platform', 'all'])
        .default('all'),
    )
    .addOption(
      new Option('--fail-on <severity>', 'exit 3 from this severity on').choices(failOnChoices).default('error'),
    )
    .action((options: CheckOptions) => {
      const report: Report = { ...examine(options), failOn: options.failOn, version: program.version() ?? '' };
      formats[options.output](report, console);
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
    return {
      environments: names,
      findings:
        options.phase === 'platform'
          ? findInPlatforms(environments, today())
          : findEverything(environments, options.outDir, today(), renderOnce()),
      issues: [],
    };
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
