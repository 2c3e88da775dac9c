import * as http from 'node:http';
import * as https from 'node:https';
import * as net from 'node:net';
import * as tls from 'node:tls';
import { isError } from './is-error';

/** Why something cannot be reached, in words that give away no host, user or password (E79). */
export type FailureKind = 'timeout' | 'refused' | 'unresolved' | 'misconfigured' | 'failed';

/** A failure whose kind is already known. */
export class ConnectFailure extends Error {
  override readonly name = 'ConnectFailure';

  constructor(readonly kind: FailureKind) {
    super(kind);
  }
}

const KINDS: Readonly<Record<string, FailureKind>> = {
  ETIMEDOUT: 'timeout',
  ECONNREFUSED: 'refused',
  ENOTFOUND: 'unresolved',
  EAI_AGAIN: 'unresolved',
};

/** The kind of any error: from its code, `failed` when that says nothing. */
export function failureKind(error: unknown): FailureKind {
  if (error instanceof ConnectFailure) return error.kind;
  if (!isError(error)) return 'failed';
  if (error.name === 'DeadlineError') return 'timeout';
  return ('code' in error && typeof error.code === 'string' ? KINDS[error.code] : undefined) ?? 'failed';
}

interface Endpoint {
  readonly host: string;
  readonly port: number;
  /** With a handshake that verifies the certificate. */
  readonly tls: boolean;
}

/** Opens a connection and closes it at once. */
export function connect(endpoint: Endpoint, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const { host, port } = endpoint;
    const socket = endpoint.tls
      ? tls.connect({ host, port, ...(net.isIP(host) === 0 ? { servername: host } : {}) })
      : net.connect({ host, port });
    const abort = () => socket.destroy(new ConnectFailure('timeout'));
    signal.addEventListener('abort', abort, { once: true });
    socket.on('error', reject);
    socket.once(endpoint.tls ? 'secureConnect' : 'connect', () => {
      resolve();
      socket.destroy();
    });
    socket.once('close', () => signal.removeEventListener('abort', abort));
  });
}

/** Sends a GET and expects 200; the body is not read. */
export function getOk(url: URL, headers: Readonly<Record<string, string>>, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const { get } = url.protocol === 'https:' ? https : http;
    // agent: false opens a connection of its own, so that an old one that is still good hides nothing
    const request = get(url, { headers, signal, agent: false }, (response) => {
      response.destroy();
      if (response.statusCode === 200) resolve();
      else reject(new ConnectFailure('failed'));
    });
    request.on('error', reject);
  });
}
