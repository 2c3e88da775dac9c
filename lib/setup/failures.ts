import { SetupError } from './setup-error';

interface Failure {
  /** What it means, in words of the person who reads it at night. */
  readonly means: string;
  readonly wayOut: string;
  /** Whether waiting may help: `start` while a server starts, `bootstrap` while the administrator's part is running. */
  readonly passes?: 'start' | 'bootstrap';
}

const start = (means: string): Failure => ({
  means,
  wayOut: 'is the server running, the host right, and is the way there open (network policy, security group)',
  passes: 'start',
});
const certificate: Failure = {
  means: 'the certificate of the server is not trusted',
  wayOut: 'set PGSSLROOTCERT to the file of its certificate authority (Amazon RDS: global-bundle.pem)',
};

const missing: Failure = {
  means: 'a package is not installed',
  wayOut: 'add pg and node-pg-migrate to the dependencies of the application: npm install pg node-pg-migrate',
};

const MISSING_RIGHT = '42501';

/** Codes of Node and of PostgreSQL (appendix A of its manual), and what to do about each. */
const failures: Readonly<Record<string, Failure>> = {
  ECONNREFUSED: start('nothing listens there'),
  ECONNRESET: start('the connection was cut'),
  ENOTFOUND: start('the host name does not resolve'),
  EAI_AGAIN: start('the host name does not resolve now'),
  ETIMEDOUT: start('nothing answered in time'),
  EHOSTUNREACH: start('no way leads to the host'),
  '57P03': start('the server is starting up'),
  '53300': {
    means: 'the server has no connection left',
    wayOut: 'compare `memorai explain --env <environment> connections` with the pools that are in use',
    passes: 'start',
  },
  '28P01': {
    means: 'the server refuses user or password',
    wayOut: 'has the bootstrap run since the password changed; is the password in a URL percent-encoded',
    passes: 'bootstrap',
  },
  '28000': {
    means: 'the server does not let this user in',
    wayOut: 'has the bootstrap run; does the server ask for TLS (sslmode)',
    passes: 'bootstrap',
  },
  '3D000': { means: 'the database does not exist', wayOut: 'run the bootstrap first', passes: 'bootstrap' },
  [MISSING_RIGHT]: {
    means: 'a right is missing',
    wayOut: 'run the bootstrap: the application owns its schemas after it',
  },
  MODULE_NOT_FOUND: missing,
  ERR_MODULE_NOT_FOUND: missing,
  SELF_SIGNED_CERT_IN_CHAIN: certificate,
  DEPTH_ZERO_SELF_SIGNED_CERT: certificate,
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: certificate,
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: certificate,
};

/** Node's or PostgreSQL's. */
export const codeOf = (error: unknown): string | undefined =>
  typeof error === 'object' && error !== null && 'code' in error && typeof error.code === 'string'
    ? error.code
    : undefined;

/** The known failure behind an error; of an AggregateError (several addresses tried) that of its first. */
function failureOf(error: unknown): Failure | undefined {
  if (error instanceof AggregateError && error.errors.length > 0) {
    return failureOf(error.errors[0]);
  }
  const code = codeOf(error);
  return code === undefined ? undefined : failures[code];
}

/** Somebody else's table or schema, or a bootstrap that has not run. */
export const isMissingRight = (error: unknown): boolean => codeOf(error) === MISSING_RIGHT;

export const passes = (error: unknown): Failure['passes'] => failureOf(error)?.passes;

/** What the server or Node said, its first line; of several addresses tried, what the first of them answered. */
export function messageOf(error: unknown): string {
  if (error instanceof AggregateError && error.errors.length > 0) {
    return messageOf(error.errors[0]);
  }
  const [line = ''] = (error instanceof Error ? error.message : String(error)).split('\n');
  return line;
}

/** Any error as one that says what to do; `where` begins the sentence, unless it is empty. */
export function explained(where: string, error: unknown): SetupError {
  if (error instanceof SetupError) {
    return error;
  }
  const failure = failureOf(error);
  const said = messageOf(error);
  const hint =
    typeof error === 'object' && error !== null && 'hint' in error && typeof error.hint === 'string'
      ? error.hint
      : undefined;
  return new SetupError(
    `${where === '' ? '' : `${where}: `}${failure === undefined ? said : `${failure.means} (${said})`}`,
    hint ?? failure?.wayOut,
  );
}
