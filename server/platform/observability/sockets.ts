import type { WebSocket } from 'ws';
import type { Log } from './log.js';
import type { Metrics } from './metrics.js';

interface SocketFacts {
  /** The trace id of the handshake. */
  traceId: string;
  /** Kind and id of the actor, once it is known. */
  actor?: string;
}

const known = new WeakMap<WebSocket, SocketFacts>();

/** The fields of every log line about a WebSocket. */
export function socketFacts(socket: WebSocket): Partial<SocketFacts> {
  return known.get(socket) ?? {};
}

/** The actor of the WebSocket is known: its kind and id. */
export function socketBelongsTo(socket: WebSocket, actor: string): void {
  const facts = known.get(socket);
  if (facts) facts.actor = actor;
}

/** Counts a WebSocket, and logs its start and its end (with the close code) under the trace id of its handshake. */
export function watchSocket(
  { log, metrics }: { log: Log; metrics: Metrics },
  socket: WebSocket,
  traceId: string,
): void {
  const begun = performance.now();
  const facts: SocketFacts = { traceId };
  known.set(socket, facts);
  metrics.socketOpened();
  log.info({ traceId }, 'a WebSocket was opened');
  socket.once('close', (code) => {
    metrics.socketClosed(code);
    log.info({ ...facts, code, ms: Math.round(performance.now() - begun) }, 'a WebSocket was closed');
  });
}
