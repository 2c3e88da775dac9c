import type { CorsOptions } from 'aws-cdk-lib/aws-apigateway';
import { Duration } from 'aws-cdk-lib/core';

const ANY_ORIGIN = '*';

/** The same answer to a preflight as the reference service's own. */
const allowMethods = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'];
const allowHeaders = ['Authorization', 'Content-Type'];

/** Credentials only for origins that are named: browsers refuse them with `*`, and rightly so (E23). */
export function preflight(origins: readonly string[]): CorsOptions {
  return {
    allowOrigins: [...origins],
    allowMethods,
    allowHeaders,
    allowCredentials: !origins.includes(ANY_ORIGIN),
    maxAge: Duration.hours(2),
  };
}

/**
 * Headers of the gateway's own errors (429, 504 …). They are constants, so with several origins only the first can
 * read such an error; the others see a failed request.
 */
export function corsHeaders(origins: readonly string[]): Record<string, string> {
  const origin = origins.includes(ANY_ORIGIN) ? ANY_ORIGIN : origins[0];
  if (origin === undefined) {
    return {};
  }
  return {
    'Access-Control-Allow-Origin': `'${origin}'`,
    ...(origin === ANY_ORIGIN ? {} : { 'Access-Control-Allow-Credentials': "'true'", Vary: "'Origin'" }),
  };
}
