import { parseOrigins } from './cors';
import { SettingsError } from './settings-error';

/** Environment variables, as Node gives them. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** What the reference service reads of the contract's settings. */
export interface Settings {
  /** MEMORAI_HOST: address to listen on. @default 0.0.0.0 (guide L221): a container must answer on its own address */
  readonly host: string;
  /** MEMORAI_PORT: 1 to 65535. @default 3001, the api's (guide L220) */
  readonly port: number;
  /** MEMORAI_VERSION: what /health reports; required, because it once was never set (E46). */
  readonly version: string;
  /** MEMORAI_ENV: name of the environment; required, because no environment is a safe guess. */
  readonly environment: string;
  /** CORS_ALLOWED_ORIGINS: comma list. @default empty: no CORS headers */
  readonly corsOrigins: readonly string[];
}

/**
 * Reads and checks the settings. An empty variable counts as absent.
 * @throws SettingsError with all problems
 */
export function readSettings(env: Environment): Settings {
  const issues: string[] = [];
  const host = env.MEMORAI_HOST || '0.0.0.0';
  if (!/^[A-Za-z0-9.:-]+$/.test(host)) {
    issues.push(`MEMORAI_HOST must be a host name or an address, got ${JSON.stringify(host)}`);
  }
  const port = env.MEMORAI_PORT || '3001';
  if (!isPort(port)) issues.push(`MEMORAI_PORT must be a whole number from 1 to 65535, got ${JSON.stringify(port)}`);
  const version = env.MEMORAI_VERSION?.trim() ?? '';
  if (version === '')
    issues.push('MEMORAI_VERSION is missing; set it to the version of the application, such as 3.2.0');
  const environment = env.MEMORAI_ENV ?? '';
  if (environment === '') issues.push('MEMORAI_ENV is missing; set it to the name of the environment');
  else if (!/^[a-z][a-z0-9-]*$/.test(environment)) {
    issues.push(`MEMORAI_ENV must be lower-case letters, digits and hyphens, got ${JSON.stringify(environment)}`);
  }
  const cors = parseOrigins(env.CORS_ALLOWED_ORIGINS ?? '');
  issues.push(...cors.issues.map((issue) => `CORS_ALLOWED_ORIGINS ${issue}`));
  if (issues.length > 0) throw new SettingsError(issues);
  return { host, port: Number(port), version, environment, corsOrigins: cors.origins };
}

/** Whether a text is a TCP port that one can name: 1 to 65535. */
export function isPort(text: string): boolean {
  return /^[1-9]\d{0,4}$/.test(text) && Number(text) <= 65_535;
}
