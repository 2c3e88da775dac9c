import { ConfigError, formatIssues } from '../config/errors';
import { findAll } from './check';
import { type Console, plainStyle } from './console';
import { type Environment, loadEnvironments } from './environments';
import { exitCodes } from './exit-codes';
import { reportFindings } from './report';
import { today } from './today';

/**
 * The frame of the cdk8s and CDK apps: hands over the environments that break no rule, so that `cdk deploy` refuses what
 * `memorai synth` refuses. Mistakes go to stderr, with the exit codes of the command line.
 *
 * @param names - Environments; all when empty.
 */
export function runApp(names: readonly string[], build: (environments: readonly Environment[]) => void): void {
  try {
    const environments = loadEnvironments({ folder: 'environments', names });
    const violated = findAll(environments, today()).filter((finding) => finding.severity === 'error');
    if (violated.length > 0) {
      reportFindings(violated, stderr);
      process.exitCode = exitCodes.violated;
      return;
    }
    build(environments);
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
