import { failure, type Handle, type HttpRequest, type HttpResponse } from './message';

const METHODS = 'GET, HEAD, POST, PUT, PATCH, DELETE';
const HEADERS = 'authorization, content-type';
/** Two hours: the longest that Chromium keeps a preflight answer. */
const MAX_AGE_SECONDS = 7200;

/**
 * Answers preflights and lays the CORS headers over every answer, errors included.
 * @param origins whose pages may read our answers, such as `https://dashboard.memorai.com`; or `*` alone: every page,
 * but then without credentials; empty: no CORS at all
 */
export function withCors(origins: readonly string[], handle: Handle): Handle {
  if (origins.length === 0) return handle;
  return async (request) => {
    const granted = grant(origins, request.headers.origin);
    if (isPreflight(request)) return preflight(granted);
    const response = await handle(request);
    return { ...response, headers: { ...response.headers, ...granted, vary: vary(response) } };
  };
}

/**
 * Reads a comma list of origins.
 * @returns the origins, and what is wrong with them, in words that follow the name of the setting
 */
export function parseOrigins(text: string): {
  readonly origins: readonly string[];
  readonly issues: readonly string[];
} {
  const origins = text
    .split(',')
    .map((origin) => origin.trim())
    .filter((origin) => origin !== '');
  const issues = origins
    .filter((origin) => origin !== '*' && !isOrigin(origin))
    .map((origin) => `must hold origins such as https://dashboard.memorai.com, got ${JSON.stringify(origin)}`);
  if (origins.includes('*') && origins.length > 1) issues.push('holds * beside other origins; keep one of the two');
  return { origins, issues };
}

function isOrigin(text: string): boolean {
  return URL.canParse(text) && /^https?:$/.test(new URL(text).protocol) && new URL(text).origin === text;
}

function grant(origins: readonly string[], origin: string | undefined): Record<string, string> {
  if (origin === undefined) return {};
  if (origins.includes('*')) return { 'access-control-allow-origin': '*' };
  if (!origins.includes(origin)) return {};
  return { 'access-control-allow-origin': origin, 'access-control-allow-credentials': 'true' };
}

function isPreflight({ method, headers }: HttpRequest): boolean {
  return method === 'OPTIONS' && 'origin' in headers && 'access-control-request-method' in headers;
}

function preflight(granted: Record<string, string>): HttpResponse {
  if (granted['access-control-allow-origin'] === undefined) {
    return failure(403, 'origin not allowed', { vary: 'origin' });
  }
  return {
    status: 204,
    headers: {
      ...granted,
      'access-control-allow-methods': METHODS,
      'access-control-allow-headers': HEADERS,
      'access-control-max-age': String(MAX_AGE_SECONDS),
      vary: 'origin',
    },
    body: '',
  };
}

/** A cache must not give one origin's answer to another. */
function vary(response: HttpResponse): string {
  const own = response.headers.vary;
  return own === undefined ? 'origin' : `${[own].flat().join(', ')}, origin`;
}
