import type { Command } from 'commander';
import { checkPlatform } from '../rules/index';
import type { Console } from './console';
import { type Environment, loadEnvironments } from './environments';
import { type ExitCode, exitCodes } from './exit-codes';
import { type CommonOptions, withCommonOptions } from './options';
import { type Located, locate, printJson, reportFindings } from './report';

export function checkCommand(program: Command, console: Console, end: (code: ExitCode) => void): void {
  withCommonOptions(program.command('check'))
    .description('read the configs and hold them against the rules; exit 3 where one is violated')
    .action((options: CommonOptions) => {
      const environments = loadEnvironments({ folder: options.config, names: options.env });
      const findings = findAll(environments);
      const violated = findings.some((finding) => finding.severity === 'error');
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

export const findAll = (environments: readonly Environment[]): Located[] =>
  environments.flatMap((environment) => locate(environment, checkPlatform(environment.platform)));

function count(findings: readonly Located[], severity: Located['severity']): string {
  const number = findings.filter((finding) => finding.severity === severity).length;
  return `${number} ${severity}${number === 1 ? '' : 's'}`;
}
