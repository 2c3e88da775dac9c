import { Command, CommanderError, InvalidArgumentError } from 'commander';
import { psqlScript } from '../platform/database/psql-script';
import { setupSeconds } from '../platform/setup-steps';
import { type SetupFacts, setupFacts } from '../platform/store-config/setup-facts';
import type { Clock } from './clock';
import { collection } from './collection';
import { type Environment, factsOf } from './environment';
import { type ExitCode, exitCodes } from './exit-codes';
import { explained } from './failures';
import type { StepContext } from './step';

/** The process around the steps. */
export interface SetupProcess {
  readonly environment: Environment;
  readonly clock: Clock;
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
}

interface GivenOptions {
  readonly config?: string;
  readonly folder: string;
  readonly wait: number;
}

type Step = (context: StepContext) => Promise<void>;

/** The steps; pg and the migration tool are loaded by those that need them. */
const steps: Readonly<Record<string, { readonly description: string; readonly load: () => Step }>> = {
  bootstrap: {
    description:
      'as the administrator: role, database, extensions, schemas, search path (POSTGRES_PASSWORD, DB_PASSWORD)',
    load: () => (require('./bootstrap') as typeof import('./bootstrap')).bootstrap,
  },
  migrate: {
    description: 'run the files of <folder>/migrations that have not run, then make partitions for new tables',
    load: () => (require('./migrate') as typeof import('./migrate')).migrate,
  },
  seed: {
    description: 'run the files of <folder>/seeds that have not run',
    load: () => (require('./migrate') as typeof import('./migrate')).seed,
  },
  index: {
    description:
      'make the months ahead of partitioned tables, and the indexes of <folder>/indexes without stopping writers',
    load: () => (require('./index-step') as typeof import('./index-step')).index,
  },
  verify: {
    description: 'compare the live database with the platform; changes nothing',
    load: () => (require('./verify') as typeof import('./verify')).verify,
  },
  collection: {
    description: 'make the collection of Qdrant, or compare it (QDRANT_URL, QDRANT_API_KEY)',
    load: () => collection,
  },
};

/**
 * Runs `memorai-db` and answers with the exit code; nothing is thrown, nothing ends the process.
 *
 * @param argv - The words after the program's name.
 */
export async function runSetup(argv: readonly string[], version: string, process: SetupProcess): Promise<ExitCode> {
  const program = new Command('memorai-db')
    .description('Sets up the databases of the platform; every step can be run again')
    .version(version)
    .option('--config <file>', 'the config of the environment; default: MEMORAI_STORES, which the Jobs carry')
    .option('--folder <folder>', "the application's SQL: migrations, seeds, indexes", 'database')
    .option('--wait <seconds>', 'how long to wait for a server that is not there yet', seconds, setupSeconds.wait)
    .exitOverride()
    .configureOutput({ writeOut: process.out, writeErr: process.err })
    .showHelpAfterError('(memorai-db --help shows the steps)');
  const contextOf = (): StepContext => {
    const given = program.opts<GivenOptions>();
    let facts: SetupFacts | undefined;
    return {
      environment: process.environment,
      facts: () => {
        facts ??= given.config === undefined ? factsOf(process.environment) : factsOfConfig(given.config);
        return facts;
      },
      folder: given.folder,
      waitMs: given.wait * 1000,
      clock: process.clock,
      say: (line) => process.err(`${line}\n`),
    };
  };
  for (const [name, { description, load }] of Object.entries(steps)) {
    program
      .command(name)
      .description(description)
      .action(async () => load()(contextOf()));
  }
  program
    .command('script')
    .description('print the bootstrap as a script for psql, for whoever administers the server')
    .action(() => process.out(psqlScript(contextOf().facts().postgres)));
  try {
    await program.parseAsync([...argv], { from: 'user' });
    return exitCodes.ok;
  } catch (error) {
    return failure(error, process);
  }
}

function failure(error: unknown, process: SetupProcess): ExitCode {
  if (error instanceof CommanderError) return error.exitCode === 0 ? exitCodes.ok : exitCodes.usage;
  const known = explained('', error);
  process.err(`error: ${known.message}\n`);
  if (known.wayOut !== undefined) process.err(`       ${known.wayOut}\n`);
  return known.exitCode;
}

function factsOfConfig(file: string): SetupFacts {
  // The config's reader and resolver are not needed where the facts come with the environment.
  const { loadPlatform } = require('../load-platform') as typeof import('../load-platform');
  const { stores, connections } = loadPlatform(file);
  return setupFacts(stores, connections);
}

function seconds(text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 0 || text === '') throw new InvalidArgumentError('must be whole seconds.');
  return value;
}
