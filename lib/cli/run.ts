import { Command, CommanderError } from 'commander';
import { ConfigError } from '../config/errors';
import { OutputError } from '../output/output-error';
import { MissingPackageError } from '../synthesize';
import { checkCommand } from './check';
import type { Console } from './console';
import { diffCommand } from './diff';
import { type ExitCode, exitCodes } from './exit-codes';
import { explainCommand } from './explain';
import { initCommand } from './init';
import { listCommand } from './list';
import { reportIssues } from './report';
import { secretsCommand } from './secrets';
import { synthCommand } from './synth';

/**
 * Runs the command line and answers with the exit code; nothing is thrown, nothing ends the process.
 *
 * @param argv - The words after the program's name.
 */
export function run(argv: readonly string[], version: string, console: Console): ExitCode {
  let code: ExitCode = exitCodes.ok;
  const program = new Command('memorai')
    .description('One config in; Kubernetes YAML, CloudFormation and Compose out, checked against each other')
    .version(version)
    .option('--verbose', 'show where in the code an unexpected error happened')
    .exitOverride()
    .configureOutput({ writeOut: (text) => console.out(text), writeErr: (text) => console.err(text) })
    .showHelpAfterError('(memorai --help shows the verbs)');
  const end = (result: ExitCode) => {
    code = result;
  };
  for (const add of [synthCommand, checkCommand, diffCommand, listCommand, explainCommand, initCommand, secretsCommand])
    add(program, console, end);
  try {
    program.parse([...argv], { from: 'user' });
    return code;
  } catch (error) {
    return failure(error, argv, console);
  }
}

function failure(error: unknown, argv: readonly string[], console: Console): ExitCode {
  if (error instanceof CommanderError) return error.exitCode === 0 ? exitCodes.ok : exitCodes.usage;
  const json = wantsJson(argv);
  if (error instanceof ConfigError) {
    reportIssues(error.issues, json, console);
    return exitCodes.usage;
  }
  if (error instanceof OutputError || error instanceof MissingPackageError) {
    console.err(`${error.message}\n`);
    return exitCodes.internal;
  }
  const message = error instanceof Error ? error.message : String(error);
  console.err(`${console.style.error('internal error')}: ${message}\n`);
  if (argv.includes('--verbose') && error instanceof Error) console.err(`${error.stack ?? ''}\n`);
  else console.err('run again with --verbose for the place in the code\n');
  return exitCodes.internal;
}

/** `--output json`, wherever it stands; needed when the command could not finish. */
function wantsJson(argv: readonly string[]): boolean {
  const at = argv.findIndex((word) => word === '--output' || word === '-o');
  return argv[at + 1] === 'json' ? at >= 0 : argv.includes('--output=json');
}
