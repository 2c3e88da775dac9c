import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import type { Command } from 'commander';
import { ConfigError } from '../config/errors';
import { composeSecrets } from '../platform/compose-secrets';
import type { Platform } from '../platform/types';
import type { Console } from './console';
import { addToEnvFile, type EnvAddition } from './env-file';
import { loadEnvironments } from './environments';
import { type ExitCode, exitCodes } from './exit-codes';
import { type CommonOptions, defaultOutDir, withCommonOptions } from './options';
import { printJson } from './report';
import { readSecretFolder, writeSecretFolder } from './secret-folder';
import { planSecrets } from './secret-values';

interface SecretsOptions extends CommonOptions {
  readonly outDir: string;
}

/** What was done in one environment: names, never a value. */
interface Done {
  readonly environment: string;
  readonly folder: string;
  readonly made: readonly string[];
  readonly toFill: readonly { readonly name: string; readonly description: string; readonly file: string }[];
  readonly waiting: readonly string[];
  readonly differing: readonly string[];
}

export function secretsCommand(program: Command, console: Console, end: (code: ExitCode) => void): void {
  const secrets = program.command('secrets').description('secrets of environments that keep them in files: Compose');
  withCommonOptions(secrets.command('init'))
    .description('make .env and secrets/ beside the compose file; what is there stays as it is')
    .option('-d, --out-dir <folder>', 'where synth writes: <folder>/<environment>/compose', defaultOutDir)
    .action((options: SecretsOptions) => {
      const platforms = withFiles(options);
      // All are read before the first is written, so that one that cannot be read changes nothing.
      const plans = platforms.map((platform) => plan(platform, options.outDir));
      for (const { write } of plans) write();
      const done = plans.map((one) => one.done);
      if (options.output === 'json') printJson({ ok: true, environments: done }, console);
      else for (const one of done) report(one, console);
      end(exitCodes.ok);
    });
}

/** The platforms that keep their secrets in files; one that was asked for and does not is refused. */
function withFiles(options: SecretsOptions): readonly Platform[] {
  const platforms = loadEnvironments({ folder: options.config, names: options.env }).map(({ platform }) => platform);
  const usable = platforms.filter(({ secrets }) => secrets.provider === 'envFile');
  const refused = options.env.length > 0 ? platforms.filter((platform) => !usable.includes(platform)) : [];
  const issue = (message: string) => ({ path: 'secrets.provider', code: 'conflict' as const, message });
  if (refused.length > 0) {
    throw new ConfigError(
      refused.map((platform) => issue(`${platform.environment} ${keepers[platform.secrets.provider]}`)),
    );
  }
  if (usable.length === 0) throw new ConfigError([issue(`no environment in ${options.config} is one of Compose`)]);
  return usable;
}

const keepers: Readonly<Record<Platform['secrets']['provider'], string>> = {
  envFile: 'keeps its secrets in files',
  existing: 'has secrets that somebody else keeps in its namespace; only an environment of Compose keeps them in files',
  externalSecrets: 'keeps its secrets in AWS Secrets Manager; only an environment of Compose keeps them in files',
  secretsManager: 'keeps its secrets in AWS Secrets Manager; only an environment of Compose keeps them in files',
};

function plan(platform: Platform, outDir: string): { readonly done: Done; readonly write: () => void } {
  const folder = join(outDir, platform.environment, 'compose').replaceAll('\\', '/');
  const wanted = composeSecrets(platform);
  const present = readSecretFolder(folder);
  const { variables, files, toFill, waiting, differing } = planSecrets(wanted, present, () =>
    randomBytes(32).toString('hex'),
  );
  const additions = wanted.variables.flatMap(({ name, description }): EnvAddition[] => {
    const value = variables.get(name);
    if (value !== undefined) return [{ name, value, description }];
    const isLeftOut = !present.variables.has(name) && toFill.some((one) => one.name === name);
    return isLeftOut ? [{ name, value: '', description }] : [];
  });
  return {
    done: {
      environment: platform.environment,
      folder,
      made: [...variables.keys(), ...[...files.keys()].map((name) => `secrets/${name}`)],
      toFill: toFill.map(({ name, description }) => ({
        name,
        description,
        // What no service reads is a file of its own alone.
        file: wanted.variables.some((variable) => variable.name === name) ? '.env' : `secrets/${name}`,
      })),
      waiting,
      differing,
    },
    write: () => writeSecretFolder(folder, addToEnvFile(present.text, additions), files),
  };
}

function report({ environment, folder, made, toFill, waiting, differing }: Done, console: Console): void {
  console.out(`${folder}: ${made.length === 0 ? 'nothing to make' : `made ${made.join(', ')}`}\n`);
  for (const { name, description, file } of toFill) {
    console.err(`fill in ${folder}/${file}  ${name}  ${description}\n`);
  }
  for (const name of waiting) console.err(`${name} is made once its parts are filled in: run this again\n`);
  for (const name of differing) {
    console.err(
      `${console.style.warning('warning')}  ${environment}  ${name} is kept, and is not what its parts say; take it out to have it made again\n`,
    );
  }
}
