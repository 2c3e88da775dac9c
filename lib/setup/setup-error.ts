import { type ExitCode, exitCodes } from './exit-codes';

/** Something that a person has to see to: what is wrong, and the way out. */
export class SetupError extends Error {
  override readonly name = 'SetupError';

  constructor(
    message: string,
    readonly wayOut?: string,
    readonly exitCode: ExitCode = exitCodes.failed,
  ) {
    super(message);
  }
}
