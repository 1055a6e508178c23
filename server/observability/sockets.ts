import type { WebSocket } from 'ws';
import type { Services } from '../services.js';

/** Who speaks on a socket, once that is known. */
const actors = new WeakMap<WebSocket, string>();

/** The socket has introduced itself as this actor: its kind and id. */
export function socketBelongsTo(socket: WebSocket, actor: string): void {
  actors.set(socket, actor);
}

/** Counts a websocket, and logs its beginning and its end with the close code, under the trace id of its handshake. */
export function watchSocket(
  { log, metrics }: Pick<Services, 'log' | 'metrics'>,
  socket: WebSocket,
  traceId: string,
): void {
  const begun = performance.now();
  metrics.socketOpened();
  log.info({ traceId }, 'a websocket was opened');
  socket.once('close', (code) => {
    metrics.socketClosed(code);
    const actor = actors.get(socket);
    log.info({ traceId, code, actor, ms: Math.round(performance.now() - begun) }, 'a websocket was closed');
  });
}
