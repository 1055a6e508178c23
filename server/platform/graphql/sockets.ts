import type { IncomingMessage } from 'node:http';
import type { Server } from 'graphql-ws';
import type { WebSocket, WebSocketServer } from 'ws';
import type { Log } from '../observability/log.js';
import { socketFacts } from '../observability/sockets.js';

/** A socket that carries the protocol, and the request that opened it. */
export interface CarriedSocket {
  socket: WebSocket;
  request: IncomingMessage;
}

export interface SocketRules {
  pingMs: number;
  /** How many messages of one socket are worked on at once; the rest waits, and then the network does. */
  mostAtOnce: number;
  log: Log;
}

const GOING_AWAY = 1001;
const UNSUPPORTED_DATA = 1003;
const INTERNAL_ERROR = 1011;
const BAD_REQUEST = 4400;
/** What may lie here for a client that does not read. Beyond it nothing more is taken from it. */
const MOST_UNSENT_BYTES = 2 ** 20;

/**
 * Carries the protocol over the sockets of a server, so that no client can make it hold more than a bounded amount: who does not
 * read is not read from either, and is dropped when it does not answer pings. Gives what says goodbye to all.
 */
export function carrySockets(
  protocol: Server<CarriedSocket>,
  server: WebSocketServer,
  rules: SocketRules,
): { dispose(): Promise<void> } {
  server.on('connection', (socket, request) => {
    carry(protocol, { socket, request }, rules);
  });
  return {
    dispose: async () => {
      for (const client of server.clients) client.close(GOING_AWAY, 'Going away');
      server.removeAllListeners();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}

function carry(
  protocol: Server<CarriedSocket>,
  carried: CarriedSocket,
  { log, ...rules }: SocketRules,
): void {
  const { socket } = carried;
  const isOpen = (): boolean => socket.readyState === socket.OPEN;
  const waiting: string[] = [];
  let handle: (message: string) => Promise<void> = async () => {};
  let running = 0;

  const work = async (message: string): Promise<void> => {
    running += 1;
    try {
      await handle(message);
    } catch (error) {
      // Whoever is gone can not be sent an answer: that is no fault.
      if (!isOpen()) return;
      // The library has no close code for what only a server may send.
      if (/^Unexpected message of type /.test((error as Error).message)) {
        socket.close(BAD_REQUEST, 'Invalid message received');
        return;
      }
      log.error({ err: error }, 'a WebSocket message could not be handled');
      socket.close(INTERNAL_ERROR, 'Internal server error');
    } finally {
      running -= 1;
      goOn();
    }
  };
  const isBusy = (): boolean => running >= rules.mostAtOnce || socket.bufferedAmount > MOST_UNSENT_BYTES;
  const goOn = (): void => {
    // What is closing is heard, so that its goodbye is, but not worked for.
    if (!isOpen()) waiting.length = 0;
    while (waiting.length > 0 && !isBusy()) void work(waiting.shift() ?? '');
    if (isOpen() && isBusy()) socket.pause();
    else if (socket.isPaused) socket.resume();
  };

  // The library of the sockets closes them with the fitting code: too large, not UTF-8, not the protocol.
  socket.on('error', (error) => log.debug({ err: error, ...socketFacts(socket) }, 'a WebSocket failed'));
  socket.on('message', (data, isBinary) => {
    if (!isOpen()) return;
    if (isBinary) {
      socket.close(UNSUPPORTED_DATA, 'Messages must be text');
      return;
    }
    waiting.push(String(data));
    goOn();
  });
  const closed = protocol.opened(
    {
      protocol: socket.protocol,
      send: (message) =>
        new Promise((resolve) => {
          if (!isOpen()) {
            resolve();
            return;
          }
          socket.send(message, (error) => {
            goOn();
            // The client is gone. What is under way for it ends when the socket closes, which comes next.
            if (error) log.debug({ err: error, ...socketFacts(socket) }, 'a message could not be sent');
            resolve();
          });
        }),
      close: (code, reason) => socket.close(code, reason),
      onMessage: (handler) => {
        handle = handler;
      },
    },
    carried,
  );
  const stopPinging = ping(socket, rules.pingMs);
  socket.once('close', (code, reason) => {
    stopPinging();
    waiting.length = 0;
    closed(code, String(reason)).catch((error: unknown) =>
      log.error({ err: error }, 'a WebSocket could not be closed'),
    );
  });
}

/** Drops a socket that did not answer a ping until the next one is due. */
function ping(socket: WebSocket, everyMs: number): () => void {
  let answered = true;
  socket.on('pong', () => {
    answered = true;
  });
  const timer = setInterval(() => {
    if (socket.readyState !== socket.OPEN) return;
    if (!answered) {
      socket.terminate();
      return;
    }
    answered = false;
    socket.ping();
  }, everyMs);
  return () => clearInterval(timer);
}
