import type { IncomingMessage } from 'node:http';
import type { HttpRequest } from './message';

/**
 * A request from a socket, with its body read to the end, or up to the limit.
 * @throws the error of the socket when the client goes away before the end
 */
export async function toHttpRequest(message: IncomingMessage, maxBodyBytes: number): Promise<HttpRequest> {
  const target = (message.url ?? '/').replace(/^https?:\/\/[^/?#]*/i, '');
  const mark = target.indexOf('?');
  const body = await readBody(message, maxBodyBytes);
  return {
    method: message.method ?? 'GET',
    path: (mark === -1 ? target : target.slice(0, mark)) || '/',
    query: new URLSearchParams(mark === -1 ? '' : target.slice(mark)),
    headers: joinHeaders(message),
    body: body ?? Buffer.alloc(0),
    bodyTooLarge: body === undefined,
  };
}

/**
 * Undefined as soon as it is larger than the limit. The rest then flows on and is thrown away, until its end or the
 * request's timeout: a connection that we stop reading would lose the answer, or stay stuck with the next request.
 */
function readBody(message: IncomingMessage, limit: number): Promise<Buffer | undefined> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = Number(message.headers['content-length'] ?? 0) > limit ? Number.POSITIVE_INFINITY : 0;
    if (size > limit) resolve(undefined);
    message.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size <= limit) chunks.push(chunk);
      else resolve(undefined);
    });
    message.on('end', () => resolve(Buffer.concat(chunks)));
    message.on('error', reject);
  });
}

function joinHeaders(message: IncomingMessage): Record<string, string> {
  return Object.fromEntries(
    Object.entries(message.headers).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, [value].flat().join(', ')]],
    ),
  );
}
