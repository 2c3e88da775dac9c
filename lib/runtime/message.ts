/** A request as the routes see it, whatever brought it: a socket or a Lambda event. */
export interface HttpRequest {
  /** Upper case, as received: may be a method that no route knows. */
  readonly method: string;
  /** Without the query, as received: never decoded, so `/%6cive` is not `/live`. */
  readonly path: string;
  readonly query: URLSearchParams;
  /** Names in lower case; several values joined with a comma (cookies with a semicolon). */
  readonly headers: Readonly<Record<string, string>>;
  /** Empty when there is none, and when it was too large. */
  readonly body: Buffer;
  /** True when the body was larger than the limit and was thrown away: answered with 413. */
  readonly bodyTooLarge: boolean;
}

export interface HttpResponse {
  readonly status: number;
  /** Names in lower case; a list for a header that is sent several times. */
  readonly headers: Readonly<Record<string, string | readonly string[]>>;
  /** The whole body, also for HEAD: who writes the answer leaves it out. */
  readonly body: string;
}

/** Request in, response out. Rejects only on a fault of our own. */
export type Handle = (request: HttpRequest) => Promise<HttpResponse>;

/** Largest accepted body: 1 MiB, far below what API Gateway (10 MB) and Lambda (6 MB) let through. */
export const MAX_BODY_BYTES = 1_048_576;

/** A JSON answer that no cache may keep. */
export function json(status: number, value: unknown, headers: HttpResponse['headers'] = {}): HttpResponse {
  return {
    status,
    headers: { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store', ...headers },
    body: `${JSON.stringify(value)}\n`,
  };
}

/** The one form of an error answer: `{"error":"not found"}`. The text is fixed, never made from an exception. */
export function failure(status: number, error: string, headers: HttpResponse['headers'] = {}): HttpResponse {
  return json(status, { error }, headers);
}
