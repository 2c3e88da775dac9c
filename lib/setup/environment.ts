import { type SetupFacts, setupFactsVariable } from '../platform/store-config/setup-facts';
import { exitCodes } from './exit-codes';
import { SetupError } from './setup-error';

export type Environment = Readonly<Record<string, string | undefined>>;

/** A setting; empty is as good as missing. Throws SetupError with what it is for. */
export function required(environment: Environment, name: string, what: string): string {
  const value = environment[name];
  if (value === undefined || value === '') {
    throw new SetupError(`${name} is not set: ${what}`, undefined, exitCodes.usage);
  }
  return value;
}

/** The platform's facts, as its Jobs get them. Throws SetupError where they are missing or are no JSON of ours. */
export function factsOf(environment: Environment): SetupFacts {
  const text = required(
    environment,
    setupFactsVariable,
    'the Jobs of the platform carry it; elsewhere name the config instead: --config environments/<environment>.yaml',
  );
  const facts = parse(text);
  if (facts?.postgres === undefined || facts.qdrant === undefined) {
    throw new SetupError(
      `${setupFactsVariable} is not the JSON that the platform writes`,
      'take it from the Job, or use --config',
      exitCodes.usage,
    );
  }
  return facts as SetupFacts;
}

function parse(text: string): Partial<SetupFacts> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? value : undefined;
  } catch {
    return undefined;
  }
}
