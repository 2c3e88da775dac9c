import { failure, type HttpRequest, type HttpResponse } from './message';

export interface Route {
  /** A route for GET answers HEAD too. */
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Compared with the path of the request byte by byte: no pattern, no trailing slash. */
  readonly path: string;
  /** `signal` is aborted when the request has taken too long: its answer is not used any more. */
  handle(request: HttpRequest, signal: AbortSignal): Promise<HttpResponse>;
}

/** Like `Handle`, and told when to give up. */
type AbortableHandle = (request: HttpRequest, signal: AbortSignal) => Promise<HttpResponse>;

/**
 * One handler for a table of routes: 404 for an unknown path, 405 with `Allow` for a known one.
 * @throws Error when two routes have the same method and path.
 */
export function createRouter(routes: readonly Route[]): AbortableHandle {
  const table = new Map<string, Map<string, Route['handle']>>();
  for (const { method, path, handle } of routes) {
    const methods = table.get(path) ?? new Map<string, Route['handle']>();
    if (methods.has(method)) throw new Error(`two routes answer ${method} ${path}`);
    table.set(path, methods.set(method, handle));
  }
  return async (request, signal) => {
    const methods = table.get(request.path);
    if (methods === undefined) return failure(404, 'not found');
    const handle = methods.get(request.method === 'HEAD' ? 'GET' : request.method);
    return handle === undefined
      ? failure(405, 'method not allowed', { allow: allowed(methods) })
      : handle(request, signal);
  };
}

/** What a label may say about a path: itself when a route has it, else `other`, so that a scanner makes no series. */
export function createRouteNames(routes: readonly Route[]): (path: string) => string {
  const known = new Set(routes.map((route) => route.path));
  return (path) => (known.has(path) ? path : 'other');
}

function allowed(methods: ReadonlyMap<string, unknown>): string {
  return [...methods.keys()].flatMap((method) => (method === 'GET' ? ['GET', 'HEAD'] : [method])).join(', ');
}
