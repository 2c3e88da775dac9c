import { type Command, Option } from 'commander';

/** Words that several verbs share. */
export interface CommonOptions {
  readonly env: readonly string[];
  readonly config: string;
  readonly output: 'text' | 'json';
}

export function withCommonOptions(command: Command): Command {
  return command
    .addOption(new Option('-e, --env <name...>', 'only these environments').default([], 'all'))
    .option('-c, --config <folder>', 'folder of the configs', 'environments')
    .addOption(
      new Option('-o, --output <format>', 'format of what goes to stdout').choices(['text', 'json']).default('text'),
    );
}
