import { DeadlineError } from './deadline';
import { isError } from './is-error';
import type { Pointer } from './setting-pointers';
import { SourceError } from './setting-source';

/** Names under which AWS services say that they are asked too often. */
const THROTTLING: ReadonlySet<string> = new Set([
  'Throttling',
  'ThrottlingException',
  'ThrottledException',
  'TooManyRequestsException',
  'RequestLimitExceeded',
  'RequestThrottledException',
]);

export function isThrottling(error: unknown): boolean {
  return isError(error) && THROTTLING.has(error.name);
}

/** Secrets Manager gives the same exception for a secret that is not there and one without a value; its text differs. */
const NO_VALUE = /secret value for staging label/;

/**
 * What went wrong and the way out, in words that follow the name of the secret or parameter. The message of the
 * exception is not shown: it is not ours, and might hold what must not be logged.
 * @param error what the source rejected with, or `empty` for an empty value
 */
export function explainFailure(error: unknown, { from, id }: Pointer): string {
  if (error === 'empty' || (isError(error) && NO_VALUE.test(error.message))) {
    return from === 'secret'
      ? `has no value yet; store one: aws secretsmanager put-secret-value --secret-id ${id} --secret-string file://value`
      : 'has no value';
  }
  if (error instanceof SourceError) return `cannot be read: ${error.message}`;
  if (error instanceof DeadlineError) {
    return `gave no answer within ${error.milliseconds} ms; is there a NAT gateway or a VPC endpoint to the service?`;
  }
  if (isThrottling(error)) return 'is asked for too often (throttled); try again later';
  const name = isError(error) && /^\w{1,64}$/.test(error.name) ? error.name : 'Error';
  return REASONS[name] ?? `cannot be read (${name})`;
}

const REASONS: Readonly<Record<string, string>> = {
  ResourceNotFoundException: 'does not exist in this account and region',
  ParameterNotFound: 'does not exist in this account and region',
  AccessDeniedException: "may not be read; does the function's role allow it, and the use of its KMS key?",
  DecryptionFailure: "cannot be decrypted; does the function's role allow the use of its KMS key?",
};
