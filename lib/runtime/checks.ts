import { ConnectFailure, connect, getOk } from './connect';
import type { Check } from './readiness';
import { type Environment, isPort } from './settings';

type Run = Check['run'];

/** How each check follows from the settings of a service; no setting, no check. */
const CHECKS: Readonly<Record<string, (env: Environment) => Run | undefined>> = {
  database: (env) => (env.DB_HOST ? host(env.DB_HOST, env.DB_PORT || '5432') : url(env.DATABASE_URL, POSTGRES_SCHEMES)),
  redis: (env) => url(env.REDIS_URL, REDIS_SCHEMES),
  qdrant: (env) => qdrant(env.QDRANT_URL, env.QDRANT_API_KEY),
  external: (env) => (env.OPENAI_API_KEY ? host('api.openai.com', '443') : undefined),
};

interface Scheme {
  readonly port: number;
  readonly tls: boolean;
}
/** Postgres agrees on TLS inside its own protocol, so a plain connection is all that can be tried from outside. */
const POSTGRES: Scheme = { port: 5432, tls: false };
const POSTGRES_SCHEMES: Readonly<Record<string, Scheme>> = { 'postgresql:': POSTGRES, 'postgres:': POSTGRES };
const REDIS_SCHEMES: Readonly<Record<string, Scheme>> = {
  'redis:': { port: 6379, tls: false },
  'rediss:': { port: 6379, tls: true },
};

/** The checks of a service, from the settings that it was given: a dashboard without DATABASE_URL has none for it. */
export function checksFromEnvironment(env: Environment): readonly Check[] {
  return Object.entries(CHECKS).flatMap(([name, derive]) => {
    const run = derive(env);
    return run === undefined ? [] : [{ name, run }];
  });
}

/** A setting that cannot be read is a failed check, not a crash: the other checks still report. */
const misconfigured: Run = () => Promise.reject(new ConnectFailure('misconfigured'));

function host(name: string, port: string): Run {
  if (!isPort(port)) return misconfigured;
  return (signal) => connect({ host: name, port: Number(port), tls: false }, signal);
}

function url(text: string | undefined, schemes: Readonly<Record<string, Scheme>>): Run | undefined {
  if (!text) return undefined;
  if (!URL.canParse(text)) return misconfigured;
  const { protocol, hostname, port } = new URL(text);
  const scheme = schemes[protocol];
  if (scheme === undefined || hostname === '') return misconfigured;
  const endpoint = { host: hostname.replace(/^\[|\]$/g, ''), port: Number(port || scheme.port), tls: scheme.tls };
  return (signal) => connect(endpoint, signal);
}

function qdrant(text: string | undefined, apiKey: string | undefined): Run | undefined {
  if (!text) return undefined;
  if (!URL.canParse(text) || !/^https?:$/.test(new URL(text).protocol)) return misconfigured;
  const target = new URL(`${text.replace(/\/+$/, '')}/readyz`);
  return (signal) => getOk(target, apiKey ? { 'api-key': apiKey } : {}, signal);
}
