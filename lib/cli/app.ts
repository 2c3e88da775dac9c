import { ConfigError, formatIssues } from '../config/errors';
import { findAll } from './check';
import { type Console, plainStyle } from './console';
import { type Environment, loadEnvironments } from './environments';
import { exitCodes } from './exit-codes';
import { forEachEnvironment } from './for-each-environment';
import { reportFindings } from './report';

/**
 * The frame of the cdk8s and CDK apps: hands over the environments that break no rule, so that `cdk deploy` refuses what
 * `memorai synth` refuses. Mistakes go to stderr, with the exit codes of the command line.
 *
 * @param names - Environments; all when empty.
 * @param finish - Once all are built.
 */
export function runApp(
  names: readonly string[],
  build: (environment: Environment) => void,
  finish: () => void = () => undefined,
): void {
  try {
    const environments = loadEnvironments({ folder: 'environments', names });
    const violated = findAll(environments).filter((finding) => finding.severity === 'error');
    if (violated.length > 0) {
      reportFindings(violated, stderr);
      process.exitCode = exitCodes.violated;
      return;
    }
    forEachEnvironment(environments, build);
    finish();
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    process.stderr.write(`${formatIssues(error.issues)}\n`);
    process.exitCode = exitCodes.usage;
  }
}

const stderr: Console = {
  out: (text) => void process.stderr.write(text),
  err: (text) => void process.stderr.write(text),
  progress: () => {},
  style: plainStyle,
};
