import { ConfigError, formatIssues } from '../config/errors';
import { type Console, plainStyle } from './console';
import { type Environment, loadEnvironments } from './environments';
import { exitCodes } from './exit-codes';
import { findAll } from './findings';
import { forEachEnvironment } from './for-each-environment';
import { renderOnce } from './render-once';
import { reportFindings } from './report';
import { today } from './today';

/** How an environment was accepted. */
interface Accepted {
  /** The day by which its exceptions were held to hold. */
  readonly today: string;
  /** Prints its warnings and notes; for an app whose constructs do not show them. */
  showFindings(): void;
}

/**
 * The frame of the cdk8s and CDK apps: hands over the environments that break no rule, so that `cdk deploy` refuses what
 * `memorai synth` refuses. Mistakes go to stderr, with the exit codes of the command line.
 *
 * @param names - Environments; all when empty.
 * @param finish - Once all are built.
 */
export function runApp(
  names: readonly string[],
  build: (environment: Environment, accepted: Accepted) => void,
  finish: () => void = () => undefined,
): void {
  try {
    const environments = loadEnvironments({ folder: 'environments', names });
    const day = today();
    // The app renders its stacks and charts itself, and its charts check their objects: here only for the place of a mistake.
    const isPatched = ({ platform }: Environment) => platform.patches.length + platform.extraObjects.length > 0;
    const findings = findAll(environments, day, renderOnce(), isPatched);
    const violated = findings.filter((finding) => finding.severity === 'error');
    if (violated.length > 0) {
      reportFindings(violated, stderr);
      process.exitCode = exitCodes.violated;
      return;
    }
    forEachEnvironment(environments, (environment) =>
      build(environment, {
        today: day,
        showFindings: () =>
          reportFindings(
            findings.filter((one) => one.environment === environment.platform.environment),
            stderr,
          ),
      }),
    );
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
  outStyle: plainStyle,
};
