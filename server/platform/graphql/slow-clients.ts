import type { Server, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import { refusalBody } from '../kernel/json-refusal.js';
import { newTraceId } from './trace.js';

/** Headers are small: whoever takes longer for them does so on purpose. */
const HEADERS_MS = 10_000;
/** Longer than proxies keep theirs, so that they never send into a connection that is being closed. */
const KEEP_ALIVE_MS = 65_000;

/** How many times that nothing at all may move: a client does not read its answer. (Node looks a second time before it ends it.) */
const STALLED = 2;

/** Bounds how long a request may take to arrive and its answer to be taken, and answers what is no HTTP: in JSON, like everything that is refused. */
export function boundRequests(server: Server, requestMs: number): void {
  server.requestTimeout = requestMs;
  server.headersTimeout = Math.min(requestMs, HEADERS_MS);
  server.keepAliveTimeout = KEEP_ALIVE_MS;
  server.timeout = STALLED * requestMs;
  // How often Node looks for those that are late; its types know it as an option of a new server only.
  Object.assign(server, { connectionsCheckingInterval: Math.min(requestMs / 2, 1000) });
  server.on('clientError', (error: NodeJS.ErrnoException, socket: Duplex) => {
    const { _httpMessage: begun } = socket as { _httpMessage?: ServerResponse | null };
    // An answer that has begun can not be taken back.
    if (!socket.writable || begun?.headersSent) {
      socket.destroy();
      return;
    }
    const [status, message] = answers[error.code ?? ''] ?? ['400 Bad Request', 'This is not HTTP.'];
    endWith(socket, status, 'BAD_REQUEST', message);
  });
}

const answers: Readonly<Record<string, readonly [string, string]>> = {
  ERR_HTTP_REQUEST_TIMEOUT: ['408 Request Timeout', 'The request took too long to arrive.'],
  HPE_HEADER_OVERFLOW: ['431 Request Header Fields Too Large', 'The headers are too large.'],
  HPE_CHUNK_EXTENSIONS_OVERFLOW: ['413 Payload Too Large', 'The body is too large.'],
};

/** Answers a connection that no response belongs to, and ends it. */
export function endWith(
  socket: Duplex,
  status: string,
  code: string,
  message: string,
  headers: readonly string[] = [],
): void {
  const body = JSON.stringify(refusalBody(code, message, newTraceId()));
  const lines = [
    `HTTP/1.1 ${status}`,
    'connection: close',
    'content-type: application/json; charset=utf-8',
    `content-length: ${Buffer.byteLength(body)}`,
    ...headers,
  ];
  // Whoever is gone already must not end the program.
  socket.on('error', () => socket.destroy());
  socket.end(`${lines.join('\r\n')}\r\n\r\n${body}`, () => socket.destroy());
}
