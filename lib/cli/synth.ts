import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Command } from 'commander';
import { attempt } from '../output/output-error';
import { type WriteReport, writeOutput } from '../output/write';
import type { Artifact } from '../platform/artifact';
import { findChanges } from './changes';
import type { Console } from './console';
import { type Environment, loadEnvironments } from './environments';
import { type ExitCode, exitCodes } from './exit-codes';
import { findAll, isViolated } from './findings';
import { forEachEnvironment } from './for-each-environment';
import { type CommonOptions, defaultOutDir, withCommonOptions } from './options';
import { type Render, renderOnce } from './render-once';
import { type Located, plainFinding, printJson, reportFindings } from './report';
import { today } from './today';

interface SynthOptions extends CommonOptions {
  readonly outDir: string;
}

export function synthCommand(program: Command, console: Console, end: (code: ExitCode) => void): void {
  withCommonOptions(program.command('synth'))
    .description('write the files of every environment; nothing is written where a config or a rule fails')
    .option('-d, --out-dir <folder>', 'where they go: <folder>/<environment>/<target>/…', defaultOutDir)
    .action((options: SynthOptions) => {
      const environments = loadEnvironments({ folder: options.config, names: options.env });
      const refuse = (findings: readonly Located[]): void => {
        if (options.output === 'json') printJson({ ok: false, findings: findings.map(plainFinding) }, console);
        else reportFindings(findings, console);
        end(exitCodes.violated);
      };
      const day = today();
      const rendering = renderOnce(({ platform }) =>
        console.progress(`rendering ${platform.environment} (${platform.targets.join(', ')})\n`),
      );
      const broken = findAll(environments, day, rendering);
      if (isViolated(broken)) {
        refuse(broken);
        return;
      }
      const outputs = render(environments, options, rendering);
      const findings = [
        ...broken,
        ...environments.flatMap((one) =>
          findChanges(options.outDir, one, day, () => outputs.get(one.platform.environment) ?? []),
        ),
      ];
      if (isViolated(findings)) {
        refuse(findings);
        return;
      }
      const report = writeOutput(options.outDir, outputs);
      if (options.output === 'json') {
        const json = { ok: true, outDir: options.outDir, ...report, findings: findings.map(plainFinding) };
        printJson(json, console);
      } else printReport(outputs, report, findings, options.outDir, console);
      end(exitCodes.ok);
    });
}

/** Renders everything before the first write; environments that are gone give up their files when all were asked for. */
function render(
  environments: readonly Environment[],
  options: SynthOptions,
  rendering: Render,
): ReadonlyMap<string, readonly Artifact[]> {
  const outputs = new Map<string, readonly Artifact[]>();
  if (options.env.length === 0) {
    for (const name of formerEnvironments(options.outDir)) outputs.set(name, []);
  }
  forEachEnvironment(environments, (environment) => {
    outputs.set(environment.platform.environment, rendering(environment).artifacts);
  });
  return outputs;
}

const formerEnvironments = (outDir: string): string[] =>
  existsSync(outDir)
    ? attempt(outDir, () => readdirSync(outDir)).filter((name) => existsSync(join(outDir, name, '.synth.json')))
    : [];

function printReport(
  outputs: ReadonlyMap<string, readonly Artifact[]>,
  report: WriteReport,
  findings: readonly Located[],
  outDir: string,
  console: Console,
): void {
  reportFindings(findings, console);
  for (const path of report.kept)
    console.err(`kept ${join(outDir, path)}: it was edited, and is no longer generated\n`);
  for (const [environment, artifacts] of outputs) {
    const mine = (paths: readonly string[]) => paths.filter((path) => path.startsWith(`${environment}/`)).length;
    console.out(
      `${join(outDir, environment)}: ${artifacts.length} files, ${mine(report.written)} written, ${mine(report.deleted)} deleted\n`,
    );
  }
}
