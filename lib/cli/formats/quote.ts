import { type ConfigIssue, isOfWholeFile } from '../../config/errors';
import { looksLikeSecret } from '../../config/literal-secrets';
import { isSecretKey } from '../../config/secret-keys';
import type { Place } from '../environments';
import type { Located } from '../report';
import type { SourceLine, SourceLines } from './source-lines';

/** What is said beside the caret: of a value what it was held against, of what nobody wrote where it would stand. */
export function findingNote({ place, value, limit }: Located): string {
  const held = [value, limit === undefined ? undefined : `limit ${limit}`].filter((part) => part !== undefined);
  return [...(held.length === 0 ? [] : [held.join(', ')]), ...(place.written ? [] : [notWritten(place)])].join('; ');
}

function notWritten({ key, origin }: Place): string {
  const where = key === '' ? 'not written, nor is a key above it' : `not written; the nearest key above it is ${key}`;
  return origin === undefined ? where : `${where}; ${origin}`;
}

/**
 * The line where a finding points, at the value where it is written. Undefined where no line says more than the
 * message: of a path of which not even the first key is written.
 */
export function findingLineOf(finding: Located, sources: SourceLines): SourceLine | undefined {
  const { key, written, position } = finding.place;
  return key === '' ? undefined : sources.at(position, written ? 'value' : 'key');
}

/** Issues whose message is about the value, not the key. */
const aboutValue: ReadonlySet<ConfigIssue['code']> = new Set(['type', 'value', 'conflict']);

/**
 * The line of an issue. Never one that holds a secret or might, which would then stand in the log of a pipeline too; nor
 * one of a file that cannot be read, nor the first of a file, where a key is missing that stands below no other.
 */
export function issueLineOf(
  issue: ConfigIssue,
  all: readonly ConfigIssue[],
  sources: SourceLines,
): SourceLine | undefined {
  const { position, code } = issue;
  if (position === undefined || code === 'file' || isOfWholeFile(issue)) return undefined;
  const isSecret = all.some(
    (other) =>
      other.code === 'secret' && other.position?.file === position.file && other.position.line === position.line,
  );
  if (isSecret) return undefined;
  const line = sources.at(position, aboutValue.has(code) ? 'value' : 'key');
  return line === undefined || mayHoldSecret(line.text) ? undefined : line;
}

/** A file that is no YAML has not been searched for secrets. */
const mayHoldSecret = (text: string): boolean =>
  looksLikeSecret(text) || Array.from(text.matchAll(/([\w-]+)["']?\s*:/g)).some(([, key]) => isSecretKey(key ?? ''));
