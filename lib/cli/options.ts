import { type Command, Option } from 'commander';

/** Where synth writes, unless told otherwise. */
export const defaultOutDir = 'dist';

/** Words that several verbs share. */
export interface CommonOptions<Format extends string = 'text' | 'json'> {
  readonly env: readonly string[];
  readonly config: string;
  readonly output: Format;
}

/** @param formats - Of the data on stdout, the default first. */
export function withCommonOptions(command: Command, formats: readonly string[] = ['text', 'json']): Command {
  return command
    .addOption(new Option('-e, --env <name...>', 'only these environments').default([], 'all'))
    .option('-c, --config <folder>', 'folder of the configs', 'environments')
    .addOption(
      new Option('-o, --output <format>', 'format of what goes to stdout').choices(formats).default(formats[0]),
    );
}
