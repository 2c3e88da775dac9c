import * as http from 'node:http';
import * as net from 'node:net';
import type { HttpMetrics } from './http-metrics';
import { describeError, type Log } from './log';
import { failure, type Handle, type HttpResponse, MAX_BODY_BYTES } from './message';
import { toHttpRequest } from './node-request';

interface ServerOptions {
  readonly host: string;
  /** 0 takes any free port. */
  readonly port: number;
  readonly handle: Handle;
  readonly metrics: HttpMetrics;
  /** Bounded label of a path. */
  routeName(path: string): string;
  readonly log: Log;
  /** Longest time for a client to send one request, and for the handler to answer it, each. Milliseconds. */
  readonly requestTimeoutMs: number;
}

interface RunningServer {
  /** The real one where 0 was asked for. */
  readonly port: number;
  /**
   * Takes no new connection or request, waits for those in flight, and cuts what is left after the time of grace.
   * Every call answers for the same stop; the first one's grace counts.
   */
  stop(graceMs: number): Promise<StopResult>;
}

export interface StopResult {
  /** False when requests had to be cut. */
  readonly drained: boolean;
}

/** The head of a request is a few hundred bytes: who needs longer is not a client. */
const HEADERS_TIMEOUT_MS = 10_000;
/**
 * Above the 60 s for which an ALB and ingress-nginx keep an idle connection (both defaults): else we close it just when
 * they send a request, and they answer 502.
 */
const KEEP_ALIVE_TIMEOUT_MS = 65_000;
/** How often Node looks for expired connections; its own default of 30 s would stretch every timeout by as much. */
const CHECKING_INTERVAL_MS = 1_000;

/**
 * Serves a handle over HTTP. Resolves when the port is open.
 * @throws the error of `listen`: the port is taken, or may not be opened
 */
export async function startServer(options: ServerOptions): Promise<RunningServer> {
  const { handle, metrics, log, requestTimeoutMs } = options;
  /** Requests in flight by open connection. */
  const connections = new Map<net.Socket, number>();
  let stopping: Promise<StopResult> | undefined;

  const server = http.createServer({
    requestTimeout: requestTimeoutMs,
    headersTimeout: Math.min(HEADERS_TIMEOUT_MS, requestTimeoutMs),
    keepAliveTimeout: KEEP_ALIVE_TIMEOUT_MS,
    connectionsCheckingInterval: CHECKING_INTERVAL_MS,
  });

  server.on('connection', (socket) => {
    connections.set(socket, 0);
    metrics.connections(1);
    socket.once('close', () => {
      connections.delete(socket);
      metrics.connections(-1);
    });
  });

  server.on('request', (message, response) => {
    const { socket } = message;
    const started = performance.now();
    count(connections, socket, 1);
    response.once('close', () => {
      count(connections, socket, -1);
      if (stopping !== undefined && connections.get(socket) === 0) socket.destroySoon();
    });
    answer(message, response).catch((error: unknown) => {
      // the client went away, or the answer cannot be sent: nobody is left to be told
      log('warn', 'answer-failed', describeError(error));
      socket.destroy();
    });

    async function answer(incoming: http.IncomingMessage, outgoing: http.ServerResponse): Promise<void> {
      const request = await toHttpRequest(incoming, MAX_BODY_BYTES);
      const result = await handle(request);
      // the rest of a body that is too large is read and thrown away by Node: a closed connection would lose the 413
      const sent = send(outgoing, result, stopping !== undefined, log);
      metrics.observe(request.method, options.routeName(request.path), sent, (performance.now() - started) / 1000);
    }
  });

  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port, options.host, () => {
      server.off('error', reject);
      resolve();
    });
  });

  return {
    port: (server.address() as net.AddressInfo).port,
    stop(graceMs) {
      stopping ??= stop(server, connections, graceMs);
      return stopping;
    },
  };
}

/** Sends a response; a header that cannot be sent makes it a 500. Returns the status that went out. */
function send(outgoing: http.ServerResponse, response: HttpResponse, close: boolean, log: Log): number {
  const { status, headers, body } = response;
  try {
    for (const [name, value] of Object.entries(headers)) {
      outgoing.setHeader(name, typeof value === 'string' ? value : [...value]);
    }
  } catch (error) {
    log('error', 'bad-header', describeError(error));
    for (const name of outgoing.getHeaderNames()) outgoing.removeHeader(name);
    return send(outgoing, failure(500, 'internal error'), close, log);
  }
  if (close) outgoing.setHeader('connection', 'close');
  if (status !== 204) outgoing.setHeader('content-length', Buffer.byteLength(body));
  outgoing.writeHead(status);
  outgoing.end(body);
  return status;
}

async function stop(server: http.Server, connections: Map<net.Socket, number>, graceMs: number): Promise<StopResult> {
  // the close of net, not of http: that one also destroys connections which it takes for idle, and cuts an answer that
  // is written but not yet sent; and it leaves those that have not sent anything yet
  const closed = new Promise<boolean>((resolve) => net.Server.prototype.close.call(server, () => resolve(true)));
  for (const [socket, inFlight] of connections) if (inFlight === 0) socket.destroy();
  let timer: NodeJS.Timeout | undefined;
  const expired = new Promise<boolean>((resolve) => {
    timer = setTimeout(() => resolve(false), graceMs);
  });
  const drained = await Promise.race([closed, expired]);
  clearTimeout(timer);
  if (!drained) {
    for (const socket of connections.keys()) socket.destroy();
    await closed;
  }
  return { drained };
}

function count(connections: Map<net.Socket, number>, socket: net.Socket, change: number): void {
  const inFlight = connections.get(socket);
  if (inFlight !== undefined) connections.set(socket, inFlight + change);
}
