import type { Command } from 'commander';
import { checkOutput } from '../check-output';
import { checkPlatform } from '../rules/index';
import { synthesize } from '../synthesize';
import { findChanges } from './changes';
import type { Console } from './console';
import { type Environment, loadEnvironments } from './environments';
import { type ExitCode, exitCodes } from './exit-codes';
import { forEachEnvironment } from './for-each-environment';
import { type CommonOptions, withCommonOptions } from './options';
import { type Located, locate, printJson, reportFindings } from './report';

interface CheckOptions extends CommonOptions {
  readonly outDir: string;
}

export function checkCommand(program: Command, console: Console, end: (code: ExitCode) => void): void {
  withCommonOptions(program.command('check'))
    .description('read the configs and hold them against the rules; exit 3 where one is violated')
    .option(
      '-d, --out-dir <folder>',
      'where synth wrote: what could not be changed in place is a violation too',
      'dist',
    )
    .action((options: CheckOptions) => {
      const environments = loadEnvironments({ folder: options.config, names: options.env });
      const findings = [
        ...findAll(environments),
        ...environments.flatMap((one) =>
          findChanges(options.outDir, one, () => synthesize(one.platform, { targets: ['kubernetes'] })),
        ),
      ];
      const violated = isViolated(findings);
      if (options.output === 'json') {
        printJson(
          { ok: !violated, environments: environments.map((one) => one.platform.environment), findings },
          console,
        );
      } else {
        reportFindings(findings, console);
        for (const { platform } of environments) {
          const own = findings.filter((finding) => finding.environment === platform.environment);
          console.out(`${platform.environment}: ${count(own, 'error')}, ${count(own, 'warning')}\n`);
        }
      }
      end(violated ? exitCodes.violated : exitCodes.ok);
    });
}

export const isViolated = (findings: readonly Located[]): boolean =>
  findings.some((finding) => finding.severity === 'error');

/**
 * What the rules find in the platforms, and in the final objects.
 *
 * @throws ConfigError with every patch that cannot be applied, and the place of each
 */
export function findAll(environments: readonly Environment[]): Located[] {
  return forEachEnvironment(environments, (environment) => {
    const { platform } = environment;
    return locate(environment, [...checkPlatform(platform), ...checkOutput(platform)]);
  }).flat();
}

function count(findings: readonly Located[], severity: Located['severity']): string {
  const number = findings.filter((finding) => finding.severity === severity).length;
  return `${number} ${severity}${number === 1 ? '' : 's'}`;
}
