import type { Server, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import { refusalBody } from '../kernel/json-refusal.js';
import { newTraceId } from './trace.js';

/** Headers are small: a client that takes longer for them does so on purpose. */
const HEADERS_MS = 10_000;
/** Longer than proxies keep connections, so that they never send into one that is being closed. */
const KEEP_ALIVE_MS = 65_000;

/** How long a connection may stand still while the client does not read its answer. (Node checks twice before it ends it.) */
const STALLED = 2;

/** Limits how long a request may take to arrive and its answer to be read. Answers what is not HTTP in JSON, like every refusal. */
export function boundRequests(server: Server, requestMs: number): void {
  server.requestTimeout = requestMs;
  server.headersTimeout = Math.min(requestMs, HEADERS_MS);
  server.keepAliveTimeout = KEEP_ALIVE_MS;
  server.timeout = STALLED * requestMs;
  // How often Node checks for late connections. Its types have this only as an option of a new server.
  Object.assign(server, { connectionsCheckingInterval: Math.min(requestMs / 2, 1000) });
  server.on('clientError', (error: NodeJS.ErrnoException, socket: Duplex) => {
    const { _httpMessage: begun } = socket as { _httpMessage?: ServerResponse | null };
    // An answer that has begun cannot be replaced.
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

/** Answers a connection without a response object, and ends it. */
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
  // A connection that is closed already must not end the program.
  socket.on('error', () => socket.destroy());
  socket.end(`${lines.join('\r\n')}\r\n\r\n${body}`, () => socket.destroy());
}
