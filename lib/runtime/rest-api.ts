import { type HttpRequest, type HttpResponse, MAX_BODY_BYTES } from './message';

type Lists = Readonly<Record<string, readonly string[] | undefined>> | null;
type Texts = Readonly<Record<string, string | undefined>> | null;

/**
 * What we read of an event of an API Gateway REST API with proxy integration (payload format 1.0). The gateway sends
 * null where there is nothing, and a test from the console leaves fields out.
 */
export interface RestApiEvent {
  readonly httpMethod: string;
  /** Without the stage and the query. */
  readonly path: string;
  readonly headers?: Texts;
  readonly multiValueHeaders?: Lists;
  readonly queryStringParameters?: Texts;
  readonly multiValueQueryStringParameters?: Lists;
  readonly body?: string | null;
  readonly isBase64Encoded?: boolean;
}

export interface RestApiResult {
  readonly statusCode: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly multiValueHeaders: Readonly<Record<string, readonly string[]>>;
  readonly body: string;
  readonly isBase64Encoded: false;
}

/** Whether this is such an event at all, and not another trigger's. */
export function isRestApiEvent(event: unknown): event is RestApiEvent {
  if (typeof event !== 'object' || event === null) return false;
  const { httpMethod, path } = event as Partial<RestApiEvent>;
  return typeof httpMethod === 'string' && typeof path === 'string';
}

export function toRequest(event: RestApiEvent): HttpRequest {
  const query = new URLSearchParams();
  for (const [name, values] of lists(event.multiValueQueryStringParameters, event.queryStringParameters)) {
    for (const value of values) query.append(name, value);
  }
  const headers: Record<string, string> = {};
  for (const [name, values] of lists(event.multiValueHeaders, event.headers)) {
    const key = name.toLowerCase();
    headers[key] = values.join(key === 'cookie' ? '; ' : ', ');
  }
  const body = Buffer.from(event.body ?? '', event.isBase64Encoded === true ? 'base64' : 'utf8');
  const bodyTooLarge = body.length > MAX_BODY_BYTES;
  return {
    method: event.httpMethod.toUpperCase(),
    path: event.path || '/',
    query,
    headers,
    body: bodyTooLarge ? Buffer.alloc(0) : body,
    bodyTooLarge,
  };
}

/** @param method of the request: the answer to HEAD has no body */
export function toResult(response: HttpResponse, method: string): RestApiResult {
  const entries = Object.entries(response.headers);
  return {
    statusCode: response.status,
    headers: Object.fromEntries(entries.flatMap(([name, value]) => (typeof value === 'string' ? [[name, value]] : []))),
    multiValueHeaders: Object.fromEntries(
      entries.flatMap(([name, value]) => (typeof value === 'string' ? [] : [[name, value]])),
    ),
    body: method === 'HEAD' ? '' : response.body,
    isBase64Encoded: false,
  };
}

/** The lists where the gateway gives them: the plain fields hold only the last of several values. */
function lists(many: Lists | undefined, single: Texts | undefined): [string, readonly string[]][] {
  if (many) return Object.entries(many).map(([name, values]) => [name, values ?? []]);
  return Object.entries(single ?? {}).map(([name, value]) => [name, value === undefined ? [] : [value]]);
}
