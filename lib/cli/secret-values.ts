import type { ComposeSecrets, ComposeVariable, VariableContent } from '../platform/compose-secrets';
import { percentEncode } from '../platform/percent-encode';

/** Values by name; one that is empty counts as missing. */
export type Values = ReadonlyMap<string, string>;

/** What is there already. */
export interface Present {
  readonly variables: Values;
  readonly files: Values;
}

export interface SecretPlan {
  /** What `.env` has to get. */
  readonly variables: Values;
  /** What `secrets/` has to get. */
  readonly files: Values;
  /** Issued by someone else, and not there. */
  readonly toFill: readonly ComposeVariable[];
  /** Connection strings that need one of those first. */
  readonly waiting: readonly string[];
  /** There, and other than what they follow from: kept, and said. */
  readonly differing: readonly string[];
}

/**
 * What has to be made so that everything is there once; what is there is never changed.
 *
 * @param random - A new secret: 64 hexadecimal characters, which need no encoding anywhere.
 */
export function planSecrets(secrets: ComposeSecrets, present: Present, random: () => string): SecretPlan {
  const names = [...secrets.variables, ...secrets.files].filter(
    ({ name }, index, all) => all.findIndex((other) => other.name === name) === index,
  );
  const known = new Map<string, string>();
  for (const { name, content } of names) {
    const value = some(present.variables.get(name)) ?? some(present.files.get(name));
    if (value !== undefined) known.set(name, value);
    else if (content.kind === 'generated') known.set(name, random());
  }
  const differing: string[] = [];
  const waiting: string[] = [];
  for (const { name, content } of secrets.variables) {
    if (content.kind !== 'composed') continue;
    const made = compose(content, known);
    if (made === undefined) {
      if (!known.has(name)) waiting.push(name);
    } else if (!known.has(name)) known.set(name, made);
    else if (known.get(name) !== made) differing.push(name);
  }
  for (const { name } of secrets.files) {
    const inFile = some(present.files.get(name));
    if (inFile !== undefined && inFile !== known.get(name)) differing.push(`secrets/${name}`);
  }
  const missing = (rows: readonly ComposeVariable[], there: Values) =>
    new Map(
      rows.flatMap(({ name }) => {
        const value = known.get(name);
        return value === undefined || some(there.get(name)) !== undefined ? [] : [[name, value] as const];
      }),
    );
  return {
    variables: missing(secrets.variables, present.variables),
    files: missing(secrets.files, present.files),
    toFill: names.filter(({ name, content }) => content.kind === 'thirdParty' && !known.has(name)),
    waiting,
    differing,
  };
}

const some = (value: string | undefined): string | undefined => (value === '' ? undefined : value);

/** A connection string; undefined where one of its parts is not there. */
function compose({ parts }: Extract<VariableContent, { kind: 'composed' }>, known: Values): string | undefined {
  const texts = parts.map((part) => {
    if ('text' in part) return part.text;
    const value = known.get(part.variable);
    return value === undefined ? undefined : percentEncode(value);
  });
  return texts.includes(undefined) ? undefined : texts.join('');
}
